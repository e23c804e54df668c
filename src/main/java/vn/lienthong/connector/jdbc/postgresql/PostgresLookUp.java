package vn.lienthong.connector.jdbc.postgresql;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.LookUp;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Composed;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Text;
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
    private final List<PostgresColumn> wanted;
    private final Schema schema;

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
        this.wanted = wanted;
        this.schema = new Schema(wanted.stream().map(this::described).toList());
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

    /** Text in both of its spellings; what the server holds in another form of text is compared as text. */
    private static String condition(PostgresColumn column) {
        if (column.wire().value() != ValueType.TEXT) {
            return column.quoted("") + " = ?";
        }
        if (column.wire() == Wire.PADDED) {
            return column.quoted("") + " in (cast(? as bpchar), cast(? as bpchar))";
        }
        String compared = PLAIN_TEXTS.contains(column.type()) ? column.quoted("") : column.quoted("") + "::text";
        return compared + " in (?, ?)";
    }

    private Column described(PostgresColumn column) {
        Column known = dataset.schema().column(column.name());
        return known == null ? column.column() : known;
    }

    @Override
    public Batch find(List<Object> values) {
        try {
            int index = 1;
            for (int i = 0; i < by.size(); i++) {
                if (values.get(i) instanceof String text) {
                    if (text.indexOf('\0') >= 0) {
                        return new RowBatch(schema, new Object[0][], new long[0]); // no text of the server holds it
                    }
                    statement.setString(index++, text);
                    statement.setString(index++, Normalizer.normalize(text, Normalizer.Form.NFD));
                } else {
                    bind(index++, values.get(i));
                }
            }
            return rows();
        } catch (SQLException failed) {
            throw failures.using(failed, dataset.from(), "");
        }
    }

    private void bind(int index, Object value) throws SQLException {
        if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else {
            statement.setObject(index, value);
        }
    }

    private Batch rows() throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        try (ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                @Nullable Object[] row = new Object[wanted.size()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = value(found, i + 1, wanted.get(i));
                }
                rows.add(row);
            }
        }
        return RowBatch.of(schema, rows, 1);
    }

    private @Nullable Object value(ResultSet row, int index, PostgresColumn column) throws SQLException {
        Object value =
                switch (column.wire()) {
                    case BOOL -> row.getBoolean(index);
                    case INT2, INT4, INT8 -> row.getLong(index);
                    case FLOAT4, FLOAT8, NUMERIC -> decimal(row.getString(index), column);
                    case DATE -> row.getObject(index, LocalDate.class);
                    case TIME -> time(row.getString(index), column);
                    case TIMESTAMP -> row.getObject(index, LocalDateTime.class);
                    case MOMENT -> row.getObject(index, OffsetDateTime.class);
                    case BYTEA -> row.getBytes(index);
                    case PADDED -> text(row.getString(index), true);
                    case TEXT, CAST, JSONB, UUID -> text(row.getString(index), false);
                };
        if (row.wasNull() || value == null) {
            return null;
        }
        if (LocalDate.MAX.equals(value)
                || LocalDate.MIN.equals(value)
                || LocalDateTime.MAX.equals(value)
                || LocalDateTime.MIN.equals(value)
                || OffsetDateTime.MAX.equals(value)
                || OffsetDateTime.MIN.equals(value)) {
            throw beyond(column);
        }
        return value instanceof OffsetDateTime moment ? moment.withOffsetSameInstant(ZoneOffset.UTC) : value;
    }

    private @Nullable Object decimal(@Nullable String digits, PostgresColumn column) {
        if (digits == null) {
            return null;
        }
        if (digits.endsWith("N") || digits.endsWith("y")) { // NaN, Infinity
            throw beyond(column);
        }
        BigDecimal decimal = new BigDecimal(digits);
        return decimal.scale() < 0 ? decimal.setScale(0) : decimal;
    }

    private @Nullable Object time(@Nullable String text, PostgresColumn column) {
        if (text != null && text.startsWith("24")) {
            throw beyond(column);
        }
        return text == null ? null : LocalTime.parse(text);
    }

    private static @Nullable String text(@Nullable String text, boolean padded) {
        return text == null ? null : Composed.nfc(padded ? text.stripTrailing() : text);
    }

    private RuntimeException beyond(PostgresColumn column) {
        return failures.error(
                ConnectorError.SYSTEM_FAILED,
                Map.of(
                        "why",
                        new Text(
                                "cột " + column.name() + " chứa giá trị vô hạn hoặc không phải số",
                                "column " + column.name() + " holds something infinite or not a number")),
                null);
    }

    @Override
    public void close() {
        connections.end(connection);
    }
}
