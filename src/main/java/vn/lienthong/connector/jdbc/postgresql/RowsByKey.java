package vn.lienthong.connector.jdbc.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.BatchCursor;

/**
 * Reads rows as they are now. A change of a row does not carry its large values that stayed the same; the row as it is now does, and
 * what it may be ahead of the change comes as a later change of its own.
 */
final class RowsByKey {
    private static final int KEYS_AT_ONCE = 500;

    private final FollowPlan plan;

    RowsByKey(FollowPlan plan) {
        this.plan = plan;
    }

    List<BinaryBatch> of(List<List<String>> keys) throws SQLException {
        List<BinaryBatch> found = new ArrayList<>();
        Connection connection = plan.connections().reader();
        try {
            for (int from = 0; from < keys.size(); from += KEYS_AT_ONCE) {
                read(connection, keys.subList(from, Math.min(keys.size(), from + KEYS_AT_ONCE)), found);
            }
        } finally {
            plan.connections().end(connection);
        }
        return found;
    }

    private void read(Connection connection, List<List<String>> keys, List<BinaryBatch> found) throws SQLException {
        List<PostgresColumn> key =
                Arrays.stream(plan.key()).mapToObj(plan.columns()::get).toList();
        String wanted = keys.stream().map(values -> literals(key, values)).collect(Collectors.joining(", "));
        BatchCollector collector = new BatchCollector(plan.schema(), plan.columns(), null, KEYS_AT_ONCE * 2, 1);
        CopyStream.each(
                connection,
                "select " + Sql.list(plan.columns(), column -> column.selected("")) + " from "
                        + plan.table().quoted() + " where (" + Sql.list(key, column -> column.quoted("")) + ") in ("
                        + wanted + ")",
                (message, at) -> add(collector.add(message, at), found));
        add(collector.rest(), found);
    }

    private static void add(BatchCursor.@Nullable Part part, List<BinaryBatch> found) {
        if (part != null && part.batch() instanceof BinaryBatch rows) {
            found.add(rows);
        }
    }

    private static String literals(List<PostgresColumn> key, List<String> values) {
        List<String> literals = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            literals.add(Sql.literal(values.get(i)) + "::" + key.get(i).nativeType());
        }
        return "(" + String.join(", ", literals) + ")";
    }
}
