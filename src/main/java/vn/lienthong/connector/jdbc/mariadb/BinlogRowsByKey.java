package vn.lienthong.connector.jdbc.mariadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows as they are now, where the log does not tell everything of them. What they may be ahead of their change comes as a later
 * change of its own.
 */
final class BinlogRowsByKey {
    private static final int KEYS_AT_ONCE = 500;

    private final Connection connection;
    private final BinlogStream.Plan plan;

    BinlogRowsByKey(Connection connection, BinlogStream.Plan plan) {
        this.connection = connection;
        this.plan = plan;
    }

    /** The rows that are still there, by key; a cell may be a {@link Cells.Unreadable}. */
    Map<Object, @Nullable Object[]> of(List<BinlogCollector.Entry> entries) throws SQLException {
        Map<Object, @Nullable Object[]> found = new HashMap<>();
        for (int from = 0; from < entries.size(); from += KEYS_AT_ONCE) {
            read(entries.subList(from, Math.min(entries.size(), from + KEYS_AT_ONCE)), found);
        }
        return found;
    }

    private void read(List<BinlogCollector.Entry> entries, Map<Object, @Nullable Object[]> found) throws SQLException {
        List<NativeColumn> key =
                Arrays.stream(plan.key()).mapToObj(plan.columns()::get).toList();
        String one = "(" + "?,".repeat(key.size() - 1) + "?)";
        String sql = "select " + Sql.join(plan.columns(), ", ", column -> column.expression("")) + " from "
                + Sql.name(plan.dataset().from()) + " where ("
                + Sql.join(key, ", ", column -> Sql.name(column.name())) + ") in ("
                + (one + ",").repeat(entries.size() - 1) + one + ")";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = 1;
            for (BinlogCollector.Entry entry : entries) {
                for (int column : plan.key()) {
                    Bind.set(statement, index++, entry.values[column]);
                }
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    @Nullable
                    Object[] values = new @Nullable Object[plan.columns().size()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = Cells.read(row, i + 1, plan.columns().get(i));
                    }
                    found.put(BinlogCollector.keyOf(values, plan.key()), values);
                }
            }
        }
    }
}
