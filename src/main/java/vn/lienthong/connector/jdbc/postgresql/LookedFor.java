package vn.lienthong.connector.jdbc.postgresql;

import java.util.List;
import java.util.stream.Collectors;
import vn.lienthong.connector.ReadRequest;

/** The condition of rows that are looked for, where the server compares as the hub does; else it is true of all. */
final class LookedFor {
    private static final List<Long> TEXTS = List.of(25L, 1043L);

    private LookedFor() {}

    static String condition(PostgresColumn column, ReadRequest.Only only) {
        return switch (column.wire()) {
            case INT2, INT4, INT8 -> in(column, String.join(", ", only.numbers()));
            default -> TEXTS.contains(column.type()) ? in(column, literals(only.texts())) : "true";
        };
    }

    private static String in(PostgresColumn column, String values) {
        return values.isEmpty() ? "false" : column.quoted("") + " in (" + values + ")";
    }

    private static String literals(List<String> texts) {
        return texts.stream().map(Sql::literal).collect(Collectors.joining(", "));
    }
}
