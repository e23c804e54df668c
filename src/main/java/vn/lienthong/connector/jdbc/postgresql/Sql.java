package vn.lienthong.connector.jdbc.postgresql;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Names and literals as the server quotes them. Names come from its own catalogue, never from a person. */
final class Sql {
    private Sql() {}

    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A literal that is read the same whatever {@code standard_conforming_strings} says. */
    static String literal(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a literal cannot hold NUL");
        }
        return " E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    static <T> String list(List<T> items, Function<T, String> form) {
        return items.stream().map(form).collect(Collectors.joining(", "));
    }

    static <T> String all(List<T> items, Function<T, String> form) {
        return items.isEmpty() ? "true" : items.stream().map(form).collect(Collectors.joining(" and "));
    }
}
