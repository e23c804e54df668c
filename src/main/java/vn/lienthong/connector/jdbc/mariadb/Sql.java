package vn.lienthong.connector.jdbc.mariadb;

import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Pieces of statements. Names come only from the catalogue and are always quoted; values are always bound. */
final class Sql {
    private Sql() {}

    static String name(String identifier) {
        return "`" + identifier.replace("`", "``") + "`";
    }

    static String names(Collection<String> identifiers) {
        return join(identifiers, ", ", Sql::name);
    }

    static <T> String join(Collection<T> parts, String separator, Function<T, String> text) {
        return parts.stream().map(text).collect(Collectors.joining(separator));
    }

    /** Numbers in brackets, as they stand behind {@code in}. */
    static String numbers(Collection<Integer> numbers) {
        return "(" + join(numbers, ",", String::valueOf) + ")";
    }
}
