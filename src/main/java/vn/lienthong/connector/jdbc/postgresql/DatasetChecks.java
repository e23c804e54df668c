package vn.lienthong.connector.jdbc.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Check.Outcome;
import vn.lienthong.connector.CheckReport;
import vn.lienthong.connector.Opening;
import vn.lienthong.kernel.Text;

/** Examines what the connector's user may do with each dataset; what is missing comes with the statement that gives it. */
final class DatasetChecks {
    private final Opening opening;
    private final CheckReport report;

    DatasetChecks(Opening opening, CheckReport report) {
        this.opening = opening;
        this.report = report;
    }

    void read(Connection connection, String from) throws SQLException {
        PostgresTable table = table(connection, from, "read");
        if (table == null) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(3);
            statement.execute("select 1 from (select " + Sql.list(table.columns(), column -> column.quoted(""))
                    + " from " + table.quoted() + " limit 1) one");
            report.ok("read", null, new Text("Đọc được " + from + ".", from + " can be read."));
        }
    }

    void write(Connection connection, String from) throws SQLException {
        PostgresTable table = table(connection, from, "write");
        if (table == null) {
            return;
        }
        Rights rights = rights(connection, table);
        if (!rights.write()) {
            missing(
                    "write",
                    from,
                    "insert, update",
                    PostgresDoctor.grant("select, insert, update, delete", table.from(), opening));
        } else if (!rights.temp()) {
            missing(
                    "write",
                    from,
                    "temp",
                    "GRANT TEMP ON DATABASE " + Sql.name(opening.settings().text("database")) + " TO "
                            + Sql.name(opening.settings().text("username")));
        } else if (!rights.delete()) {
            cannotDelete(table);
        } else {
            report.ok("write", null, new Text("Ghi được " + from + ".", from + " can be written."));
        }
    }

    private static Rights rights(Connection connection, PostgresTable table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select has_any_column_privilege(t, 'SELECT') and has_any_column_privilege(t, 'INSERT')
                       and has_any_column_privilege(t, 'UPDATE'), has_table_privilege(t, 'DELETE'),
                       has_database_privilege(current_database(), 'TEMP')
                from cast(? as oid) t""")) {
            statement.setLong(1, table.id());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Rights(row.getBoolean(1), row.getBoolean(2), row.getBoolean(3));
            }
        }
    }

    /** What the user may do with a table; rows to be compared stand in a temporary one. */
    private record Rights(boolean write, boolean delete, boolean temp) {}

    private void cannotDelete(PostgresTable table) {
        report.add(
                "write",
                Outcome.WARNING,
                null,
                new Text(
                        "Ghi được " + table.from() + ", không xóa được.",
                        table.from() + " can be written, but not deleted from."),
                new Text(
                        "Chỉ cần cho tác vụ có xóa: nhờ người quản trị cơ sở dữ liệu cấp quyền.",
                        "Needed only by jobs that delete: ask the database's administrator."),
                PostgresDoctor.grant("delete", table.from(), opening) + ";");
    }

    void checkpoint(Connection connection, String from) throws SQLException {
        List<PostgresTable> found = new PostgresCatalogue(connection).tables(from);
        if (found.isEmpty()) {
            report.skip("checkpoint");
            return;
        }
        String schema = found.get(0).schema();
        if (CheckpointTable.usable(connection, schema)) {
            report.ok(
                    "checkpoint",
                    null,
                    new Text("Vị trí được lưu cùng dữ liệu.", "The position is kept together with the data."));
        } else {
            String user = Sql.name(opening.settings().text("username"));
            report.add(
                    "checkpoint",
                    Outcome.WARNING,
                    null,
                    new Text(
                            "Không tạo được bảng " + PostgresCatalogue.CHECKPOINTS
                                    + "; tác vụ chạy kiểu ít nhất một lần.",
                            "Table " + PostgresCatalogue.CHECKPOINTS + " cannot be made; jobs run at least once."),
                    new Text(
                            "Nhờ người quản trị cơ sở dữ liệu chạy câu lệnh này.",
                            "Ask the database's administrator to run this."),
                    "GRANT CREATE ON SCHEMA " + Sql.name(schema) + " TO " + user + ";");
        }
    }

    private @Nullable PostgresTable table(Connection connection, String from, String step) throws SQLException {
        List<PostgresTable> found = new PostgresCatalogue(connection).tables(from);
        if (!found.isEmpty()) {
            return found.get(0);
        }
        String right = step.equals("read") ? "select" : "select, insert, update, delete";
        report.add(
                step,
                Outcome.FAILED,
                null,
                new Text("Không thấy " + from + ".", from + " is not there, or this user may not see it."),
                new Text(
                        "Kiểm tra tên; nếu đúng, nhờ người quản trị cơ sở dữ liệu chạy câu lệnh này.",
                        "Check the name; if it is right, ask the database's administrator to run this."),
                PostgresDoctor.grant(right, from, opening) + ";");
        return null;
    }

    private void missing(String step, String from, String right, String grant) {
        report.add(
                step,
                Outcome.FAILED,
                null,
                new Text(
                        "Thiếu quyền " + right + " trên " + from + ".",
                        "The right to " + right + " on " + from + " is missing."),
                new Text(
                        "Nhờ người quản trị cơ sở dữ liệu chạy câu lệnh này.",
                        "Ask the database's administrator to run this."),
                grant + ";");
    }

    interface Step {
        void run() throws SQLException;
    }

    void step(String name, String from, Step step) {
        report.begin();
        try {
            step.run();
        } catch (SQLException failed) {
            if (PostgresFailures.state(failed).equals("42501")) {
                missing(
                        name,
                        from,
                        name.equals("read") ? "select" : name,
                        PostgresDoctor.grant("select", from, opening));
            } else {
                report.fail(name, null, new PostgresFailures(opening).using(failed, from, ""));
            }
        }
    }
}
