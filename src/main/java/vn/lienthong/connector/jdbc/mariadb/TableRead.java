package vn.lienthong.connector.jdbc.mariadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Text;

/** Opens one read of a table: checks that it still is what was described, and asks for it in one consistent view. */
final class TableRead {
    private static final int FETCH_ROWS = 1000;

    private final MariaDbConnections connections;
    private final MariaDbErrors errors;
    private final Dataset dataset;
    private final ReadRequest request;

    TableRead(MariaDbConnections connections, MariaDbErrors errors, Dataset dataset, ReadRequest request) {
        this.connections = connections;
        this.errors = errors;
        this.dataset = dataset;
        this.request = request;
    }

    StreamedRows open() {
        Connection connection = connections.open();
        try {
            return open(connection);
        } catch (SQLException failed) {
            connections.drop(connection);
            throw errors.of(failed, dataset.from());
        } catch (RuntimeException failed) {
            connections.drop(connection);
            throw failed;
        }
    }

    private StreamedRows open(Connection connection) throws SQLException {
        Table table = Catalogue.table(connection, dataset.from());
        if (table == null) {
            throw errors.because(ConnectorError.DATASET_CHANGED, dataset.from(), Map.of("what", "–"));
        }
        List<NativeColumn> wanted = wanted(table);
        boolean incremental = request.kind() == ReadRequest.Kind.INCREMENTAL;
        Page page = page(table, incremental);
        OpenWrites limit = limit(connection, page, incremental);
        List<NativeColumn> asked = asked(wanted, page);
        List<byte[]> after = after(page);
        begin(connection);
        if (incremental && page.columns().get(0).nullable()) {
            refuseUnseen(connection, page.columns().get(0));
        }
        PreparedStatement statement = statement(
                connection,
                select(asked, page, after != null, limit, lookedFor(table)),
                page,
                after,
                limit,
                lookedFor(table));
        ResultSet rows = statement.executeQuery();
        Text caveat = limit != null ? limit.caveat() : incremental ? byNumber() : null;
        return new StreamedRows(
                connections,
                errors,
                dataset.from(),
                connection,
                rows,
                new StreamedRows.Plan(
                        schema(wanted),
                        wanted,
                        page,
                        page.columns().stream()
                                .mapToInt(column -> asked.indexOf(column) + 1)
                                .toArray(),
                        request.firstOrdinal(),
                        request.batchRows()),
                !page.columns().isEmpty() && !incremental,
                request.after() == null && !incremental && table.rowEstimate() != null
                        ? OptionalLong.of(table.rowEstimate())
                        : OptionalLong.empty(),
                caveat);
    }

    /** What is wanted, and of the page what is not among it. */
    private static List<NativeColumn> asked(List<NativeColumn> wanted, Page page) {
        List<NativeColumn> asked = new ArrayList<>(wanted);
        page.columns().stream().filter(column -> !wanted.contains(column)).forEach(asked::add);
        return asked;
    }

    private PreparedStatement statement(
            Connection connection,
            String select,
            Page page,
            @Nullable List<byte[]> after,
            @Nullable OpenWrites limit,
            List<String> texts)
            throws SQLException {
        PreparedStatement statement =
                connection.prepareStatement(select, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        statement.setFetchSize(Math.min(FETCH_ROWS, Math.max(1, request.batchRows())));
        int index = after == null ? 1 : page.bind(statement, 1, after);
        if (limit != null) {
            statement.setString(index++, limit.before());
        }
        for (String text : texts) {
            statement.setString(index++, text);
        }
        return statement;
    }

    private List<NativeColumn> wanted(Table table) {
        List<String> names = request.columns().isEmpty()
                ? dataset.schema().columns().stream().map(Column::name).toList()
                : request.columns();
        List<NativeColumn> wanted = new ArrayList<>();
        for (String name : names) {
            wanted.add(column(table, name));
        }
        return wanted;
    }

    /** The column as it is now; a run never goes on under a shape that differs from the described one. */
    NativeColumn column(Table table, String name) {
        NativeColumn now = table.column(name);
        Column described = dataset.schema().column(name);
        if (now == null && described == null) {
            throw errors.because(
                    ConnectorError.COLUMN_UNKNOWN,
                    dataset.from(),
                    Map.of("column", name, "known", Sql.join(table.columns(), ", ", NativeColumn::name)));
        }
        if (now == null || (described != null && described.type() != now.type())) {
            throw errors.because(ConnectorError.DATASET_CHANGED, dataset.from(), Map.of("what", name));
        }
        return now;
    }

    private Page page(Table table, boolean incremental) {
        List<NativeColumn> columns = new ArrayList<>();
        if (incremental) {
            if (dataset.key().isEmpty()) {
                throw errors.because(ConnectorError.KEY_MISSING, dataset.from(), Map.of("why", "–"));
            }
            columns.add(column(table, String.valueOf(request.cursor())));
        }
        for (String name : dataset.key()) {
            NativeColumn column = column(table, name);
            if (!columns.contains(column)) {
                columns.add(column);
            }
        }
        return new Page(incremental ? "c" : "k", columns);
    }

    private @Nullable OpenWrites limit(Connection connection, Page page, boolean incremental) throws SQLException {
        if (!incremental) {
            return null;
        }
        NativeColumn cursor = page.columns().get(0);
        return switch (cursor.type()) {
            case TIMESTAMP, MOMENT -> OpenWrites.look(connection, cursor, request.safetyLag());
            default -> null;
        };
    }

    private static Text byNumber() {
        return new Text(
                "Đọc theo số thứ tự tăng dần: có thể bỏ sót bản ghi mà giao dịch kết thúc muộn, và không thấy bản ghi sửa"
                        + " hoặc xóa.",
                "Read by a rising number: may miss rows whose transaction ended late, and does not see changed or"
                        + " deleted rows.");
    }

    private @Nullable List<byte[]> after(Page page) {
        if (request.after() == null) {
            return null;
        }
        List<byte[]> parts = page.columns().isEmpty() ? null : page.parts(request.after());
        if (parts == null) {
            throw errors.because(
                    ConnectorError.POSITION_UNUSABLE, dataset.from(), Map.of("why", String.join(", ", dataset.key())));
        }
        return parts;
    }

    private static void begin(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set session transaction isolation level repeatable read");
            statement.execute("start transaction with consistent snapshot, read only");
        }
    }

    /** A row without a value in the cursor stands before and after no other: it would be read at no time. */
    private void refuseUnseen(Connection connection, NativeColumn cursor) throws SQLException {
        String any =
                "select 1 from " + Sql.name(dataset.from()) + " where " + Sql.name(cursor.name()) + " is null limit 1";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(any)) {
            if (rows.next()) {
                throw errors.because(ConnectorError.CURSOR_EMPTY, dataset.from(), Map.of("column", cursor.name()));
            }
        }
    }

    /** The texts that the server looks for; none where it compares otherwise than the hub, which then looks at every row. */
    private List<String> lookedFor(Table table) {
        ReadRequest.Only only = request.only();
        boolean text = only != null && column(table, only.column()).charset() != null;
        return text ? only.texts() : List.of();
    }

    private String select(
            List<NativeColumn> asked, Page page, boolean resumed, @Nullable OpenWrites limit, List<String> texts) {
        List<String> conditions = new ArrayList<>();
        if (resumed) {
            conditions.add("(" + page.after() + ")");
        }
        if (limit != null) {
            conditions.add(Sql.name(page.columns().get(0).name()) + " < ?");
        }
        if (!texts.isEmpty()) {
            conditions.add(Sql.name(request.only().column()) + " in ("
                    + String.join(", ", Collections.nCopies(texts.size(), "?")) + ")");
        }
        return "select " + Sql.join(asked, ", ", column -> column.expression("")) + " from "
                + Sql.name(dataset.from())
                + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions))
                + (page.columns().isEmpty() ? "" : " order by " + page.order())
                + (request.most() == 0 ? "" : " limit " + request.most());
    }

    /** The described columns, with their classes; what was not described comes as it is. */
    private Schema schema(List<NativeColumn> wanted) {
        return new Schema(wanted.stream()
                .map(column -> {
                    Column described = dataset.schema().column(column.name());
                    return described == null ? column.column() : described;
                })
                .toList());
    }
}
