package vn.lienthong.connector.rest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path in which columns stand in braces: {@code /pupils/{code}}. Every value becomes one part of the path, whatever it holds.
 *
 * @param text as it is written in the settings
 */
record PathTemplate(String text) {
    private static final Pattern COLUMN = Pattern.compile("\\{([^{}]+)}");

    /** The columns that it takes. */
    List<String> columns() {
        List<String> columns = new ArrayList<>();
        Matcher matcher = COLUMN.matcher(text);
        while (matcher.find()) {
            columns.add(matcher.group(1));
        }
        return columns;
    }

    /** With these values; empty where one cannot be part of a path. */
    Optional<String> with(Function<String, @Nullable String> value) {
        StringBuilder path = new StringBuilder();
        Matcher matcher = COLUMN.matcher(text);
        int from = 0;
        while (matcher.find()) {
            String part = value.apply(matcher.group(1));
            // what is read as the folder itself, or the one above, would lead to another place
            if (part == null || part.isEmpty() || part.equals(".") || part.equals("..")) {
                return Optional.empty();
            }
            path.append(text, from, matcher.start()).append(encoded(part));
            from = matcher.end();
        }
        return Optional.of(path.append(text.substring(from)).toString());
    }

    /** Everything but what RFC 3986 reserves for nothing. */
    private static String encoded(String part) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : part.getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) (each & 0xff);
            boolean plain = letter >= 'a' && letter <= 'z'
                    || letter >= 'A' && letter <= 'Z'
                    || letter >= '0' && letter <= '9'
                    || "-._~".indexOf(letter) >= 0;
            if (plain) {
                encoded.append(letter);
            } else {
                encoded.append('%').append("%02X".formatted((int) letter));
            }
        }
        return encoded.toString();
    }
}
