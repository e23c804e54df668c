package vn.lienthong.connector.jdbc.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Text;

/**
 * Whether a server's changes could be followed.
 *
 * @param found in words
 * @param remedy what to do; null where nothing is to be done
 * @param copy what to hand to the database's administrator; null where nothing is to be done
 */
record FollowCheck(
        Text found, @Nullable Text remedy, @Nullable String copy) {
    private static final Text RESTART = new Text(
            "Chỉ cần cho tác vụ đọc theo thay đổi: nhờ người quản trị cơ sở dữ liệu đặt như sau; phần [mysqld] cần khởi động"
                    + " lại máy chủ.",
            "Needed only by jobs that follow changes: ask the database's administrator to set this; what stands under"
                    + " [mysqld] takes a restart.");
    static final Text GRANT = new Text(
            "Chỉ cần cho tác vụ đọc theo thay đổi: nhờ người quản trị cơ sở dữ liệu chạy câu lệnh này.",
            "Needed only by jobs that follow changes: ask the database's administrator to run this.");

    static FollowCheck of(Connection connection, MariaDbErrors errors) {
        try {
            SourceLog log = new SourceLog(connection);
            String unfit = log.unfit();
            if (unfit != null) {
                return new FollowCheck(
                        new Text(
                                "Nhật ký của máy chủ chưa ghi thay đổi ở dạng theo dõi được.",
                                "The server's log does not hold changes in a form that can be followed."),
                        RESTART,
                        unfit);
            }
            String right = log.missingRight();
            return right == null
                    ? new FollowCheck(new Text("Theo dõi được thay đổi.", "Changes can be followed."), null, null)
                    : new FollowCheck(
                            new Text("Tài khoản chưa được theo dõi thay đổi.", "The user may not follow changes."),
                            GRANT,
                            errors.grantEverywhere(right));
        } catch (SQLException unknown) {
            return new FollowCheck(errors.of(unknown, "").problem(), GRANT, errors.grantEverywhere(SourceLog.RIGHTS));
        }
    }
}
