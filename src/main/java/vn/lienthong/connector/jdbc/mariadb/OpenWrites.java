package vn.lienthong.connector.jdbc.mariadb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import vn.lienthong.kernel.Text;
import vn.lienthong.kernel.ValueType;

/**
 * Up to where an incremental read may go: a transaction that is still open may yet commit rows with an earlier time.
 *
 * @param before rows at or after this time, as the cursor column writes it, wait for the next run
 * @param caveat what cannot be promised
 */
record OpenWrites(String before, Text caveat) {
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /** Looks before the consistent view is taken, so that what was not open then is in the view. */
    static OpenWrites look(Connection connection, NativeColumn cursor, Duration safetyLag) throws SQLException {
        // A column without a zone holds the server's own local time.
        boolean moment = cursor.type() == ValueType.MOMENT;
        LocalDateTime now;
        long oldest;
        boolean visible = true;
        try (Statement statement = connection.createStatement()) {
            statement.execute("set time_zone = @@global.time_zone");
            try {
                oldest = number(statement, """
                        select coalesce(max(timestampdiff(second, trx_started, now())), 0)
                        from information_schema.innodb_trx
                        where trx_rows_modified > 0 or trx_lock_structs > 0""");
            } catch (SQLException notAllowed) {
                visible = false;
                oldest = safetyLag.toSeconds();
            }
            now = LocalDateTime.parse(text(
                            statement,
                            moment
                                    ? "select date_format(utc_timestamp(), '%Y-%m-%dT%H:%i:%s')"
                                    : "select date_format(now(), '%Y-%m-%dT%H:%i:%s')"))
                    .minusSeconds(Math.max(0, oldest));
            statement.execute("set time_zone = '+00:00'");
        }
        String before = WRITTEN.format(now);
        return new OpenWrites(before, visible ? seen(before) : lagged(before, safetyLag));
    }

    private static Text seen(String before) {
        return new Text(
                "Chỉ đọc các bản ghi trước " + before + "; cách đọc này không thấy bản ghi bị xóa.",
                "Rows before " + before + " only; this way of reading does not see deleted rows.");
    }

    private static Text lagged(String before, Duration lag) {
        return new Text(
                "Có thể bỏ sót giao dịch ghi trước " + before + " mà kết thúc muộn hơn " + lag.toSeconds()
                        + " giây (tài khoản chưa có quyền PROCESS); cách đọc này không thấy bản ghi bị xóa.",
                "May miss transactions that wrote before " + before + " and ended more than " + lag.toSeconds()
                        + " seconds later (the user lacks the right PROCESS); this way of reading does not see"
                        + " deleted rows.");
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getLong(1);
        }
    }

    private static String text(Statement statement, String sql) throws SQLException {
        try (ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
