package vn.lienthong.connector.changes;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The character sets of the server whose letters Java reads the same way. */
final class Charsets {
    static final Charset UTF8 = StandardCharsets.UTF_8;
    private static final Charset WESTERN = Charset.forName("windows-1252");

    private Charsets() {}

    /** Null where the server had better be asked. */
    static @Nullable Charset of(@Nullable String name) {
        return switch (String.valueOf(name).toLowerCase(Locale.ROOT)) {
            case "utf8mb4", "utf8mb3", "utf8" -> UTF8;
            case "latin1" -> WESTERN;
            case "ascii" -> StandardCharsets.US_ASCII;
            case "utf16", "ucs2" -> StandardCharsets.UTF_16BE;
            case "utf16le" -> StandardCharsets.UTF_16LE;
            case "utf32" -> Charset.forName("UTF-32BE");
            default -> null;
        };
    }

    static String text(byte[] bytes, Charset charset) {
        return charset == WESTERN ? western(bytes) : new String(bytes, charset);
    }

    /** The server's latin1 keeps the five bytes that Java knows no letter for. */
    private static String western(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        String letters = new String(bytes, WESTERN);
        for (int i = 0; i < bytes.length; i++) {
            char letter = letters.charAt(i);
            text.append(letter == '\uFFFD' ? (char) (bytes[i] & 0xFF) : letter);
        }
        return text.toString();
    }
}
