package vn.lienthong.connector.jdbc.mariadb;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.changes.BinlogPlace;

/**
 * A sum over how a transaction stands in MariaDB's log: its number, where its first events begin, its statement where the log has
 * that (as it does unless told otherwise), and the server's number of what ended it. A server that was restored and written on may
 * have another transaction of the same number in the same place, but hardly one of the same sum.
 */
record TransactionSum(Connection connection) {
    /** Enough for the end of a small transaction to be among them. */
    private static final int EVENTS = 20;

    /** The events whose words are the same whatever version shows them. */
    private static final Set<String> TOLD = Set.of("Gtid", "Annotate_rows", "Query", "Xid");

    /** The sum of the transaction that begins at this place, in hexadecimal digits; null where none does. */
    @Nullable
    String at(BinlogPlace begin) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show binlog events in '"
                        + begin.file().replace("'", "''") + "' from " + begin.offset() + " limit " + EVENTS)) {
            MessageDigest sum = MessageDigest.getInstance("SHA-256");
            boolean begun = false;
            String type = "";
            while (!type.equals("Xid") && row.next()) {
                type = row.getString("Event_type");
                if (type.equals("Gtid") == begun) {
                    break;
                }
                begun = true;
                String said = TOLD.contains(type) ? row.getString("Info") : "";
                sum.update((row.getString("Pos") + " " + said + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return begun ? HexFormat.of().formatHex(sum.digest()) : null;
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** Whether a place of the log is looked up without reading the file up to it. */
    boolean isCheap() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select @@global.binlog_checksum")) {
            row.next();
            return !"NONE".equalsIgnoreCase(row.getString(1));
        }
    }
}
