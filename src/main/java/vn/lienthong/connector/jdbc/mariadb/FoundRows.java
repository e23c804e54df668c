package vn.lienthong.connector.jdbc.mariadb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.jdbc.ResultRows;

/** Rows of a MariaDB server. */
final class FoundRows extends ResultRows<NativeColumn> {
    private final MariaDbErrors errors;
    private final Dataset dataset;

    FoundRows(MariaDbErrors errors, Dataset dataset, List<NativeColumn> wanted) {
        super(dataset, wanted, NativeColumn::column);
        this.errors = errors;
        this.dataset = dataset;
    }

    @Override
    protected @Nullable Object value(ResultSet row, int index, NativeColumn column) throws SQLException {
        Object value = Cells.read(row, index, column);
        if (value instanceof Cells.Unreadable unreadable) {
            throw errors.because(ConnectorError.SYSTEM_FAILED, dataset.from(), Map.of("why", unreadable.reason()));
        }
        return value;
    }
}
