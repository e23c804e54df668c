package vn.lienthong.connector.jdbc.mariadb;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
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

/** Walks the way to a database step by step. A step that cannot be taken is a check with a remedy, never an exception. */
final class Doctor {
    private static final Duration REACH = Duration.ofSeconds(3);
    private static final Duration SILENCE = Duration.ofSeconds(4);

    private final Opening opening;
    private final MariaDbConnections connections;
    private final MariaDbErrors errors;
    private final CheckReport report;
    private final DatasetChecks datasets;

    Doctor(Opening opening, MariaDbConnections connections, MariaDbErrors errors, Consumer<Check> report) {
        this.opening = opening;
        this.connections = connections;
        this.errors = errors;
        this.report = new CheckReport(report);
        this.datasets = new DatasetChecks(errors, this.report);
    }

    void examine(Examination examination) {
        report.begin();
        InetSocketAddress address = resolve();
        boolean reached = address != null && reach(address);
        Connection connection = address != null && reached ? signIn(address) : null;
        if (connection == null) {
            if (address == null) {
                report.skip("reach");
            }
            if (address == null || !reached) {
                report.skip("tls");
                report.skip("sign-in");
            }
            report.skip("version");
            report.skip("encoding");
            examination.read().forEach(dataset -> report.skip("read"));
            examination.write().forEach(dataset -> report.skip("write"));
            return;
        }
        try {
            version(connection);
            datasets.encoding(connection, examination);
            examination.read().forEach(dataset -> datasets.read(connection, dataset));
            if (!examination.read().isEmpty()) {
                datasets.changes(connection, toFollow(address));
            }
            examination.write().forEach(dataset -> datasets.write(connection, dataset));
            if (!examination.write().isEmpty()) {
                datasets.checkpoint(connection);
            }
        } finally {
            connections.drop(connection);
        }
    }

    private @Nullable InetSocketAddress resolve() {
        try {
            InetSocketAddress address = connections.resolve();
            report.ok("resolve", null, Text.same(address.getAddress().getHostAddress()));
            return address;
        } catch (HubException refused) {
            report.fail("resolve", "host", refused);
            return null;
        }
    }

    private boolean reach(InetSocketAddress address) {
        report.begin();
        try (Socket socket = new Socket()) {
            socket.connect(address, (int) REACH.toMillis());
            report.ok(
                    "reach",
                    null,
                    new Text("Cổng " + address.getPort() + " trả lời.", "Port " + address.getPort() + " answers."));
            return true;
        } catch (IOException silent) {
            report.fail("reach", "port", errors.connecting(new SQLException("no answer", "08001")));
            return false;
        }
    }

    private @Nullable Connection signIn(InetSocketAddress address) {
        report.begin();
        try {
            Connection connection = connections.connect(address, SILENCE, false);
            tls(connection);
            report.begin();
            report.ok("sign-in", null, new Text("Đăng nhập được.", "Signed in."));
            return connection;
        } catch (SQLException refused) {
            if (MariaDbErrors.tls(refused)) {
                report.fail("tls", "tls", errors.connecting(refused));
                report.skip("sign-in");
            } else {
                report.skip("tls");
                HubException why = errors.connecting(refused);
                datasets.refused(
                        "sign-in",
                        why.code() == ConnectorError.RIGHT_MISSING
                                ? "database"
                                : why.code() == ConnectorError.KEY_UNPROVEN ? "tls" : "username",
                        why,
                        why.code() == ConnectorError.RIGHT_MISSING ? errors.grant("SELECT", "*") : null);
            }
            return null;
        }
    }

    /** Why the server would be refused by who follows it; null where it would not. */
    private @Nullable HubException toFollow(InetSocketAddress address) {
        if (!opening.settings().text("tls").equals("verify")) {
            return null;
        }
        try {
            connections.drop(connections.connect(address, SILENCE, true));
            return null;
        } catch (SQLException refused) {
            return errors.connecting(refused);
        }
    }

    private void tls(Connection connection) throws SQLException {
        String cipher = single(connection, "show session status like 'Ssl_cipher'", 2);
        if (cipher != null && !cipher.isEmpty()) {
            report.ok("tls", null, new Text("Kết nối được mã hóa.", "The connection is encrypted."));
            return;
        }
        boolean wanted = !opening.settings().text("tls").equals("off");
        if (!wanted) {
            report.ok("tls", null, new Text("Không mã hóa, theo cấu hình.", "Not encrypted, as set."));
            return;
        }
        report.add(
                "tls",
                Outcome.WARNING,
                "tls",
                new Text(
                        "Máy chủ không hỗ trợ mã hóa; dữ liệu đi dạng rõ.",
                        "The server offers no encryption; data travel in the clear."),
                new Text(
                        "Nhờ đơn vị quản lý bật TLS cho máy chủ, rồi đặt tls: require.",
                        "Ask the system's owner to enable TLS on the server, then set tls: require."),
                null);
    }

    private void version(Connection connection) {
        report.begin();
        try {
            String version = String.valueOf(single(connection, "select version()", 1));
            if (supported(version)) {
                report.ok("version", null, Text.same((version.contains("MariaDB") ? "" : "MySQL ") + version));
            } else {
                report.add(
                        "version",
                        Outcome.WARNING,
                        null,
                        new Text("Phiên bản " + version + " đã cũ.", "Version " + version + " is old."),
                        new Text(
                                "Đề nghị đơn vị quản lý nâng lên MariaDB 10.3 hoặc MySQL 8.0 trở lên.",
                                "Ask the system's owner to move to MariaDB 10.3 or MySQL 8.0 or later."),
                        null);
            }
        } catch (SQLException failed) {
            report.fail("version", null, errors.of(failed, ""));
        }
    }

    private static boolean supported(String version) {
        String[] parts = version.split("[.-]");
        int major = Integer.parseInt(parts[0].replaceAll("\\D", "0"));
        int minor = parts.length > 1 ? Integer.parseInt(parts[1].replaceAll("\\D", "0")) : 0;
        return version.contains("MariaDB") ? major > 10 || (major == 10 && minor >= 3) : major >= 8;
    }

    private static @Nullable String single(Connection connection, String sql, int column) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            return answer.next() ? answer.getString(column) : null;
        }
    }
}
