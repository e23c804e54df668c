package vn.lienthong.connector.jdbc.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.replication.LogSequenceNumber;
import vn.lienthong.connector.ChangeGap;
import vn.lienthong.connector.ChangeGap.Kind;
import vn.lienthong.kernel.Text;

/** Compares a stored position with what the server still has. Where a gap cannot be ruled out, it says so. */
final class StartGate {
    private final Connection connection;
    private final SourceSlot slot;

    StartGate(Connection connection, SourceSlot slot) {
        this.connection = connection;
        this.slot = slot;
    }

    /**
     * The server that answers.
     *
     * @param here where its log ends now
     */
    record Server(String system, int timeline, long here) {}

    /** Asks, in the replication protocol, who the server is. */
    static Server server(Connection changes) throws SQLException {
        try (Statement statement = changes.createStatement();
                ResultSet row = statement.executeQuery("IDENTIFY_SYSTEM")) {
            row.next();
            return new Server(
                    row.getString(1),
                    row.getInt(2),
                    LogSequenceNumber.valueOf(row.getString(3)).asLong());
        }
    }

    /** Why going on could leave changes out. */
    Optional<ChangeGap> gap(Server server, PostgresTable table, List<String> key, FollowPosition after)
            throws SQLException {
        if (!server.system().equals(after.system())) {
            return found(
                    Kind.OTHER_SERVER,
                    "máy chủ trả lời không phải máy chủ trước đây",
                    "another server answers than the one followed so far");
        }
        if (FollowPosition.compare(server.here(), after.reached()) < 0) {
            return found(
                    Kind.SOURCE_RESTORED,
                    "nhật ký của máy chủ kết thúc trước vị trí đã lưu: máy chủ đã được khôi phục từ bản sao lưu",
                    "the server's log ends before the stored position: it was restored from a backup");
        }
        if (server.timeline() != after.timeline()) {
            return found(
                    Kind.HISTORY_BRANCHED,
                    "lịch sử của máy chủ đã rẽ nhánh: một máy chủ dự phòng đã lên thay hoặc máy chủ đã được khôi phục",
                    "the server's history has branched: a standby was promoted, or it was restored");
        }
        SourceSlot.State state = slot.state();
        if (state == null || !state.plugin().equals("pgoutput")) {
            return found(
                    Kind.SLOT_MISSING,
                    "slot " + slot.name() + " không còn trên máy chủ",
                    "slot " + slot.name() + " is no longer on the server");
        }
        if (state.lost() != null) {
            return found(
                    Kind.SLOT_INVALID,
                    "máy chủ đã hủy slot " + slot.name() + " (" + state.lost() + ")",
                    "the server has invalidated slot " + slot.name() + " (" + state.lost() + ")");
        }
        if (FollowPosition.compare(state.confirmed(), after.number()) > 0) {
            return found(
                    Kind.SLOT_AHEAD,
                    "slot " + slot.name() + " đã bỏ qua thay đổi sau vị trí đã lưu",
                    "slot " + slot.name() + " has let go of changes after the stored position");
        }
        return table(table, key, after);
    }

    /**
     * The mark that the log must tell before anything of it counts; null where none is to be found again. Once the slot has let go of
     * it, the slot is from after it, and with the slot whatever copy it is in.
     */
    @Nullable
    LogMark owed(FollowPosition after) throws SQLException {
        LogMark mark = after.mark();
        SourceSlot.State state = mark == null ? null : slot.state();
        return mark != null && state != null && FollowPosition.compare(state.confirmed(), mark.limit()) < 0
                ? mark
                : null;
    }

    static Optional<ChangeGap> markMissing() {
        return found(
                Kind.SOURCE_RESTORED,
                "nhật ký của máy chủ không còn dấu mà hệ thống đã ghi ở lần đọc đầu: máy chủ đã được khôi phục từ bản sao"
                        + " lưu rồi ghi tiếp",
                "the server's log no longer has the mark that the hub wrote during the first read: it was restored from a"
                        + " backup and written on");
    }

    private Optional<ChangeGap> table(PostgresTable table, List<String> key, FollowPosition after) throws SQLException {
        if (slot.published(table) != after.publication()) {
            return found(
                    Kind.NOT_PUBLISHED,
                    "bảng " + table.from() + " không còn, hoặc có lúc không được công bố trong " + slot.name(),
                    "table " + table.from() + " is not published in " + slot.name() + ", or was not for a while");
        }
        if (!identity(table).containsAll(key)) {
            return Optional.of(new ChangeGap(Kind.IDENTITY_MISSING, identityMissing(table, key)));
        }
        return Optional.empty();
    }

    static Text identityMissing(PostgresTable table, List<String> key) {
        return new Text(
                "thay đổi của bảng " + table.from() + " không mang theo khóa " + key,
                "changes of table " + table.from() + " do not carry the key " + key);
    }

    /** The columns that changes carry of the row before; all where the table gives whole rows. */
    Set<String> identity(PostgresTable table) throws SQLException {
        Set<String> columns = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                select a.attname from pg_class c
                  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                 where c.oid = ?::oid and (c.relreplident = 'f' or c.relreplident in ('d', 'i') and exists (
                       select 1 from pg_index i where i.indrelid = c.oid and a.attnum = any (i.indkey)
                          and (c.relreplident = 'd' and i.indisprimary or c.relreplident = 'i' and i.indisreplident)))""")) {
            statement.setLong(1, table.id());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    columns.add(row.getString(1));
                }
            }
        }
        return columns;
    }

    private static Optional<ChangeGap> found(Kind kind, String vi, String en) {
        return Optional.of(new ChangeGap(kind, new Text(vi, en)));
    }
}
