package vn.lienthong.connector.jdbc.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.LookUp;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.ValueType;

/** One prepared statement on a connection of its own that can only read. */
final class PostgresLookUp implements LookUp {
    private static final List<Long> PLAIN_TEXTS = List.of(25L, 1043L);

    private final PostgresConnections connections;
    private final PostgresFailures failures;
    private final Dataset dataset;
    private final Connection connection;
    private final PreparedStatement statement;
    private final List<PostgresColumn> by;
    private final FoundRows rows;

    private PostgresLookUp(
            PostgresConnections connections,
            PostgresFailures failures,
            Dataset dataset,
            Connection connection,
            PreparedStatement statement,
            List<PostgresColumn> by,
            List<PostgresColumn> wanted) {
        this.connections = connections;
        this.failures = failures;
        this.dataset = dataset;
        this.connection = connection;
        this.statement = statement;
        this.by = by;
        this.rows = new FoundRows(failures, dataset, wanted);
    }

    static PostgresLookUp prepare(
            PostgresConnections connections,
            PostgresFailures failures,
            Dataset dataset,
            List<String> by,
            List<String> columns,
            int most) {
        Connection connection = connections.reader();
        try {
            PostgresTable table = PostgresSession.table(connection, dataset, failures);
            List<PostgresColumn> given = columns(table, by, dataset, failures);
            List<PostgresColumn> wanted = columns(table, columns, dataset, failures);
            PreparedStatement statement = connection.prepareStatement("select "
                    + Sql.list(wanted, column -> column.selected("")) + " from " + table.quoted() + " where "
                    + Sql.all(given, PostgresLookUp::condition) + " limit " + most);
            return new PostgresLookUp(connections, failures, dataset, connection, statement, given, wanted);
        } catch (SQLException failed) {
            connections.end(connection);
            throw failures.using(failed, dataset.from(), "");
        } catch (RuntimeException failed) {
            connections.end(connection);
            throw failed;
        }
    }

    static List<PostgresColumn> columns(
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

    /** Text in both of its spellings; what the server holds in another form of text is compared as text. */
    static String condition(PostgresColumn column) {
        if (column.wire().value() != ValueType.TEXT) {
            return column.quoted("") + " = ?";
        }
        if (column.wire() == Wire.PADDED) {
            return column.quoted("") + " in (cast(? as bpchar), cast(? as bpchar))";
        }
        String compared = PLAIN_TEXTS.contains(column.type()) ? column.quoted("") : column.quoted("") + "::text";
        return compared + " in (?, ?)";
    }

    @Override
    public Batch find(List<Object> values) {
        try {
            int index = 1;
            for (int i = 0; i < by.size(); i++) {
                if (values.get(i) instanceof String text) {
                    if (text.indexOf('\0') >= 0) {
                        return rows.none(); // no text of the server holds it
                    }
                    statement.setString(index++, text);
                    statement.setString(index++, Normalizer.normalize(text, Normalizer.Form.NFD));
                } else {
                    bind(statement, index++, values.get(i));
                }
            }
            return rows();
        } catch (SQLException failed) {
            throw failures.using(failed, dataset.from(), "");
        }
    }

    static void bind(PreparedStatement statement, int index, Object value) throws SQLException {
        if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else {
            statement.setObject(index, value);
        }
    }

    private Batch rows() throws SQLException {
        try (ResultSet found = statement.executeQuery()) {
            return rows.of(found);
        }
    }

    @Override
    public void close() {
        connections.end(connection);
    }
}
