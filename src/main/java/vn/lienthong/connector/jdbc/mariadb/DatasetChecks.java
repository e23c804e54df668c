package vn.lienthong.connector.jdbc.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Check.Outcome;
import vn.lienthong.connector.CheckReport;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Examination;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/** Examines what can be done with each dataset once the connector is signed in. */
final class DatasetChecks {
    private static final Set<String> LATIN_SAFE = Set.of("utf8mb3", "utf8", "ascii");

    private final MariaDbErrors errors;
    private final CheckReport report;

    DatasetChecks(MariaDbErrors errors, CheckReport report) {
        this.errors = errors;
        this.report = report;
    }

    /** Whether the tables can hold every Vietnamese letter. */
    void encoding(Connection connection, Examination examination) {
        report.begin();
        try {
            List<String> narrow = Catalogue.tables(connection).stream()
                    .filter(table -> examination.read().contains(table.name())
                            || examination.write().contains(table.name()))
                    .filter(DatasetChecks::narrow)
                    .map(Table::name)
                    .toList();
            if (narrow.isEmpty()) {
                report.ok("encoding", null, Text.same("utf8mb4"));
            } else {
                warn(narrow);
            }
        } catch (SQLException failed) {
            report.fail("encoding", null, errors.of(failed, ""));
        }
    }

    private static boolean narrow(Table table) {
        return table.columns().stream()
                .anyMatch(column -> column.charset() != null
                        && !column.charset().equals("utf8mb4")
                        && !LATIN_SAFE.contains(column.charset()));
    }

    private void warn(List<String> tables) {
        String names = String.join(", ", tables);
        report.add(
                "encoding",
                Outcome.WARNING,
                null,
                new Text(
                        "Bảng không dùng utf8mb4: " + names + ". Một số chữ tiếng Việt có thể không lưu được.",
                        "Tables not in utf8mb4: " + names + ". They may not hold every Vietnamese letter."),
                new Text(
                        "Nhờ đơn vị quản lý chuyển bảng sang utf8mb4. Giá trị không lưu được sẽ vào khu cách ly, không"
                                + " bị thay bằng dấu hỏi.",
                        "Ask the system's owner to convert the tables. A value they cannot hold goes to"
                                + " quarantine; it is never replaced by a question mark."),
                Sql.join(
                        tables,
                        "\n",
                        table -> "ALTER TABLE " + Sql.name(table) + " CONVERT TO CHARACTER SET utf8mb4;"));
    }

    void read(Connection connection, String dataset) {
        report.begin();
        try (Statement statement = connection.createStatement()) {
            statement.execute("select * from " + Sql.name(dataset) + " limit 1");
            report.ok("read", null, new Text("Đọc được " + dataset + ".", dataset + " can be read."));
        } catch (SQLException refused) {
            datasetFailed("read", dataset, refused, errors.grant("SELECT", dataset));
        }
    }

    /** Statements that touch no row: the server checks the rights before it looks for any. */
    void write(Connection connection, String dataset) {
        report.begin();
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
        report.add(
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
            report.ok("write", null, new Text("Ghi được " + table.name() + ".", table.name() + " can be written."));
            return;
        }
        report.add(
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
    void checkpoint(Connection connection) {
        report.begin();
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "prepare lienthong_probe from 'create table if not exists " + CheckpointTable.NAME + " (job int)'");
            statement.execute("deallocate prepare lienthong_probe");
            statement.execute("create temporary table lienthong_probe (a int) engine = InnoDB");
            statement.execute("drop temporary table lienthong_probe");
            report.ok(
                    "checkpoint",
                    null,
                    new Text(
                            "Vị trí được lưu cùng giao dịch với dữ liệu.",
                            "The position is kept in the same transaction as the rows."));
        } catch (SQLException refused) {
            report.add(
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
    void changes(Connection connection, @Nullable HubException refused) {
        report.begin();
        FollowCheck check = refused == null ? FollowCheck.of(connection, errors) : FollowCheck.refused(refused);
        report.add(
                "changes",
                check.remedy() == null ? Outcome.OK : Outcome.WARNING,
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
            why = errors.because(ConnectorError.DATASET_UNKNOWN, dataset, Map.of("known", "…"));
        }
        refused(step, null, why, denied || missing ? grant : null);
    }

    /** What is to be run stands in what is copied, not in the remedy again. */
    void refused(String step, @Nullable String setting, HubException why, @Nullable String grant) {
        boolean granted = grant != null && why.code() == ConnectorError.RIGHT_MISSING;
        report.add(step, Outcome.FAILED, setting, why.problem(), granted ? FollowCheck.GRANT : why.remedy(), grant);
    }
}
