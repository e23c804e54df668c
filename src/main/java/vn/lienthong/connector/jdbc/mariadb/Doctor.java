package vn.lienthong.connector.jdbc.mariadb;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.Check.Outcome;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Examination;
import vn.lienthong.connector.Opening;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/** Walks the way to a database step by step. A step that cannot be taken is a check with a remedy, never an exception. */
final class Doctor {
    private static final Duration REACH = Duration.ofSeconds(3);
    private static final Duration SILENCE = Duration.ofSeconds(4);
    private static final Text NOT_TRIED = new Text(
            "Chưa kiểm tra, vì một bước trước đó chưa đạt.", "Not tried, because an earlier step did not pass.");

    private final Opening opening;
    private final MariaDbConnections connections;
    private final MariaDbErrors errors;
    private final Consumer<Check> report;
    private long began;

    Doctor(Opening opening, MariaDbConnections connections, MariaDbErrors errors, Consumer<Check> report) {
        this.opening = opening;
        this.connections = connections;
        this.errors = errors;
        this.report = report;
    }

    void examine(Examination examination) {
        begin();
        InetSocketAddress address = resolve();
        boolean reached = address != null && reach(address);
        Connection connection = address != null && reached ? signIn(address) : null;
        if (connection == null) {
            if (address == null) {
                skip("reach");
            }
            if (address == null || !reached) {
                skip("tls");
                skip("sign-in");
            }
            skip("version");
            skip("encoding");
            examination.read().forEach(dataset -> skip("read"));
            examination.write().forEach(dataset -> skip("write"));
            return;
        }
        try {
            version(connection);
            encoding(connection, examination);
            examination.read().forEach(dataset -> read(connection, dataset));
            if (!examination.read().isEmpty()) {
                changes(connection);
            }
            examination.write().forEach(dataset -> write(connection, dataset));
            if (!examination.write().isEmpty()) {
                checkpoint(connection);
            }
        } finally {
            connections.drop(connection);
        }
    }

    private @Nullable InetSocketAddress resolve() {
        try {
            InetSocketAddress address = connections.resolve();
            ok("resolve", Text.same(address.getAddress().getHostAddress()));
            return address;
        } catch (HubException refused) {
            failed("resolve", "host", refused, null);
            return null;
        }
    }

    private boolean reach(InetSocketAddress address) {
        begin();
        try (Socket socket = new Socket()) {
            socket.connect(address, (int) REACH.toMillis());
            ok("reach", new Text("Cổng " + address.getPort() + " trả lời.", "Port " + address.getPort() + " answers."));
            return true;
        } catch (IOException silent) {
            failed("reach", "port", errors.connecting(new SQLException("no answer", "08001")), null);
            return false;
        }
    }

    private @Nullable Connection signIn(InetSocketAddress address) {
        begin();
        try {
            Connection connection = connections.connect(address, SILENCE);
            tls(connection);
            begin();
            ok("sign-in", new Text("Đăng nhập được.", "Signed in."));
            return connection;
        } catch (SQLException refused) {
            if (MariaDbErrors.tls(refused)) {
                failed("tls", "tls", errors.connecting(refused), null);
                skip("sign-in");
            } else {
                skip("tls");
                HubException why = errors.connecting(refused);
                failed(
                        "sign-in",
                        why.code() == ConnectorError.RIGHT_MISSING ? "database" : "username",
                        why,
                        why.code() == ConnectorError.RIGHT_MISSING ? errors.grant("SELECT", "*") : null);
            }
            return null;
        }
    }

    private void tls(Connection connection) throws SQLException {
        String cipher = single(connection, "show session status like 'Ssl_cipher'", 2);
        if (cipher != null && !cipher.isEmpty()) {
            ok("tls", new Text("Kết nối được mã hóa.", "The connection is encrypted."));
            return;
        }
        boolean wanted = !opening.settings().text("tls").equals("off");
        if (!wanted) {
            ok("tls", new Text("Không mã hóa, theo cấu hình.", "Not encrypted, as set."));
            return;
        }
        say(
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
        begin();
        try {
            String version = String.valueOf(single(connection, "select version()", 1));
            if (supported(version)) {
                ok("version", Text.same((version.contains("MariaDB") ? "" : "MySQL ") + version));
            } else {
                say(
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
            failed("version", null, errors.of(failed, ""), null);
        }
    }

    private static boolean supported(String version) {
        String[] parts = version.split("[.-]");
        int major = Integer.parseInt(parts[0].replaceAll("\\D", "0"));
        int minor = parts.length > 1 ? Integer.parseInt(parts[1].replaceAll("\\D", "0")) : 0;
        return version.contains("MariaDB") ? major > 10 || (major == 10 && minor >= 3) : major >= 8;
    }

    private void encoding(Connection connection, Examination examination) {
        begin();
        try {
            List<Table> asked = Catalogue.tables(connection).stream()
                    .filter(table -> examination.read().contains(table.name())
                            || examination.write().contains(table.name()))
                    .toList();
            String narrow = asked.stream()
                    .filter(table -> table.columns().stream()
                            .anyMatch(column -> column.charset() != null
                                    && !column.charset().equals("utf8mb4")
                                    && !LATIN_SAFE.contains(column.charset())))
                    .map(Table::name)
                    .collect(Collectors.joining(", "));
            if (narrow.isEmpty()) {
                ok("encoding", Text.same("utf8mb4"));
            } else {
                say(
                        "encoding",
                        Outcome.WARNING,
                        null,
                        new Text(
                                "Bảng không dùng utf8mb4: " + narrow + ". Một số chữ tiếng Việt có thể không lưu được.",
                                "Tables not in utf8mb4: " + narrow + ". They may not hold every Vietnamese letter."),
                        new Text(
                                "Nhờ đơn vị quản lý chuyển bảng sang utf8mb4. Giá trị không lưu được sẽ vào khu cách ly, không"
                                        + " bị thay bằng dấu hỏi.",
                                "Ask the system's owner to convert the tables. A value they cannot hold goes to"
                                        + " quarantine; it is never replaced by a question mark."),
                        Sql.join(
                                List.of(narrow.split(", ")),
                                "\n",
                                table -> "ALTER TABLE " + Sql.name(table) + " CONVERT TO CHARACTER SET utf8mb4;"));
            }
        } catch (SQLException failed) {
            failed("encoding", null, errors.of(failed, ""), null);
        }
    }

    private static final java.util.Set<String> LATIN_SAFE = java.util.Set.of("utf8mb3", "utf8", "ascii");

    private void read(Connection connection, String dataset) {
        begin();
        try (Statement statement = connection.createStatement()) {
            statement.execute("select * from " + Sql.name(dataset) + " limit 1");
            ok("read", new Text("Đọc được " + dataset + ".", dataset + " can be read."));
        } catch (SQLException refused) {
            datasetFailed("read", dataset, refused, errors.grant("SELECT", dataset));
        }
    }

    /** Statements that touch no row: the server checks the rights before it looks for any. */
    private void write(Connection connection, String dataset) {
        begin();
        String name = Sql.name(dataset);
        try (Statement statement = connection.createStatement()) {
            Table table = Catalogue.table(connection, dataset);
            if (table == null) {
                throw new SQLException("no such table", "42S02", 1146);
            }
            if (table.view() || !"InnoDB".equalsIgnoreCase(table.engine())) {
                notTransactional(table);
                return;
            }
            List<String> own = table.columns().stream()
                    .filter(column -> !column.generated())
                    .map(NativeColumn::name)
                    .toList();
            String column = Sql.name(own.get(0));
            statement.execute("select 1 from " + name + " limit 0");
            statement.execute("insert into " + name + " (" + Sql.names(own) + ") select " + Sql.names(own) + " from "
                    + name + " where 1 = 0");
            statement.execute("update " + name + " set " + column + " = " + column + " where 1 = 0");
            statement.execute("delete from " + name + " where 1 = 0");
            mergedKeys(table);
        } catch (SQLException refused) {
            datasetFailed("write", dataset, refused, errors.grant("SELECT, INSERT, UPDATE, DELETE", dataset));
        }
    }

    private void notTransactional(Table table) {
        say(
                "write",
                Outcome.FAILED,
                null,
                new Text(
                        table.name() + " không phải bảng InnoDB, nên dữ liệu và vị trí không ghi cùng nhau được.",
                        table.name() + " is not an InnoDB table, so rows and position cannot be written together."),
                new Text(
                        "Nhờ đơn vị quản lý chuyển bảng sang InnoDB.",
                        "Ask the system's owner to turn it into an InnoDB table."),
                table.view() ? null : "ALTER TABLE " + Sql.name(table.name()) + " ENGINE=InnoDB;");
    }

    private void mergedKeys(Table table) {
        String merging = table.columns().stream()
                .filter(column -> table.key().contains(column.name()) && column.orderedByBytes())
                .map(NativeColumn::name)
                .collect(Collectors.joining(", "));
        if (merging.isEmpty()) {
            ok("write", new Text("Ghi được " + table.name() + ".", table.name() + " can be written."));
            return;
        }
        say(
                "write",
                Outcome.OK,
                null,
                new Text(
                        "Ghi được " + table.name() + ". Khóa " + merging
                                + " không phân biệt hoa thường hoặc dấu: hai khóa chỉ khác ở đó sẽ bị từ chối, không bị gộp.",
                        table.name() + " can be written. Its key " + merging
                                + " ignores case or accents: of two keys that differ only there the second is refused,"
                                + " never merged."),
                null,
                null);
    }

    /** Preparing such a statement checks the right and makes nothing. */
    private void checkpoint(Connection connection) {
        begin();
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "prepare lienthong_probe from 'create table if not exists " + CheckpointTable.NAME + " (job int)'");
            statement.execute("deallocate prepare lienthong_probe");
            statement.execute("create temporary table lienthong_probe (a int) engine = InnoDB");
            statement.execute("drop temporary table lienthong_probe");
            ok(
                    "checkpoint",
                    new Text(
                            "Vị trí được lưu cùng giao dịch với dữ liệu.",
                            "The position is kept in the same transaction as the rows."));
        } catch (SQLException refused) {
            say(
                    "checkpoint",
                    Outcome.WARNING,
                    "username",
                    new Text(
                            "Tài khoản chưa được tạo bảng " + CheckpointTable.NAME
                                    + " hoặc bảng tạm; dữ liệu có thể được ghi lặp lại sau sự cố.",
                            "The user may not make the table " + CheckpointTable.NAME
                                    + " or temporary tables; after a failure rows may be written again."),
                    new Text(
                            "Nhờ đơn vị quản lý chạy các lệnh sau.", "Ask the system's owner to run these statements."),
                    errors.grant("CREATE TEMPORARY TABLES", "*") + "\n"
                            // naming CREATE lets the server take a table that is not there yet
                            + errors.grant("CREATE, SELECT, INSERT, UPDATE", CheckpointTable.NAME));
        }
    }

    /** Most jobs do not follow changes: what they would need is a hint. */
    private void changes(Connection connection) {
        begin();
        FollowCheck check = FollowCheck.of(connection, errors);
        say(
                "changes",
                check.copy() == null ? Outcome.OK : Outcome.WARNING,
                null,
                check.found(),
                check.remedy(),
                check.copy());
    }

    private void datasetFailed(String step, String dataset, SQLException refused, String grant) {
        HubException why = errors.of(refused, dataset);
        boolean denied = why.code() == ConnectorError.RIGHT_MISSING;
        boolean missing = refused.getErrorCode() == 1146;
        if (missing) {
            why = errors.because(ConnectorError.DATASET_UNKNOWN, dataset, java.util.Map.of("known", "…"));
        }
        failed(step, null, why, denied || missing ? grant : null);
    }

    private void begin() {
        began = System.nanoTime();
    }

    private void ok(String step, Text found) {
        say(step, Outcome.OK, null, found, null, null);
    }

    /** What is to be run stands in what is copied, not in the remedy again. */
    private void failed(String step, @Nullable String setting, HubException why, @Nullable String copy) {
        boolean granted = copy != null && why.code() == ConnectorError.RIGHT_MISSING;
        say(step, Outcome.FAILED, setting, why.problem(), granted ? FollowCheck.GRANT : why.remedy(), copy);
    }

    private void skip(String step) {
        begin();
        say(step, Outcome.SKIPPED, null, NOT_TRIED, null, null);
    }

    private void say(
            String step,
            Outcome outcome,
            @Nullable String setting,
            Text found,
            @Nullable Text remedy,
            @Nullable String copy) {
        report.accept(
                new Check(step, outcome, setting, found, remedy, copy, Duration.ofNanos(System.nanoTime() - began)));
    }

    private static @Nullable String single(Connection connection, String sql, int column) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            return answer.next() ? answer.getString(column) : null;
        }
    }
}
