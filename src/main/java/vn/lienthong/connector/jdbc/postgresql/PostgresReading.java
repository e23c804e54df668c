package vn.lienthong.connector.jdbc.postgresql;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Schema;

/** Plans one read: which columns, in which order, from where to where; then starts the stream. */
final class PostgresReading {
    private final PostgresConnections connections;
    private final PostgresFailures failures;
    private final Opening opening;
    private final Dataset dataset;
    private final ReadRequest request;

    PostgresReading(
            PostgresConnections connections,
            PostgresFailures failures,
            Opening opening,
            Dataset dataset,
            ReadRequest request) {
        this.connections = connections;
        this.failures = failures;
        this.opening = opening;
        this.dataset = dataset;
        this.request = request;
    }

    BatchCursor start() {
        Connection connection = connections.reader();
        try {
            return start(connection);
        } catch (SQLException failed) {
            connections.end(connection);
            throw translate(failed);
        } catch (RuntimeException failed) {
            connections.end(connection);
            throw failed;
        }
    }

    private BatchCursor start(Connection connection) throws SQLException {
        UpperBound bound = request.kind() == ReadRequest.Kind.INCREMENTAL
                ? UpperBound.find(connection, opening.clock(), request.safetyLag())
                : UpperBound.NONE;
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        PostgresTable table = PostgresSession.table(connection, dataset, failures);
        List<PostgresColumn> shown = shown(table);
        List<PostgresColumn> selected = new ArrayList<>(shown);
        ReadOrder order = order(table, selected);
        PostgresColumn cursor = request.cursor() == null ? null : table.column(request.cursor());
        if (cursor != null && cursor.nullable()) {
            refuseUnseen(connection, table, cursor);
        }
        String query = "select " + Sql.list(selected, column -> column.selected("")) + " from " + table.quoted()
                + " where " + String.join(" and ", conditions(table, order, cursor, bound))
                + (order == null ? "" : " order by " + order.by())
                + (request.most() == 0 ? "" : " limit " + request.most());
        Schema schema = new Schema(shown.stream().map(this::shownAs).toList());
        boolean resumable = order != null && (cursor != null || table.identifiedBy(dataset.key()));
        BatchCollector collector = new BatchCollector(
                schema, selected, resumable ? order : null, request.batchRows(), request.firstOrdinal());
        CopyStream<BatchCursor.Part> stream =
                new CopyStream<>(connection, query, collector, () -> connections.end(connection));
        return new PostgresCursor(
                stream,
                new PostgresCursor.Plan(
                        schema,
                        cursor == null && order != null && inBinaryOrder(order.columns()),
                        expected(table),
                        cursor == null ? null : bound.caveat(cursor)),
                failures,
                this::translate);
    }

    private List<String> conditions(
            PostgresTable table, @Nullable ReadOrder order, @Nullable PostgresColumn cursor, UpperBound bound) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        ReadRequest.Only only = request.only();
        if (only != null) {
            conditions.add(LookedFor.condition(wanted(table, only.column(), true), only));
        }
        Position after = request.after();
        if (after != null) {
            if (order == null) {
                throw unusable("the dataset has no key");
            }
            try {
                conditions.add(order.after(after));
            } catch (JsonProcessingException | IllegalArgumentException other) {
                throw unusable("the position is of another key");
            }
        }
        if (cursor != null) {
            conditions.addAll(bound.condition(cursor));
        }
        return conditions;
    }

    private List<PostgresColumn> shown(PostgresTable table) {
        if (request.columns().isEmpty()) {
            List<PostgresColumn> all = new ArrayList<>();
            for (Column column : dataset.schema().columns()) {
                all.add(wanted(table, column.name(), true));
            }
            return all;
        }
        return request.columns().stream()
                .map(name -> wanted(table, name, dataset.schema().position(name) >= 0))
                .toList();
    }

    private PostgresColumn wanted(PostgresTable table, String name, boolean known) {
        PostgresColumn column = table.column(name);
        if (column == null && known) {
            throw failures.changed(dataset.name().toString(), "- " + name);
        }
        if (column == null) {
            throw failures.error(
                    ConnectorError.COLUMN_UNKNOWN,
                    Map.of(
                            "dataset",
                            dataset.name(),
                            "column",
                            name,
                            "known",
                            Sql.list(table.columns(), PostgresColumn::name)),
                    null);
        }
        return column;
    }

    private Column shownAs(PostgresColumn column) {
        return classed(column, dataset);
    }

    /** The column as the owner classified it. */
    static Column classed(PostgresColumn column, Dataset dataset) {
        Column pinned = dataset.schema().column(column.name());
        return pinned == null ? column.column() : column.column().classed(pinned.dataClass());
    }

    /** What to order by; adds columns to the selection that are needed for it only. */
    private @Nullable ReadOrder order(PostgresTable table, List<PostgresColumn> selected) {
        List<String> names = new ArrayList<>();
        if (request.cursor() != null) {
            if (dataset.key().isEmpty()) {
                throw failures.error(ConnectorError.KEY_MISSING, Map.of("dataset", dataset.name()), null);
            }
            names.add(request.cursor());
        }
        dataset.key().stream().filter(name -> !names.contains(name)).forEach(names::add);
        if (names.isEmpty()) {
            return null;
        }
        List<PostgresColumn> columns = new ArrayList<>();
        int[] places = new int[names.size()];
        for (String name : names) {
            PostgresColumn column = wanted(table, name, true);
            if (!selected.contains(column)) {
                selected.add(column);
            }
            places[columns.size()] = selected.indexOf(column);
            columns.add(column);
        }
        return new ReadOrder(columns, places);
    }

    static boolean inBinaryOrder(List<PostgresColumn> key) {
        return key.stream().allMatch(PostgresReading::inBinaryOrder);
    }

    private static boolean inBinaryOrder(PostgresColumn column) {
        // an enum's wire is text, but its order is that of its declaration
        return column.wire().binaryOrder() && (column.wire() != Wire.TEXT || column.collated());
    }

    private OptionalLong expected(PostgresTable table) {
        return table.estimate() == null || request.kind() != ReadRequest.Kind.SNAPSHOT || request.after() != null
                ? OptionalLong.empty()
                : OptionalLong.of(table.estimate());
    }

    /** A row without a value in the cursor stands before and after no other: it would be read at no time. */
    private void refuseUnseen(Connection connection, PostgresTable table, PostgresColumn cursor) throws SQLException {
        String any = "select 1 from " + table.quoted() + " where " + cursor.quoted("") + " is null limit 1";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(any)) {
            if (rows.next()) {
                throw failures.error(
                        ConnectorError.CURSOR_EMPTY, Map.of("dataset", dataset.name(), "column", cursor.name()), null);
            }
        }
    }

    private HubException unusable(String why) {
        return failures.error(ConnectorError.POSITION_UNUSABLE, Map.of("dataset", dataset.name(), "why", why), null);
    }

    private HubException translate(SQLException failed) {
        return failures.using(
                failed, dataset.name().toString(), PostgresDoctor.grant("select", dataset.from(), opening));
    }
}
