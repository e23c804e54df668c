package vn.lienthong.connector.jdbc.mariadb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;

/** Makes the hub's rows of what a prepared statement found: a few, all of them in memory. */
final class FoundRows {
    private final MariaDbErrors errors;
    private final Dataset dataset;
    private final List<NativeColumn> wanted;
    private final Schema schema;

    FoundRows(MariaDbErrors errors, Dataset dataset, List<NativeColumn> wanted) {
        this.errors = errors;
        this.dataset = dataset;
        this.wanted = wanted;
        this.schema = new Schema(wanted.stream().map(this::described).toList());
    }

    private Column described(NativeColumn column) {
        Column known = dataset.schema().column(column.name());
        return known == null ? column.column() : known;
    }

    Batch of(ResultSet found) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        while (found.next()) {
            @Nullable Object[] row = new Object[wanted.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = Cells.read(found, i + 1, wanted.get(i));
                if (row[i] instanceof Cells.Unreadable unreadable) {
                    throw errors.because(
                            ConnectorError.SYSTEM_FAILED, dataset.from(), Map.of("why", unreadable.reason()));
                }
            }
            rows.add(row);
        }
        return RowBatch.of(schema, rows, 1);
    }
}
