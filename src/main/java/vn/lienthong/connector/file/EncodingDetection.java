package vn.lienthong.connector.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.HubException;

/**
 * Which encoding a file is in. {@code auto} believes a byte order mark and strictly valid UTF-8 and refuses everything else,
 * naming what it looks like: a wrong guess would damage names without anybody noticing.
 */
final class EncodingDetection {
    private static final int SAMPLE_BYTES = 1 << 20;
    /** Fewer words say nothing about an encoding. */
    private static final int FEW_WORDS = 3;
    /** So many words fit an encoding that it is believed against the setting, if so many more fit it. */
    private static final double CERTAIN = 0.8;

    private static final double DISTANCE = 0.3;

    private final byte[] sample;
    private final boolean whole;

    private EncodingDetection(byte[] sample, boolean whole) {
        this.sample = sample;
        this.whole = whole;
    }

    /** The encoding of a file, given the setting; throws CONFIGURATION where it cannot be known or differs from the setting. */
    static TextEncoding of(Path file, String name, String setting) throws IOException {
        try (InputStream bytes = PlainFile.open(file)) {
            byte[] sample = bytes.readNBytes(SAMPLE_BYTES);
            return new EncodingDetection(sample, sample.length < SAMPLE_BYTES).decide(name, setting);
        }
    }

    private TextEncoding decide(String name, String setting) {
        TextEncoding marked = byteOrderMark();
        TextEncoding wanted = TextEncoding.named(setting).orElse(null);
        if (wanted == null) {
            if (marked != null) {
                return marked;
            }
            if (zeros() == 0 && unreadable(TextEncoding.UTF_8) == 0) {
                return TextEncoding.UTF_8;
            }
            TextEncoding looks = looksLike();
            throw new HubException(
                    FileError.ENCODING_UNKNOWN,
                    Map.of("file", name, "looks", looks.title(), "setting", looks.setting()));
        }
        TextEncoding found = marked == null && wanted.legacy() ? otherThan(wanted) : marked;
        if (found != null && found != wanted) {
            throw new HubException(
                    FileError.ENCODING_DIFFERS, Map.of("file", name, "found", found.setting(), "setting", setting));
        }
        return wanted;
    }

    /**
     * What the file is rather than the encoding of one byte a letter that was set, or null. Such an encoding has a letter for nearly
     * every byte, so that a wrong one gives other letters and no error: the words decide.
     */
    private @Nullable TextEncoding otherThan(TextEncoding wanted) {
        if (manyByte() && unreadable(TextEncoding.UTF_8) == 0) {
            return TextEncoding.UTF_8;
        }
        TextEncoding looks = looksLike();
        if (!looks.legacy()) {
            return looks;
        }
        boolean clear = words(looks).size() >= FEW_WORDS
                && likelihood(looks) >= CERTAIN
                && likelihood(looks) - likelihood(wanted) >= DISTANCE;
        return clear ? looks : null;
    }

    private @Nullable TextEncoding byteOrderMark() {
        if (startsWith(0xEF, 0xBB, 0xBF)) {
            return TextEncoding.UTF_8;
        }
        return startsWith(0xFF, 0xFE) ? TextEncoding.UTF_16LE : startsWith(0xFE, 0xFF) ? TextEncoding.UTF_16BE : null;
    }

    private boolean startsWith(int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (i >= sample.length || (sample[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean manyByte() {
        for (byte one : sample) {
            if (one < 0) {
                return true;
            }
        }
        return false;
    }

    private int zeros() {
        int count = 0;
        for (byte one : sample) {
            count += one == 0 ? 1 : 0;
        }
        return count;
    }

    private TextEncoding looksLike() {
        if (zeros() > sample.length / 10) {
            int even = 0;
            for (int i = 0; i < sample.length; i += 2) {
                even += sample[i] == 0 ? 1 : 0;
            }
            return even > zeros() / 2 ? TextEncoding.UTF_16BE : TextEncoding.UTF_16LE;
        }
        return Stream.of(TextEncoding.TCVN3, TextEncoding.VNI, TextEncoding.WINDOWS_1258)
                .max(Comparator.comparingDouble(this::likelihood))
                .orElseThrow();
    }

    /** How many of the words that hold a letter beyond ASCII could be Vietnamese. */
    private double likelihood(TextEncoding encoding) {
        List<String> words = words(encoding);
        long fitting = words.stream().filter(Syllable::fits).count();
        return words.isEmpty() ? 0 : (double) fitting / words.size();
    }

    private List<String> words(TextEncoding encoding) {
        String text = Normalizer.normalize(decode(encoding), Normalizer.Form.NFC);
        return Pattern.compile("[^\\p{L}\\p{M}\uFFFF\u0080-\u00BF]+")
                .splitAsStream(text)
                .filter(word -> word.chars().anyMatch(letter -> letter > 0x7F))
                .limit(5000)
                .toList();
    }

    private int unreadable(TextEncoding encoding) {
        String text = decode(encoding);
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            // the sample may end inside a letter
            boolean cut = !whole && i >= text.length() - 3;
            count += text.charAt(i) == TextEncoding.UNREADABLE && !cut ? 1 : 0;
        }
        return count;
    }

    private String decode(TextEncoding encoding) {
        StringBuilder text = new StringBuilder(sample.length);
        char[] buffer = new char[8192];
        try (Reader reader = encoding.reader(new ByteArrayInputStream(sample))) {
            for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
                text.append(buffer, 0, count);
            }
        } catch (IOException impossible) {
            throw new IllegalStateException("reading memory failed", impossible);
        }
        return text.toString();
    }
}
