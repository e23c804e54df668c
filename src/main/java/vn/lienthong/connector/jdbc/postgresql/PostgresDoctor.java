package vn.lienthong.connector.jdbc.postgresql;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.Check.Outcome;
import vn.lienthong.connector.CheckReport;
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
    private final CheckReport report;
    private final DatasetChecks datasets;

    PostgresDoctor(Opening opening, PostgresConnections connections, Consumer<Check> report) {
        this.opening = opening;
        this.connections = connections;
        this.report = new CheckReport(report);
        this.datasets = new DatasetChecks(opening, this.report);
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
            report.skip("reach");
        }
        Connection connection = reached ? signIn() : null;
        if (!reached) {
            report.skip("tls");
            report.skip("sign-in");
        }
        if (connection == null) {
            report.skip("version");
            examination.read().forEach(from -> report.skip("read " + from));
            examination.write().forEach(from -> report.skip("write " + from));
            return;
        }
        try {
            version(connection);
            clock(connection);
            examination.read().forEach(from -> datasets.step("read", from, () -> datasets.read(connection, from)));
            if (!examination.read().isEmpty()) {
                datasets.step(
                        "changes", "", () -> new FollowChecks(opening, report).examine(connection, examination.read()));
            }
            for (String from : examination.write()) {
                datasets.step("write", from, () -> datasets.write(connection, from));
                datasets.step("checkpoint", from, () -> datasets.checkpoint(connection, from));
            }
        } finally {
            connections.end(connection);
        }
    }

    private @Nullable InetSocketAddress resolve() {
        report.begin();
        try {
            InetSocketAddress address = connections.resolve();
            report.ok("resolve", "host", Text.same(address.getAddress().getHostAddress()));
            return address;
        } catch (HubException failed) {
            report.fail("resolve", "host", failed);
            return null;
        }
    }

    private boolean reach(InetSocketAddress address) {
        report.begin();
        try (Socket socket = new Socket()) {
            socket.connect(address, REACH_MILLIS);
            report.ok("reach", "port", new Text("Cổng mở.", "The port is open."));
            return true;
        } catch (IOException failed) {
            report.fail(
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
        report.begin();
        try {
            Connection connection = connections.reader();
            encryption(connection);
            report.ok(
                    "sign-in",
                    "username",
                    new Text(
                            "Đăng nhập được bằng " + opening.settings().text("username") + ".",
                            "Signed in as " + opening.settings().text("username") + "."));
            return connection;
        } catch (HubException failed) {
            boolean tls = failed.code() == ConnectorError.TLS_FAILED;
            boolean password = failed.code() == ConnectorError.LOGIN_REFUSED;
            report.fail(tls ? "tls" : "sign-in", tls ? "tls" : password ? "password" : null, failed);
            if (tls) {
                report.skip("sign-in");
            }
            return null;
        }
    }

    private void encryption(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select ssl, version from pg_stat_ssl where pid = pg_backend_pid()")) {
            if (row.next() && row.getBoolean(1)) {
                report.ok("tls", "tls", new Text("Mã hóa " + row.getString(2), "Encrypted, " + row.getString(2)));
            } else {
                report.add(
                        "tls",
                        Outcome.WARNING,
                        "tls",
                        new Text("Đường truyền không mã hóa.", "The connection is not encrypted."),
                        new Text(
                                "Nhờ người quản trị máy chủ bật TLS, rồi đặt tls thành require hoặc verify; chấp nhận được khi cùng máy.",
                                "Have the server's administrator turn TLS on, then set tls to require or verify; fine on the same machine."),
                        null);
            }
        } catch (SQLException unknown) {
            report.add(
                    "tls",
                    Outcome.WARNING,
                    "tls",
                    new Text(
                            "Máy chủ không cho biết có mã hóa không.", "The server does not tell whether it encrypts."),
                    new Text("Hỏi người quản trị máy chủ.", "Ask the server's administrator."),
                    null);
        }
    }

    private void version(Connection connection) {
        datasets.step("version", "", () -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "select current_setting('server_version'), current_setting('server_version_num')::int, "
                                    + "pg_encoding_to_char(encoding) from pg_database where datname = current_database()")) {
                row.next();
                String found = "PostgreSQL " + row.getString(1) + ", " + row.getString(3);
                if (row.getInt(2) >= OLDEST_VERSION && row.getString(3).equals("UTF8")) {
                    report.ok("version", null, Text.same(found));
                } else {
                    report.add(
                            "version",
                            Outcome.WARNING,
                            null,
                            Text.same(found),
                            new Text(
                                    "Hệ thống được thử với PostgreSQL 12 trở lên, mã hóa UTF8; nâng cấp máy chủ khi có thể.",
                                    "Tried with PostgreSQL 12 and later in UTF8; upgrade the server when possible."),
                            null);
                }
            }
        });
    }

    private void clock(Connection connection) {
        datasets.step("clock", "", () -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select clock_timestamp()")) {
                row.next();
                Duration apart = Duration.between(
                                row.getObject(1, OffsetDateTime.class).toInstant(),
                                opening.clock().instant())
                        .abs();
                if (apart.compareTo(SKEW) <= 0) {
                    report.ok("clock", null, new Text("Đồng hồ khớp.", "The clocks agree."));
                } else {
                    report.add(
                            "clock",
                            Outcome.WARNING,
                            null,
                            new Text(
                                    "Đồng hồ lệch " + apart.toSeconds() + " giây.",
                                    "The clocks differ by " + apart.toSeconds() + " seconds."),
                            new Text(
                                    "Nhờ người quản trị máy chủ bật đồng bộ giờ (NTP).",
                                    "Have the server's administrator turn time synchronisation (NTP) on."),
                            null);
                }
            }
        });
    }
}
