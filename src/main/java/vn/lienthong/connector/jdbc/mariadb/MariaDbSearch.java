package vn.lienthong.connector.jdbc.mariadb;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Search;
import vn.lienthong.connector.SearchRequest;
import vn.lienthong.connector.jdbc.Conditions;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.ValueType;

/** Statements of names from the catalogue and bound values, on a connection of its own that can only read. */
final class MariaDbSearch implements Search {
    private final MariaDbConnections connections;
    private final MariaDbErrors errors;
    private final Dataset dataset;
    private final Connection connection;
    private final Table table;

    private MariaDbSearch(
            MariaDbConnections connections, MariaDbErrors errors, Dataset dataset, Connection connection, Table table) {
        this.connections = connections;
        this.errors = errors;
        this.dataset = dataset;
        this.connection = connection;
        this.table = table;
    }

    static MariaDbSearch open(MariaDbConnections connections, MariaDbErrors errors, Dataset dataset) {
        Connection connection = connections.open();
        try {
            try (Statement only = connection.createStatement()) {
                only.execute("set session transaction read only");
            }
            Table table = Catalogue.table(connection, dataset.from());
            if (table == null) {
                throw errors.because(ConnectorError.DATASET_CHANGED, dataset.from(), Map.of("what", "–"));
            }
            return new MariaDbSearch(connections, errors, dataset, connection, table);
        } catch (SQLException failed) {
            connections.drop(connection);
            throw errors.of(failed, dataset.from());
        } catch (RuntimeException failed) {
            connections.drop(connection);
            throw failed;
        }
    }

    @Override
    public Batch rows(SearchRequest request) {
        List<NativeColumn> wanted = columns(request.columns());
        Where where = where(request);
        try (PreparedStatement statement =
                connection.prepareStatement("select " + Sql.join(wanted, ", ", column -> column.expression(""))
                        + " from " + Sql.name(table.name()) + where.text() + order(request) + " limit ? offset ?")) {
            int next = where.bind(statement);
            statement.setInt(next, request.most());
            statement.setLong(next + 1, request.offset());
            try (ResultSet found = statement.executeQuery()) {
                return new FoundRows(errors, dataset, wanted).of(found);
            }
        } catch (SQLException failed) {
            throw errors.of(failed, dataset.from());
        }
    }

    @Override
    public long count(SearchRequest request, long most) {
        Where where = where(request);
        try (PreparedStatement statement = connection.prepareStatement("select count(*) from (select 1 from "
                + Sql.name(table.name()) + where.text() + " limit ?) as found")) {
            statement.setLong(where.bind(statement), most);
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        } catch (SQLException failed) {
            throw errors.of(failed, dataset.from());
        }
    }

    @Override
    public boolean tells(ReadRequest.Only only) {
        return tells(columns(List.of(only.column())).get(0));
    }

    private static boolean tells(NativeColumn column) {
        return column.text() || column.type() == ValueType.INTEGER;
    }

    private List<NativeColumn> columns(List<String> names) {
        return MariaDbLookUp.columns(table, names, dataset, errors);
    }

    private String order(SearchRequest request) {
        List<String> by = new ArrayList<>();
        SearchRequest.Sort sort = request.sort();
        if (sort != null) {
            NativeColumn first = columns(List.of(sort.column())).get(0);
            by.add(Sql.name(first.name()) + " is null");
            by.add(first.ordering("") + (sort.descending() ? " desc" : ""));
        }
        columns(dataset.key()).forEach(column -> by.add(column.ordering("")));
        return by.isEmpty() ? "" : " order by " + String.join(", ", by);
    }

    private Where where(SearchRequest request) {
        Where where = new Where();
        where.add(request, name -> columns(List.of(name)).get(0));
        return where;
    }

    @Override
    public void close() {
        connections.drop(connection);
    }

    /** How columns of MariaDB are compared. */
    private static final class Where extends Conditions<NativeColumn> {
        /** Gives the next free place. */
        int bind(PreparedStatement statement) throws SQLException {
            int next = 1;
            for (Object value : values) {
                Bind.set(statement, next++, value);
            }
            return next;
        }

        @Override
        protected boolean tells(NativeColumn column) {
            return MariaDbSearch.tells(column);
        }

        @Override
        protected String oneOf(NativeColumn column, ReadRequest.Only only) {
            boolean number = column.type() == ValueType.INTEGER;
            List<String> texts = number ? only.numbers() : only.texts();
            return texts.isEmpty() ? "false" : among(column, texts);
        }

        @Override
        protected String equal(NativeColumn column, Object value) {
            return value instanceof String text
                    ? among(column, List.of(text, Normalizer.normalize(text, Normalizer.Form.NFD)))
                    : compared(column, "=", value);
        }

        /** By the column's own collation, for its index, and then letter by letter. */
        private String among(NativeColumn column, List<String> texts) {
            String places = "(" + String.join(", ", Collections.nCopies(texts.size(), "?")) + ")";
            values.addAll(texts);
            String found = Sql.name(column.name()) + " in " + places;
            if (!column.orderedByBytes()) {
                return found;
            }
            texts.forEach(text -> values.add(text.getBytes(StandardCharsets.UTF_8)));
            return "(" + found + " and " + column.ordering("") + " in " + places + ")";
        }

        @Override
        protected String compared(NativeColumn column, String sign, Object value) {
            boolean bytes = value instanceof String && column.orderedByBytes();
            values.add(bytes ? ((String) value).getBytes(StandardCharsets.UTF_8) : value);
            return (bytes ? column.ordering("") : Sql.name(column.name())) + " " + sign + " ?";
        }

        @Override
        protected String contains(NativeColumn column, String value) {
            values.add(value);
            values.add(Normalizer.normalize(value, Normalizer.Form.NFD));
            String held = "lower(cast(" + Sql.name(column.name()) + " as char))";
            return "(locate(lower(?), " + held + ") > 0 or locate(lower(?), " + held + ") > 0)";
        }
    }
}
