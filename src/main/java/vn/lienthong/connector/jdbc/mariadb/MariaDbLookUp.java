package vn.lienthong.connector.jdbc.mariadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.LookUp;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.ValueType;

/** One prepared statement on a connection of its own that can only read. */
final class MariaDbLookUp implements LookUp {
    private final MariaDbConnections connections;
    private final MariaDbErrors errors;
    private final Dataset dataset;
    private final Connection connection;
    private final PreparedStatement statement;
    private final FoundRows rows;

    private MariaDbLookUp(
            MariaDbConnections connections,
            MariaDbErrors errors,
            Dataset dataset,
            Connection connection,
            PreparedStatement statement,
            List<NativeColumn> wanted) {
        this.connections = connections;
        this.errors = errors;
        this.dataset = dataset;
        this.connection = connection;
        this.statement = statement;
        this.rows = new FoundRows(errors, dataset, wanted);
    }

    static MariaDbLookUp prepare(
            MariaDbConnections connections,
            MariaDbErrors errors,
            Dataset dataset,
            List<String> by,
            List<String> columns,
            int most) {
        Connection connection = connections.open();
        try {
            try (Statement only = connection.createStatement()) {
                only.execute("set session transaction read only");
            }
            Table table = Catalogue.table(connection, dataset.from());
            if (table == null) {
                throw errors.because(ConnectorError.DATASET_CHANGED, dataset.from(), Map.of("what", "–"));
            }
            List<NativeColumn> given = columns(table, by, dataset, errors);
            List<NativeColumn> wanted = columns(table, columns, dataset, errors);
            PreparedStatement statement = connection.prepareStatement("select "
                    + Sql.join(wanted, ", ", column -> column.expression("")) + " from " + Sql.name(table.name())
                    + " where " + Sql.join(given, " and ", MariaDbLookUp::condition) + " limit " + most);
            return new MariaDbLookUp(connections, errors, dataset, connection, statement, wanted);
        } catch (SQLException failed) {
            connections.drop(connection);
            throw errors.of(failed, dataset.from());
        } catch (RuntimeException failed) {
            connections.drop(connection);
            throw failed;
        }
    }

    static List<NativeColumn> columns(Table table, List<String> names, Dataset dataset, MariaDbErrors errors) {
        List<NativeColumn> columns = new ArrayList<>();
        for (String name : names) {
            NativeColumn column = table.column(name);
            if (column == null) {
                throw errors.because(ConnectorError.DATASET_CHANGED, dataset.from(), Map.of("what", name));
            }
            columns.add(column);
        }
        return columns;
    }

    /** Text in both of its spellings. */
    private static String condition(NativeColumn column) {
        return Sql.name(column.name()) + (column.type() == ValueType.TEXT ? " in (?, ?)" : " = ?");
    }

    @Override
    public Batch find(List<Object> values) {
        try {
            int index = 1;
            for (Object value : values) {
                Bind.set(statement, index++, value);
                if (value instanceof String text) {
                    statement.setString(index++, Normalizer.normalize(text, Normalizer.Form.NFD));
                }
            }
            return rows();
        } catch (SQLException failed) {
            throw errors.of(failed, dataset.from());
        }
    }

    private Batch rows() throws SQLException {
        try (ResultSet found = statement.executeQuery()) {
            return rows.of(found);
        }
    }

    @Override
    public void close() {
        connections.drop(connection);
    }
}
