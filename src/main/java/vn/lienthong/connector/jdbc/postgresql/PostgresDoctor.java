package vn.lienthong.connector.jdbc.postgresql;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.Check.Outcome;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Examination;
import vn.lienthong.connector.Opening;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/** Examines the way to a database step by step; a step that others need and that fails leaves them untried. */
final class PostgresDoctor {
    private static final int REACH_MILLIS = 3000;
    private static final int OLDEST_VERSION = 120000;
    private static final Duration SKEW = Duration.ofSeconds(5);

    private final Opening opening;
    private final PostgresConnections connections;
    private final Consumer<Check> report;
    private long started = System.nanoTime();

    PostgresDoctor(Opening opening, PostgresConnections connections, Consumer<Check> report) {
        this.opening = opening;
        this.connections = connections;
        this.report = report;
    }

    /** The statement that gives a connector's user a right; what an administrator of the database runs. */
    static String grant(String rights, String from, Opening opening) {
        int dot = from.indexOf('.');
        String schema = Sql.name(dot < 0 ? "public" : from.substring(0, dot));
        String user = Sql.name(opening.settings().text("username"));
        return "GRANT USAGE ON SCHEMA " + schema + " TO " + user + "; GRANT "
                + rights.toUpperCase(java.util.Locale.ROOT) + " ON " + schema + "." + Sql.name(from.substring(dot + 1))
                + " TO " + user;
    }

    void examine(Examination examination) {
        InetSocketAddress address = resolve();
        boolean reached = address != null && reach(address);
        if (address == null) {
            skip("reach");
        }
        Connection connection = reached ? signIn() : null;
        if (!reached) {
            skip("tls");
            skip("sign-in");
        }
        if (connection == null) {
            skip("version");
            examination.read().forEach(from -> skip("read " + from));
            examination.write().forEach(from -> skip("write " + from));
            return;
        }
        try {
            version(connection);
            clock(connection);
            examination.read().forEach(from -> step("read", from, () -> read(connection, from)));
            for (String from : examination.write()) {
                step("write", from, () -> write(connection, from));
                step("checkpoint", from, () -> checkpoint(connection, from));
            }
        } finally {
            connections.end(connection);
        }
    }

    private @Nullable InetSocketAddress resolve() {
        begin();
        try {
            InetSocketAddress address = connections.resolve();
            ok("resolve", "host", Text.same(address.getAddress().getHostAddress()));
            return address;
        } catch (HubException failed) {
            fail("resolve", "host", failed);
            return null;
        }
    }

    private boolean reach(InetSocketAddress address) {
        begin();
        try (Socket socket = new Socket()) {
            socket.connect(address, REACH_MILLIS);
            ok("reach", "port", new Text("Cổng mở", "The port is open"));
            return true;
        } catch (IOException failed) {
            fail(
                    "reach",
                    "port",
                    new HubException(
                            ConnectorError.UNREACHABLE,
                            Map.of(
                                    "connector",
                                    opening.connector(),
                                    "host",
                                    opening.settings().text("host"),
                                    "port",
                                    address.getPort(),
                                    "why",
                                    String.valueOf(failed.getMessage()))));
            return false;
        }
    }

    private @Nullable Connection signIn() {
        begin();
        try {
            Connection connection = connections.reader();
            encryption(connection);
            ok(
                    "sign-in",
                    "username",
                    new Text(
                            "Đăng nhập được bằng " + opening.settings().text("username"),
                            "Signed in as " + opening.settings().text("username")));
            return connection;
        } catch (HubException failed) {
            boolean tls = failed.code() == ConnectorError.TLS_FAILED;
            boolean password = failed.code() == ConnectorError.LOGIN_REFUSED;
            fail(tls ? "tls" : "sign-in", tls ? "tls" : password ? "password" : null, failed);
            if (tls) {
                skip("sign-in");
            }
            return null;
        }
    }

    private void encryption(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select ssl, version from pg_stat_ssl where pid = pg_backend_pid()")) {
            if (row.next() && row.getBoolean(1)) {
                ok("tls", "tls", new Text("Mã hóa " + row.getString(2), "Encrypted, " + row.getString(2)));
            } else {
                report(
                        "tls",
                        Outcome.WARNING,
                        "tls",
                        new Text("Đường truyền không mã hóa", "The connection is not encrypted"),
                        new Text(
                                "Nhờ người quản trị máy chủ bật TLS, rồi đặt tls thành require hoặc verify; chấp nhận được khi cùng máy",
                                "Have the server's administrator turn TLS on, then set tls to require or verify; fine on the same machine"),
                        null);
            }
        } catch (SQLException unknown) {
            report(
                    "tls",
                    Outcome.WARNING,
                    "tls",
                    new Text("Máy chủ không cho biết có mã hóa không", "The server does not tell whether it encrypts"),
                    new Text("Hỏi người quản trị máy chủ", "Ask the server's administrator"),
                    null);
        }
    }

    private void version(Connection connection) {
        step("version", "", () -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "select current_setting('server_version'), current_setting('server_version_num')::int, "
                                    + "pg_encoding_to_char(encoding) from pg_database where datname = current_database()")) {
                row.next();
                String found = "PostgreSQL " + row.getString(1) + ", " + row.getString(3);
                if (row.getInt(2) >= OLDEST_VERSION && row.getString(3).equals("UTF8")) {
                    ok("version", null, Text.same(found));
                } else {
                    report(
                            "version",
                            Outcome.WARNING,
                            null,
                            Text.same(found),
                            new Text(
                                    "Hệ thống được thử với PostgreSQL 12 trở lên, mã hóa UTF8; nâng cấp máy chủ khi có thể",
                                    "Tried with PostgreSQL 12 and later in UTF8; upgrade the server when possible"),
                            null);
                }
            }
        });
    }

    private void clock(Connection connection) {
        step("clock", "", () -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select clock_timestamp()")) {
                row.next();
                Duration apart = Duration.between(
                                row.getObject(1, OffsetDateTime.class).toInstant(),
                                opening.clock().instant())
                        .abs();
                if (apart.compareTo(SKEW) <= 0) {
                    ok("clock", null, new Text("Đồng hồ khớp", "The clocks agree"));
                } else {
                    report(
                            "clock",
                            Outcome.WARNING,
                            null,
                            new Text(
                                    "Đồng hồ lệch " + apart.toSeconds() + " giây",
                                    "The clocks differ by " + apart.toSeconds() + " seconds"),
                            new Text(
                                    "Nhờ người quản trị máy chủ bật đồng bộ giờ (NTP)",
                                    "Have the server's administrator turn time synchronisation (NTP) on"),
                            null);
                }
            }
        });
    }

    private void read(Connection connection, String from) throws SQLException {
        PostgresTable table = table(connection, from, "read");
        if (table == null) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(3);
            statement.execute("select 1 from (select " + Sql.list(table.columns(), column -> column.quoted(""))
                    + " from " + table.quoted() + " limit 1) one");
            ok("read", null, new Text("Đọc được " + from, from + " can be read"));
        }
    }

    private void write(Connection connection, String from) throws SQLException {
        PostgresTable table = table(connection, from, "write");
        if (table == null) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                select has_any_column_privilege(?::oid, 'SELECT') and has_any_column_privilege(?::oid, 'INSERT')
                       and has_any_column_privilege(?::oid, 'UPDATE'), has_table_privilege(?::oid, 'DELETE'),
                       has_database_privilege(current_database(), 'TEMP')""")) {
            for (int i = 1; i <= 4; i++) {
                statement.setLong(i, table.id());
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (!row.getBoolean(1)) {
                    missing(
                            "write",
                            from,
                            "insert, update",
                            grant("select, insert, update, delete", table.from(), opening));
                } else if (!row.getBoolean(3)) {
                    missing(
                            "write",
                            from,
                            "temp",
                            "GRANT TEMP ON DATABASE "
                                    + Sql.name(opening.settings().text("database")) + " TO "
                                    + Sql.name(opening.settings().text("username")));
                } else if (!row.getBoolean(2)) {
                    report(
                            "write",
                            Outcome.WARNING,
                            null,
                            new Text(
                                    "Ghi được " + from + ", không xóa được",
                                    from + " can be written, but not deleted from"),
                            new Text(
                                    "Chỉ cần cho tác vụ có xóa: nhờ người quản trị cơ sở dữ liệu cấp quyền",
                                    "Needed only by jobs that delete: ask the database's administrator"),
                            grant("delete", table.from(), opening) + ";");
                } else {
                    ok("write", null, new Text("Ghi được " + from, from + " can be written"));
                }
            }
        }
    }

    private void checkpoint(Connection connection, String from) throws SQLException {
        List<PostgresTable> found = new PostgresCatalogue(connection).tables(from);
        if (found.isEmpty()) {
            skip("checkpoint");
            return;
        }
        String schema = found.get(0).schema();
        if (CheckpointTable.usable(connection, schema)) {
            ok(
                    "checkpoint",
                    null,
                    new Text("Vị trí được lưu cùng dữ liệu", "The position is kept together with the data"));
        } else {
            String user = Sql.name(opening.settings().text("username"));
            report(
                    "checkpoint",
                    Outcome.WARNING,
                    null,
                    new Text(
                            "Không tạo được bảng " + PostgresCatalogue.CHECKPOINTS
                                    + "; tác vụ chạy kiểu ít nhất một lần",
                            "Table " + PostgresCatalogue.CHECKPOINTS + " cannot be made; jobs run at least once"),
                    new Text(
                            "Nhờ người quản trị cơ sở dữ liệu chạy câu lệnh này",
                            "Ask the database's administrator to run this"),
                    "GRANT CREATE ON SCHEMA " + Sql.name(schema) + " TO " + user + ";");
        }
    }

    private @Nullable PostgresTable table(Connection connection, String from, String step) throws SQLException {
        List<PostgresTable> found = new PostgresCatalogue(connection).tables(from);
        if (!found.isEmpty()) {
            return found.get(0);
        }
        String right = step.equals("read") ? "select" : "select, insert, update, delete";
        report(
                step,
                Outcome.FAILED,
                null,
                new Text("Không thấy " + from, from + " is not there, or this user may not see it"),
                new Text(
                        "Kiểm tra tên; nếu đúng, nhờ người quản trị cơ sở dữ liệu chạy câu lệnh này",
                        "Check the name; if it is right, ask the database's administrator to run this"),
                grant(right, from, opening) + ";");
        return null;
    }

    private void missing(String step, String from, String right, String grant) {
        report(
                step,
                Outcome.FAILED,
                null,
                new Text(
                        "Thiếu quyền " + right + " trên " + from,
                        "The right to " + right + " on " + from + " is missing"),
                new Text(
                        "Nhờ người quản trị cơ sở dữ liệu chạy câu lệnh này",
                        "Ask the database's administrator to run this"),
                grant + ";");
    }

    private interface Step {
        void run() throws SQLException;
    }

    private void step(String name, String from, Step step) {
        begin();
        try {
            step.run();
        } catch (SQLException failed) {
            if (PostgresFailures.state(failed).equals("42501")) {
                missing(name, from, name.equals("read") ? "select" : name, grant("select", from, opening));
            } else {
                fail(name, null, new PostgresFailures(opening).using(failed, from, ""));
            }
        }
    }

    private void begin() {
        started = System.nanoTime();
    }

    private void ok(String step, @Nullable String setting, Text found) {
        report(step, Outcome.OK, setting, found, null, null);
    }

    private void skip(String step) {
        begin();
        report(
                step,
                Outcome.SKIPPED,
                null,
                new Text("Chưa thử vì bước trước không qua", "Not tried, because an earlier step did not pass"),
                null,
                null);
    }

    private void fail(String step, @Nullable String setting, HubException failed) {
        report(step, Outcome.FAILED, setting, failed.problem(), failed.remedy(), null);
    }

    private void report(
            String step,
            Outcome outcome,
            @Nullable String setting,
            Text found,
            @Nullable Text remedy,
            @Nullable String copy) {
        report.accept(
                new Check(step, outcome, setting, found, remedy, copy, Duration.ofNanos(System.nanoTime() - started)));
    }
}
