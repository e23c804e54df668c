package vn.lienthong.connector.jdbc.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Search;
import vn.lienthong.connector.SearchRequest;
import vn.lienthong.connector.jdbc.Conditions;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.ValueType;

/** Statements of names from the catalogue and bound values, on a connection of its own that can only read. */
final class PostgresSearch implements Search {
    private static final List<Long> PLAIN_TEXTS = List.of(25L, 1043L);

    /** The capital letters of Vietnamese that have marks. */
    private static final String CAPITALS = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ"
            + IntStream.rangeClosed(0x1EA0, 0x1EF8)
                    .filter(letter -> letter % 2 == 0)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());

    private final PostgresConnections connections;
    private final PostgresFailures failures;
    private final Dataset dataset;
    private final Connection connection;
    private final PostgresTable table;

    private PostgresSearch(
            PostgresConnections connections,
            PostgresFailures failures,
            Dataset dataset,
            Connection connection,
            PostgresTable table) {
        this.connections = connections;
        this.failures = failures;
        this.dataset = dataset;
        this.connection = connection;
        this.table = table;
    }

    static PostgresSearch open(PostgresConnections connections, PostgresFailures failures, Dataset dataset) {
        Connection connection = connections.reader();
        try {
            PostgresTable table = PostgresSession.table(connection, dataset, failures);
            return new PostgresSearch(connections, failures, dataset, connection, table);
        } catch (SQLException failed) {
            connections.end(connection);
            throw failures.using(failed, dataset.from(), "");
        } catch (RuntimeException failed) {
            connections.end(connection);
            throw failed;
        }
    }

    @Override
    public Batch rows(SearchRequest request) {
        List<PostgresColumn> wanted = columns(request.columns());
        Where where = where(request);
        try (PreparedStatement statement =
                connection.prepareStatement("select " + Sql.list(wanted, column -> column.selected("")) + " from "
                        + table.quoted() + where.text() + order(request) + " limit ? offset ?")) {
            int next = where.bind(statement);
            statement.setInt(next, request.most());
            statement.setLong(next + 1, request.offset());
            try (ResultSet found = statement.executeQuery()) {
                return new FoundRows(failures, dataset, wanted).of(found);
            }
        } catch (SQLException failed) {
            throw failures.using(failed, dataset.from(), "");
        }
    }

    @Override
    public long count(SearchRequest request, long most) {
        Where where = where(request);
        try (PreparedStatement statement = connection.prepareStatement(
                "select count(*) from (select 1 from " + table.quoted() + where.text() + " limit ?) as found")) {
            statement.setLong(where.bind(statement), most);
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        } catch (SQLException failed) {
            throw failures.using(failed, dataset.from(), "");
        }
    }

    @Override
    public boolean tells(ReadRequest.Only only) {
        return tells(columns(List.of(only.column())).get(0));
    }

    private static boolean tells(PostgresColumn column) {
        return switch (column.wire()) {
            case INT2, INT4, INT8, PADDED -> true;
            default -> PLAIN_TEXTS.contains(column.type());
        };
    }

    private List<PostgresColumn> columns(List<String> names) {
        return PostgresLookUp.columns(table, names, dataset, failures);
    }

    private String order(SearchRequest request) {
        List<String> by = new ArrayList<>();
        SearchRequest.Sort sort = request.sort();
        if (sort != null) {
            PostgresColumn first = columns(List.of(sort.column())).get(0);
            by.add(first.ordered("") + (sort.descending() ? " desc" : "") + " nulls last");
        }
        columns(dataset.key()).forEach(column -> by.add(column.ordered("")));
        return by.isEmpty() ? "" : " order by " + String.join(", ", by);
    }

    private Where where(SearchRequest request) {
        Where where = new Where();
        where.add(request, name -> columns(List.of(name)).get(0));
        return where;
    }

    @Override
    public void close() {
        connections.end(connection);
    }

    /** How columns of PostgreSQL are compared. */
    private static final class Where extends Conditions<PostgresColumn> {
        /** Gives the next free place. */
        int bind(PreparedStatement statement) throws SQLException {
            int next = 1;
            for (Object value : values) {
                if (value instanceof Object[] texts) {
                    statement.setArray(next++, statement.getConnection().createArrayOf("text", texts));
                } else {
                    PostgresLookUp.bind(statement, next++, value);
                }
            }
            return next;
        }

        @Override
        protected boolean tells(PostgresColumn column) {
            return PostgresSearch.tells(column);
        }

        @Override
        protected String oneOf(PostgresColumn column, ReadRequest.Only only) {
            boolean number = column.wire().value() == ValueType.INTEGER;
            values.add((number
                            ? only.numbers()
                            : only.texts().stream().filter(Where::holdable).toList())
                    .toArray());
            String type = number ? "bigint[]" : column.wire() == Wire.PADDED ? "bpchar[]" : "text[]";
            return column.quoted("") + " = any(cast(? as " + type + "))";
        }

        @Override
        protected boolean possible(Object value) {
            return !(value instanceof String text) || holdable(text);
        }

        /** No text of the server holds NUL. */
        private static boolean holdable(String text) {
            return text.indexOf('\0') < 0;
        }

        @Override
        protected String equal(PostgresColumn column, Object value) {
            spelled(value);
            return PostgresLookUp.condition(column);
        }

        @Override
        protected String compared(PostgresColumn column, String sign, Object value) {
            values.add(value);
            return column.wire().value() == ValueType.TEXT
                    ? column.quoted("") + "::text collate \"C\" " + sign + " ?"
                    : column.quoted("") + " " + sign + " ?";
        }

        @Override
        protected String contains(PostgresColumn column, String value) {
            String small = value.toLowerCase(Locale.ROOT);
            return "(" + holds(column, small) + " or " + holds(column, Normalizer.normalize(small, Normalizer.Form.NFD))
                    + ")";
        }

        /** A server whose locale is C knows no small letters but those of English. */
        private String holds(PostgresColumn column, String small) {
            String held = "lower(" + column.quoted("") + "::text)";
            if (small.chars().anyMatch(letter -> letter > '~')) {
                values.add(CAPITALS);
                values.add(CAPITALS.toLowerCase(Locale.ROOT));
                held = "translate(" + held + ", ?, ?)";
            }
            values.add(small);
            return "strpos(" + held + ", ?) > 0";
        }

        private void spelled(Object value) {
            values.add(value);
            if (value instanceof String text) {
                values.add(Normalizer.normalize(text, Normalizer.Form.NFD));
            }
        }
    }
}
