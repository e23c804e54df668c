package vn.lienthong.connector.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Dataset;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;

/**
 * Makes the hub's rows of what a prepared statement found: a few, all of them in memory.
 *
 * @param <C> a column as the system's catalogue knows it
 */
public abstract class ResultRows<C> {
    private final List<C> wanted;
    private final Schema schema;

    /**
     * Rows of some columns.
     *
     * @param described a column as the hub knows it, where the dataset does not
     */
    protected ResultRows(Dataset dataset, List<C> wanted, Function<C, Column> described) {
        this.wanted = wanted;
        this.schema = new Schema(wanted.stream()
                .map(described)
                .map(column -> {
                    Column known = dataset.schema().column(column.name());
                    return known == null ? column : known;
                })
                .toList());
    }

    /** No row of these columns. */
    public final Batch none() {
        return RowBatch.of(schema, List.of(), 1);
    }

    /** All that was found. */
    public final Batch of(ResultSet found) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        while (found.next()) {
            @Nullable Object[] row = new Object[wanted.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = value(found, i + 1, wanted.get(i));
            }
            rows.add(row);
        }
        return RowBatch.of(schema, rows, 1);
    }

    /**
     * One value of the row that is read.
     *
     * @param index the place in the row, from 1
     * @throws vn.lienthong.kernel.HubException UNAVAILABLE where the hub has no such value
     */
    protected abstract @Nullable Object value(ResultSet row, int index, C column) throws SQLException;
}
