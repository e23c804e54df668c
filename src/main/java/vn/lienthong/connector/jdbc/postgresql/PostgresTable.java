package vn.lienthong.connector.jdbc.postgresql;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Dataset;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.ValueType;

/**
 * A table or view as the catalogue describes it.
 *
 * @param id the server's number of it, which a new table of the same name does not have
 * @param kind {@code r} table, {@code p} partitioned, {@code v} view, {@code m} materialised view, {@code f} foreign
 * @param uniques sets of columns that identify a row, none of them nullable; the primary key first
 * @param leading columns that an index starts with
 * @param estimate about how many rows, null where never counted
 */
record PostgresTable(
        long id,
        String schema,
        String name,
        String kind,
        List<PostgresColumn> columns,
        List<List<String>> uniques,
        Set<String> leading,
        @Nullable Long estimate) {
    /** {@code schema.table}, as datasets are named. */
    String from() {
        return schema + "." + name;
    }

    String quoted() {
        return Sql.name(schema) + "." + Sql.name(name);
    }

    @Nullable
    PostgresColumn column(String wanted) {
        for (PostgresColumn column : columns) {
            if (column.name().equals(wanted)) {
                return column;
            }
        }
        return null;
    }

    /** Whether no two rows can have the same values in these columns, and none is null. */
    boolean identifiedBy(List<String> key) {
        return uniques.stream().anyMatch(unique -> new HashSet<>(key).containsAll(unique));
    }

    Dataset dataset(ConnectorName connector) {
        return new Dataset(
                new DatasetName(connector, from()),
                from(),
                new Schema(columns.stream().map(PostgresColumn::column).toList()),
                uniques.isEmpty() ? List.of() : uniques.get(0),
                estimate,
                columns.stream()
                        .filter(PostgresTable::mayBeCursor)
                        .map(this::candidate)
                        .toList());
    }

    private static boolean mayBeCursor(PostgresColumn column) {
        ValueType type = column.wire().value();
        return type == ValueType.MOMENT
                || type == ValueType.TIMESTAMP
                || column.wire() == Wire.INT8
                || column.wire() == Wire.INT4;
    }

    private Dataset.CursorCandidate candidate(PostgresColumn column) {
        return new Dataset.CursorCandidate(column.name(), leading.contains(column.name()), column.nullable());
    }
}
