package vn.lienthong.connector.jdbc.mariadb;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.HubException;
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

    /** A job that stands still for longer than this has lost its place. */
    private static final Duration SHORT = Duration.ofDays(1);

    private static final long WEEK_SECONDS = Duration.ofDays(7).toSeconds();

    /** The server can be read, but would be refused by who follows it. */
    static FollowCheck refused(HubException why) {
        return new FollowCheck(
                new Text(
                        "Đọc được nhưng chưa theo dõi thay đổi được: "
                                + why.problem().vi(),
                        "It can be read, but its changes cannot be followed: "
                                + why.problem().en()),
                why.remedy(),
                null);
    }

    static FollowCheck of(Connection connection, MariaDbErrors errors) {
        try {
            SourceLog log = new SourceLog(connection);
            if (log.mysql() && !log.encrypted()) {
                return refused(errors.keyUnproven());
            }
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
            if (right != null) {
                return new FollowCheck(
                        new Text("Tài khoản chưa được theo dõi thay đổi.", "The user may not follow changes."),
                        GRANT,
                        errors.grantEverywhere(right));
            }
            Duration kept = log.kept();
            return kept != null && kept.compareTo(SHORT) < 0
                    ? shortLived(kept)
                    : new FollowCheck(new Text("Theo dõi được thay đổi.", "Changes can be followed."), null, null);
        } catch (SQLException unknown) {
            return new FollowCheck(errors.of(unknown, "").problem(), GRANT, errors.grantEverywhere(SourceLog.RIGHTS));
        }
    }

    private static FollowCheck shortLived(Duration kept) {
        String hours = BigDecimal.valueOf(kept.toSeconds())
                .divide(BigDecimal.valueOf(3600), 1, RoundingMode.DOWN)
                .stripTrailingZeros()
                .toPlainString();
        return new FollowCheck(
                new Text(
                        "Theo dõi được thay đổi, nhưng máy chủ chỉ giữ nhật ký " + hours.replace('.', ',')
                                + " giờ: tác vụ nghỉ lâu hơn phải đọc lại từ đầu.",
                        "Changes can be followed, but the server keeps its log for " + hours
                                + " hours only: a job that rests longer must read anew."),
                new Text(
                        "Nhờ người quản trị cơ sở dữ liệu giữ nhật ký ít nhất một ngày, tốt nhất một tuần; ghi cả vào phần"
                                + " [mysqld] để còn hiệu lực sau khi khởi động lại.",
                        "Ask the database's administrator to keep the log for a day at least, better a week; set it under"
                                + " [mysqld] too, so that it outlives a restart."),
                "SET GLOBAL binlog_expire_logs_seconds = " + WEEK_SECONDS + ";");
    }
}
