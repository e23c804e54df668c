package vn.lienthong.connector.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SHA-256 of files, and how markers write it: as {@code sha256sum} does. */
final class Checksums {
    /** The longest marker that is looked into. */
    static final int MARKER = 4096;

    private static final Pattern HEX = Pattern.compile("(?<![0-9A-Fa-f])[0-9A-Fa-f]{64}(?![0-9A-Fa-f])");
    private static final int BLOCK = 1 << 16;

    private Checksums() {}

    static String of(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] block = new byte[BLOCK];
        try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
            int got = bytes.read(block);
            while (got >= 0) {
                got = bytes.read(block);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** What a marker says; empty where it says none, or more than one. */
    static Optional<String> in(byte[] marker) {
        Matcher hex = HEX.matcher(new String(marker, StandardCharsets.ISO_8859_1));
        if (!hex.find()) {
            return Optional.empty();
        }
        String found = hex.group().toLowerCase(Locale.ROOT);
        return hex.find() ? Optional.empty() : Optional.of(found);
    }

    static byte[] marker(String checksum, String name) {
        return (checksum + "  " + name + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
