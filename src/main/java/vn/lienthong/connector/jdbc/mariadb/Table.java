package vn.lienthong.connector.jdbc.mariadb;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Dataset;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.ValueType;

/**
 * A table or view as the catalogue describes it now.
 *
 * @param uniques the columns of each unique index
 */
record Table(
        String name,
        boolean view,
        @Nullable String engine,
        @Nullable Long rowEstimate,
        @Nullable String collation,
        List<NativeColumn> columns,
        List<String> key,
        List<Set<String>> uniques) {
    Dataset dataset(ConnectorName connector) {
        return new Dataset(
                new DatasetName(connector, name),
                name,
                new Schema(columns.stream().map(NativeColumn::column).toList()),
                key,
                rowEstimate,
                columns.stream()
                        .filter(Table::mayBeCursor)
                        .map(column -> new Dataset.CursorCandidate(column.name(), column.indexed(), column.nullable()))
                        .toList());
    }

    @Nullable
    NativeColumn column(String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static boolean mayBeCursor(NativeColumn column) {
        return column.type() == ValueType.TIMESTAMP
                || column.type() == ValueType.MOMENT
                || (column.type() == ValueType.INTEGER && (column.counting() || column.indexed()));
    }
}
