package vn.lienthong.connector.jdbc.postgresql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import vn.lienthong.connector.Check.Outcome;
import vn.lienthong.connector.CheckReport;
import vn.lienthong.connector.Opening;
import vn.lienthong.kernel.Text;

/** Examines whether jobs could follow what changes here, and says what an administrator of the database would have to do for it. */
final class FollowChecks {
    /** What is not found where the log takes no mark: the user may not write one, or it would not be told again. */
    private static final Text UNMARKED = new Text(
            " Không ghi được dấu vào nhật ký: nếu máy chủ được khôi phục từ bản sao thư mục dữ liệu trong lần đọc đầu rồi ghi"
                    + " tiếp, hệ thống không nhận ra.",
            " No mark can be written into its log: a server that is restored from a copy of its data folder during the first"
                    + " read, and written on, is not noticed.");

    private final Opening opening;
    private final CheckReport report;

    FollowChecks(Opening opening, CheckReport report) {
        this.opening = opening;
        this.report = report;
    }

    void examine(Connection connection, List<String> datasets) throws SQLException {
        List<String> asks = new ArrayList<>();
        String found = server(connection, asks);
        for (String dataset : datasets) {
            table(connection, dataset, asks);
        }
        LogMark.Hindrance hindrance = LogMark.hindrance(connection);
        if (asks.isEmpty() && hindrance == LogMark.Hindrance.RIGHT) {
            report.add(
                    "changes",
                    Outcome.WARNING,
                    null,
                    followed(found, UNMARKED),
                    new Text(
                            "Nhờ người quản trị cơ sở dữ liệu chạy câu lệnh này.",
                            "Ask the database's administrator to run this."),
                    LogMark.grant(connection, opening.settings().text("username")));
        } else if (asks.isEmpty()) {
            report.ok("changes", null, followed(found, hindrance == null ? new Text("", "") : UNMARKED));
        } else {
            report.add(
                    "changes",
                    Outcome.WARNING,
                    null,
                    new Text(
                            "Chưa theo dõi thay đổi được: " + found + ".",
                            "Changes cannot be followed yet: " + found + "."),
                    new Text(
                            "Chỉ cần cho tác vụ theo dõi thay đổi: nhờ người quản trị cơ sở dữ liệu chạy các câu lệnh này.",
                            "Needed only by jobs that follow changes: ask the database's administrator to run this."),
                    String.join("\n", asks));
        }
    }

    private static Text followed(String found, Text further) {
        return new Text(
                "Theo dõi thay đổi được: " + found + "." + further.vi(),
                "Changes can be followed: " + found + "." + further.en());
    }

    private String server(Connection connection, List<String> asks) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select current_setting('wal_level'),
                               current_setting('max_replication_slots')::int - (select count(*) from pg_replication_slots),
                               current_setting('max_wal_senders')::int
                                 - (select count(*) from pg_stat_activity where backend_type = 'walsender'),
                               (select rolreplication or rolsuper from pg_roles where rolname = current_user)""")) {
            row.next();
            String level = row.getString(1);
            long slots = row.getLong(2);
            long senders = row.getLong(3);
            if (!level.equals("logical")) {
                asks.add("ALTER SYSTEM SET wal_level = 'logical'; -- and restart the server");
            }
            if (slots < 1) {
                asks.add("ALTER SYSTEM SET max_replication_slots = 20; -- and restart the server");
            }
            if (senders < 1) {
                asks.add("ALTER SYSTEM SET max_wal_senders = 20; -- and restart the server");
            }
            if (!row.getBoolean(4)) {
                asks.add("ALTER ROLE " + Sql.name(opening.settings().text("username")) + " REPLICATION;");
            }
            return "wal_level " + level + ", slot " + slots + ", sender " + senders;
        }
    }

    /** A table whose changes do not say which row they are of. */
    private static void table(Connection connection, String dataset, List<String> asks) throws SQLException {
        for (PostgresTable table : new PostgresCatalogue(connection).tables(dataset)) {
            boolean holdsRows = table.kind().equals("r") || table.kind().equals("p");
            if (holdsRows
                    && new StartGate(connection, new SourceSlot(connection, ""))
                            .identity(table)
                            .isEmpty()) {
                asks.add("ALTER TABLE " + table.quoted() + " REPLICA IDENTITY FULL;");
            }
        }
    }
}
