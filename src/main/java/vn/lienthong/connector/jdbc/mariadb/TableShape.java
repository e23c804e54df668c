package vn.lienthong.connector.jdbc.mariadb;

import java.util.ArrayList;
import java.util.List;

/** Writes a table's shape as the shortest statement that makes a table whose rows stand in the log the same way. */
final class TableShape {
    private TableShape() {}

    static String statement(Table table) {
        List<String> lines = new ArrayList<>();
        for (NativeColumn column : table.columns()) {
            lines.add(Sql.name(column.name()) + " " + type(column) + (column.nullable() ? "" : " not null"));
        }
        if (!table.key().isEmpty()) {
            lines.add("primary key (" + Sql.names(table.key()) + ")");
        }
        return "create table " + Sql.name(table.name()) + " (" + String.join(", ", lines) + ")" + charset(table);
    }

    private static String type(NativeColumn column) {
        // in the log they are bytes
        return switch (column.dataType()) {
            case "uuid", "inet6" -> "binary(16)";
            case "inet4" -> "binary(4)";
            default ->
                column.columnType()
                        + (column.charset() == null || column.dataType().equals("json")
                                ? ""
                                : " character set " + column.charset());
        };
    }

    private static String charset(Table table) {
        return table.collation() == null
                ? ""
                : " default character set " + table.collation().split("_")[0];
    }
}
