package vn.lienthong.connector.jdbc.mariadb;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ChangeGap;
import vn.lienthong.connector.ChangeGap.Kind;
import vn.lienthong.connector.changes.BinlogPlace;
import vn.lienthong.kernel.Text;

/** Compares a stored position with the log that the server still has. Where a gap cannot be ruled out, it says so. */
record BinlogGate(SourceLog log, TransactionSum sum) {
    /** Why going on could leave changes out. */
    Optional<ChangeGap> gap(BinlogPosition after) throws SQLException {
        String unfit = log.unfit();
        if (unfit != null) {
            return found(
                    Kind.LOG_FORMAT,
                    "máy chủ không còn ghi trọn từng dòng thay đổi vào nhật ký; cần: " + unfit,
                    "the server no longer writes whole changed rows to its log; needed: " + unfit);
        }
        if (!log.server().equals(after.server())) {
            return found(
                    Kind.OTHER_SERVER,
                    "máy chủ trả lời không phải máy chủ trước đây",
                    "another server answers than the one followed so far");
        }
        BinlogPlace seen = after.seen();
        if (!log.within(after.gtids(), log.all()) || seen != null && !log.within(seen.gtids(), log.all())) {
            return restored();
        }
        if (!log.within(log.purged(), after.gtids())) {
            return found(
                    Kind.LOG_PURGED,
                    "máy chủ đã xóa phần nhật ký sau vị trí đã lưu",
                    "the server has removed the log after the stored position");
        }
        boolean same = sameHistory(after.mark()) && (seen == null || sameHistory(seen)) && sameLast(after);
        return same ? Optional.empty() : restored();
    }

    /**
     * A server that was restored counts on from an earlier number, and may have passed the stored one by now; but at the marked place
     * of its log there is something else, or nothing. Where that file was removed in good order there is nothing to compare.
     */
    private boolean sameHistory(BinlogPlace mark) throws SQLException {
        if (log.mysql()) {
            // its server's own mark changes with its data
            return true;
        }
        Set<String> files = log.files().keySet();
        if (!files.contains(mark.file())) {
            return removed(mark, files);
        }
        return set(asked(() -> log.gtidsAt(mark.file(), mark.offset()))).equals(set(mark.gtids()));
    }

    /** What begins at the mark is not told by what stands before it: another transaction may have come to its place and number. */
    private boolean sameLast(BinlogPosition after) throws SQLException {
        String last = after.last();
        return last == null
                || removed(after.mark(), log.files().keySet())
                || last.equals(asked(() -> sum.at(after.mark())));
    }

    private static boolean removed(BinlogPlace mark, Set<String> files) {
        return mark.file().compareTo(files.iterator().next()) < 0;
    }

    private interface Question {
        @Nullable
        String ask() throws SQLException;
    }

    /** What the server says of a place; null where it has none such. */
    private static @Nullable String asked(Question question) throws SQLException {
        try {
            return question.ask();
        } catch (SQLException noSuchPlace) {
            if (String.valueOf(noSuchPlace.getSQLState()).startsWith("08")) {
                throw noSuchPlace;
            }
            return null;
        }
    }

    private static Set<String> set(@Nullable String gtids) {
        return Arrays.stream(String.valueOf(gtids).split(","))
                .map(String::strip)
                .collect(Collectors.toSet());
    }

    private static Optional<ChangeGap> restored() {
        return found(
                Kind.SOURCE_RESTORED,
                "nhật ký của máy chủ không còn chứa vị trí đã lưu: máy chủ đã được khôi phục từ bản sao lưu hoặc nhật ký"
                        + " đã được làm lại từ đầu",
                "the server's log does not hold the stored position: it was restored from a backup or its log was"
                        + " begun anew");
    }

    private static Optional<ChangeGap> found(Kind kind, String vi, String en) {
        return Optional.of(new ChangeGap(kind, new Text(vi, en)));
    }
}
