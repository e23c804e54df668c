package vn.lienthong.connector.jdbc.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ChangeGap;
import vn.lienthong.connector.ChangesError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.FollowRequest;
import vn.lienthong.connector.Opening;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Text;

/** What does not change while a table is followed. */
record FollowPlan(
        PostgresConnections connections,
        PostgresFailures failures,
        Opening opening,
        Dataset dataset,
        PostgresTable table,
        List<PostgresColumn> columns,
        Schema schema,
        int[] key,
        FollowRequest request,
        FollowPosition after,
        @Nullable Long cap) {
    /** Takes the place from whoever else follows from it, and looks at the table as it is now. */
    static FollowPlan of(
            PostgresConnections connections,
            PostgresFailures failures,
            Opening opening,
            Dataset dataset,
            FollowRequest request,
            FollowPosition after,
            @Nullable Long cap) {
        Connection connection = connections.writer();
        try {
            connection.setAutoCommit(true);
            new SourceSlot(connection, request.follower()).takeFromOthers();
            PostgresTable table = PostgresSession.table(connection, dataset, failures);
            List<String> names = new ArrayList<>(request.columns());
            dataset.key().stream().filter(name -> !names.contains(name)).forEach(names::add);
            List<PostgresColumn> columns = columns(table, names, dataset, failures);
            Schema schema = new Schema(columns.subList(0, request.columns().size()).stream()
                    .map(column -> PostgresReading.classed(column, dataset))
                    .toList());
            int[] key = dataset.key().stream().mapToInt(names::indexOf).toArray();
            return new FollowPlan(
                    connections, failures, opening, dataset, table, columns, schema, key, request, after, cap);
        } catch (SQLException failed) {
            throw failures.using(failed, dataset.name().toString(), "");
        } finally {
            connections.end(connection);
        }
    }

    private static List<PostgresColumn> columns(
            PostgresTable table, List<String> names, Dataset dataset, PostgresFailures failures) {
        List<PostgresColumn> columns = new ArrayList<>();
        for (String name : names) {
            PostgresColumn column = table.column(name);
            if (column == null) {
                throw failures.changed(dataset.name().toString(), "- " + name);
            }
            columns.add(column);
        }
        return columns;
    }

    /** The log speaks of rows without this column; one that is not there now either, or tells which row it is, cannot do without. */
    void mustHave(int column) {
        String name = columns.get(column).name();
        Connection connection = connections.reader();
        try {
            boolean there = PostgresSession.table(connection, dataset, failures).column(name) != null;
            if (!there || Arrays.stream(key).anyMatch(part -> part == column)) {
                throw failures.changed(dataset.name().toString(), "- " + name);
            }
        } catch (SQLException failed) {
            throw failures.using(failed, dataset.name().toString(), "");
        } finally {
            connections.end(connection);
        }
    }

    /** Changes may be missing. */
    HubException gap(ChangeGap.Kind kind, Text what) {
        return failures.error(ChangesError.GAP, Map.of("dataset", dataset.name(), "gap", kind, "what", what), null);
    }
}
