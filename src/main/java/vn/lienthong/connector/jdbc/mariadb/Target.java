package vn.lienthong.connector.jdbc.mariadb;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.WriteRequest.Deletes;
import vn.lienthong.connector.WriteRequest.Mode;
import vn.lienthong.kernel.Column;

/**
 * The table to write and what of it is written, with the pieces of statements that follow from it.
 *
 * @param columns the columns written, in the order of the batches
 * @param key the columns that identify a row, in the request's order
 * @param mark the column that marks deleted rows, null where none does
 */
record Target(
        Table table,
        WriteRequest request,
        List<NativeColumn> columns,
        List<NativeColumn> key,
        @Nullable NativeColumn mark) {
    /** Checks that the table can be written this way, and says what to do where it cannot. */
    static Target of(Table table, WriteRequest request, MariaDbErrors errors) {
        if (table.view() || !"InnoDB".equalsIgnoreCase(table.engine())) {
            throw errors.because(
                    ConnectorError.WRITE_MODE_UNSUPPORTED,
                    table.name(),
                    Map.of(
                            "mode",
                            request.mode().name().toLowerCase(Locale.ROOT),
                            "why",
                            table.view()
                                    ? "VIEW"
                                    : table.engine() + "; ALTER TABLE " + Sql.name(table.name()) + " ENGINE=InnoDB"));
        }
        List<NativeColumn> columns = new ArrayList<>();
        for (Column column : request.schema().columns()) {
            columns.add(column(table, column.name(), errors));
        }
        List<NativeColumn> key =
                request.key().stream().map(name -> column(table, name, errors)).toList();
        if (request.mode() != Mode.APPEND) {
            boolean unique = !key.isEmpty()
                    && table.uniques().stream().anyMatch(index -> index.equals(new HashSet<>(request.key())));
            if (!unique || !columns.containsAll(key)) {
                throw errors.because(
                        ConnectorError.KEY_MISSING,
                        table.name(),
                        Map.of("why", "UNIQUE (" + String.join(", ", request.key()) + ")"));
            }
        }
        boolean marks = request.deletes() == Deletes.MARK && request.markColumn() != null;
        NativeColumn mark = marks ? column(table, request.markColumn(), errors) : null;
        request.scope().keySet().forEach(name -> column(table, name, errors));
        return new Target(table, request, columns, key, mark);
    }

    private static NativeColumn column(Table table, String name, MariaDbErrors errors) {
        NativeColumn column = table.column(name);
        if (column == null) {
            throw errors.because(
                    ConnectorError.COLUMN_UNKNOWN,
                    table.name(),
                    Map.of("column", name, "known", Sql.join(table.columns(), ", ", NativeColumn::name)));
        }
        return column;
    }

    List<String> names() {
        return columns.stream().map(NativeColumn::name).toList();
    }

    List<String> keyNames() {
        return key.stream().map(NativeColumn::name).toList();
    }

    /** The key of two tables is the same in the target's own eyes. */
    String sameKey(String left, String right) {
        return Sql.join(
                key,
                " and ",
                column -> left + "." + Sql.name(column.name()) + " = " + right + "." + Sql.name(column.name()));
    }

    /** The key of two tables is the same to the byte. */
    String exactKey(String left, String right) {
        return Sql.join(key, " and ", column -> column.exact(left + ".") + " = " + column.exact(right + "."));
    }

    /** Every written value is the same to the byte, and the row is not marked as deleted. */
    String same(String left, String right) {
        List<NativeColumn> values = values();
        String equal = values.isEmpty()
                ? "true"
                : Sql.join(values, " and ", column -> column.exact(left + ".") + " <=> " + column.exact(right + "."));
        return unmarks() ? equal + " and not " + marked(left + ".") : equal;
    }

    /** Sets what is written, and takes a deletion mark away from a row that is back. */
    String assignments(String left, String right) {
        List<String> all = new ArrayList<>();
        values().forEach(column ->
                all.add(left + "." + Sql.name(column.name()) + " = " + right + "." + Sql.name(column.name())));
        if (unmarks() && mark != null) {
            all.add(left + "." + Sql.name(mark.name()) + " = " + (mark.nullable() ? "null" : "0"));
        }
        if (all.isEmpty()) {
            String first = left + "." + Sql.name(key.get(0).name());
            all.add(first + " = " + first);
        }
        return String.join(", ", all);
    }

    String marked(String prefix) {
        if (mark == null) {
            return "false";
        }
        String quoted = prefix + Sql.name(mark.name());
        return switch (mark.type()) {
            case BOOLEAN, INTEGER -> "coalesce(" + quoted + ", 0) <> 0";
            default -> quoted + " is not null";
        };
    }

    /** Only the job's own part of the target; binds with {@link #bindScope}. */
    String scope(String prefix) {
        return request.scope().isEmpty()
                ? "true"
                : Sql.join(scopeNames(), " and ", name -> prefix + Sql.name(name) + " <=> ?");
    }

    int bindScope(PreparedStatement statement, int index) throws SQLException {
        int next = index;
        for (String name : scopeNames()) {
            Object value = request.scope().get(name);
            Bind.set(statement, next++, value instanceof Integer number ? Long.valueOf(number) : value);
        }
        return next;
    }

    /** Whether two different keys may be one in the target's eyes. */
    boolean mayMergeKeys() {
        return key.stream().anyMatch(NativeColumn::text);
    }

    private boolean unmarks() {
        return mark != null && !columns.contains(mark);
    }

    private List<NativeColumn> values() {
        return columns.stream().filter(column -> !key.contains(column)).toList();
    }

    private List<String> scopeNames() {
        return request.scope().keySet().stream().sorted().toList();
    }
}
