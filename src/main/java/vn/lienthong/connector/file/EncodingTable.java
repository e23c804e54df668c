package vn.lienthong.connector.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** What the bytes of a Vietnamese 8-bit encoding mean; a letter is one byte, or a base byte and a byte for its marks. */
final class EncodingTable {
    private final char[] single = new char[256];
    private final char[] pairs = new char[1 << 16];
    private final boolean[] leads = new boolean[256];

    private EncodingTable() {
        Arrays.fill(single, TextEncoding.UNREADABLE);
        for (char ascii = 0; ascii < 0x80; ascii++) {
            single[ascii] = ascii;
        }
    }

    /** The table of {@code encodings/<name>.csv}. */
    static EncodingTable load(String name) {
        InputStream file =
                Objects.requireNonNull(EncodingTable.class.getResourceAsStream("/encodings/" + name + ".csv"), name);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            EncodingTable table = new EncodingTable();
            lines.lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("bytes"))
                    .forEach(table::add);
            return table;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void add(String line) {
        String[] parts = line.split(",", 2);
        String[] codes = parts[0].split(" ");
        int first = Integer.parseInt(codes[0], 16);
        char letter = parts[1].charAt(0);
        if (codes.length == 1) {
            single[first] = letter;
        } else {
            leads[first] = true;
            pairs[first << 8 | Integer.parseInt(codes[1], 16)] = letter;
        }
    }

    /** The letter of one byte, {@link TextEncoding#UNREADABLE} where it has none. */
    char single(int code) {
        return single[code];
    }

    /** The letter of two bytes, 0 where they are not one letter. */
    char pair(int first, int second) {
        return leads[first] ? pairs[first << 8 | second] : 0;
    }
}
