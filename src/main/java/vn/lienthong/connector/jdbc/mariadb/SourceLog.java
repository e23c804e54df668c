package vn.lienthong.connector.jdbc.mariadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.changes.BinlogPlace;

/**
 * A server's binary log as its catalogue tells of it. MariaDB and MySQL differ in this class and in {@link BinlogGate}, nowhere else.
 * MySQL's half is tried on a server that {@code -Dmysql.home} names.
 */
final class SourceLog {
    /** What following needs, beside reading the table. */
    static final String RIGHTS = "REPLICATION SLAVE, REPLICATION CLIENT";

    /** What a file says of those before it stands among its first events. */
    private static final int HEAD_EVENTS = 5;

    private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();

    /** A transaction with a name of its own behind the server's mark. */
    private static final Pattern TAGGED = Pattern.compile(":[a-zA-Z_]");

    private final Connection connection;
    private final boolean mysql;

    SourceLog(Connection connection) throws SQLException {
        this.connection = connection;
        this.mysql = !String.valueOf(single("select version()"))
                .toLowerCase(Locale.ROOT)
                .contains("mariadb");
    }

    boolean mysql() {
        return mysql;
    }

    /** The server's own mark, which another server does not have. */
    String server() throws SQLException {
        return String.valueOf(single(mysql ? "select @@global.server_uuid" : "select @@global.server_id"));
    }

    /** What keeps the log from being followed, as the statement or setting that mends it; null where nothing does. */
    @Nullable
    String unfit() throws SQLException {
        if (!"1".equals(single("select @@global.log_bin"))) {
            return "[mysqld]\nlog_bin = binlog\nserver_id = 1\nbinlog_format = ROW\nbinlog_row_image = FULL";
        }
        List<String> wrong = new ArrayList<>();
        String format = variable("binlog_format");
        if (format != null && !"ROW".equalsIgnoreCase(format)) {
            wrong.add("SET GLOBAL binlog_format = 'ROW';");
        }
        if (!"FULL".equalsIgnoreCase(single("select @@global.binlog_row_image"))) {
            wrong.add("SET GLOBAL binlog_row_image = 'FULL';");
        }
        if (mysql && !"ON".equalsIgnoreCase(single("select @@global.gtid_mode"))) {
            wrong.add("[mysqld]\ngtid_mode = ON\nenforce_gtid_consistency = ON");
        }
        if (mysql) {
            untold(wrong);
        }
        return wrong.isEmpty() ? null : String.join("\n", wrong);
    }

    /** What MySQL may write to its log that the engine would pass over without a word. */
    private void untold(List<String> wrong) throws SQLException {
        String partial = variable("binlog_row_value_options");
        if (partial != null && !partial.isEmpty()) {
            wrong.add("SET GLOBAL binlog_row_value_options = '';");
        }
        if (TAGGED.matcher(all()).find()) {
            wrong.add("-- gtid_next = 'AUTOMATIC:tag'");
        }
    }

    /** How long the log is kept, if it is purged by age; null where it is not. */
    @Nullable
    Duration kept() throws SQLException {
        // older servers count in days, newer ones in seconds, some in both
        String seconds = variable("binlog_expire_logs_seconds");
        String days = variable("expire_logs_days");
        double kept = seconds == null ? 0 : Double.parseDouble(seconds);
        kept = kept > 0 || days == null ? kept : Double.parseDouble(days) * DAY_SECONDS;
        return kept > 0 ? Duration.ofSeconds((long) kept) : null;
    }

    /** The right that this user lacks; null where none. */
    @Nullable
    String missingRight() throws SQLException {
        List<String> missing = new ArrayList<>();
        if (!maySend()) {
            missing.add("REPLICATION SLAVE");
        }
        try {
            files();
        } catch (SQLException refused) {
            if (!CheckpointTable.denied(refused)) {
                throw refused;
            }
            missing.add("REPLICATION CLIENT");
        }
        return missing.isEmpty() ? null : String.join(", ", missing);
    }

    private boolean maySend() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show grants")) {
            while (row.next()) {
                String grant = row.getString(1).toUpperCase(Locale.ROOT);
                boolean global = grant.contains(" ON *.* ");
                if (global && (grant.contains("REPLICATION SLAVE") || grant.startsWith("GRANT ALL PRIVILEGES"))) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Where the log ends now: every transaction before it can be seen by whoever reads from now on. MariaDB writes a transaction to
     * its log before it can be seen, so the place is taken together with a view of the tables.
     */
    BinlogPlace end() throws SQLException {
        if (mysql) {
            String gtids =
                    String.valueOf(single("select @@global.gtid_executed")).replaceAll("\\s", "");
            Map<String, Long> files = files();
            String last = newest();
            return new BinlogPlace(gtids, last, files.get(last));
        }
        execute("start transaction with consistent snapshot");
        try {
            String file = status("Binlog_snapshot_file");
            long offset = Long.parseLong(status("Binlog_snapshot_position"));
            return new BinlogPlace(String.valueOf(gtidsAt(file, offset)), file, offset);
        } finally {
            execute("rollback");
        }
    }

    private @Nullable String variable(String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("show global variables like '" + name + "'");
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getString(2) : null;
        }
    }

    private String status(String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("show status like '" + name + "'");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(2);
        }
    }

    /** The files that are still there, oldest first, with their sizes. */
    Map<String, Long> files() throws SQLException {
        Map<String, Long> files = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show binary logs")) {
            while (row.next()) {
                files.put(row.getString(1), row.getLong(2));
            }
        }
        return files;
    }

    /** MariaDB: every transaction before this place; null where the log has no such place. */
    @Nullable
    String gtidsAt(String file, long offset) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select binlog_gtid_pos(?, ?)")) {
            statement.setString(1, file);
            statement.setLong(2, offset);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /** Whether what begins at this place is one statement that shapes a table, not a transaction of rows. */
    boolean standsAlone(BinlogPlace begin) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show binlog events in '"
                        + begin.file().replace("'", "''") + "' from " + begin.offset() + " limit 2")) {
            if (!row.next()) {
                return false;
            }
            if (!mysql) {
                return row.getString("Event_type").equals("Gtid")
                        && !row.getString("Info").startsWith("BEGIN");
            }
            return row.next()
                    && row.getString("Event_type").equals("Query")
                    && !row.getString("Info").equals("BEGIN");
        }
    }

    /** MySQL: every transaction that it has, where its log ends at this place; null where the log goes on. */
    @Nullable
    String allUpTo(BinlogPlace place) throws SQLException {
        // asked first: what is committed after this stands behind the place
        String all = all();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show binlog events in '"
                        + place.file().replace("'", "''") + "' from " + place.offset() + " limit 1")) {
            return row.next() || !newest().equals(place.file()) ? null : all;
        }
    }

    private String newest() throws SQLException {
        List<String> names = new ArrayList<>(files().keySet());
        return names.get(names.size() - 1);
    }

    /** Whether this connection is encrypted. */
    boolean encrypted() throws SQLException {
        return !status("Ssl_cipher").isEmpty();
    }

    /** Every transaction that the server no longer has in its log. */
    String purged() throws SQLException {
        if (mysql) {
            return String.valueOf(single("select @@global.gtid_purged")).replaceAll("\\s", "");
        }
        String oldest = files().keySet().iterator().next();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "show binlog events in '" + oldest.replace("'", "''") + "' limit " + HEAD_EVENTS)) {
            while (row.next()) {
                if (row.getString("Event_type").equals("Gtid_list")) {
                    // [0-1-42,\n1-1-7]
                    return row.getString("Info").replaceAll("[\\[\\]\\s]", "");
                }
            }
            throw new SQLException("a log without its list of transactions", "HY000");
        }
    }

    /** Every transaction that the server has. */
    String all() throws SQLException {
        return String.valueOf(single(mysql ? "select @@global.gtid_executed" : "select @@global.gtid_binlog_pos"))
                .replaceAll("\\s", "");
    }

    /** Whether every transaction of one set is in another. */
    boolean within(String some, String more) throws SQLException {
        if (mysqlNotation(some) || mysqlNotation(more)) {
            try (PreparedStatement statement = connection.prepareStatement("select gtid_subset(?, ?)")) {
                statement.setString(1, some);
                statement.setString(2, more);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getBoolean(1);
                }
            }
        }
        return domainsWithin(some, more);
    }

    static boolean mysqlNotation(String gtids) {
        return gtids.contains(":");
    }

    /** The same of two MariaDB positions. */
    static boolean domainsWithin(String some, String more) {
        Map<String, Long> reached = sequences(more);
        return sequences(some).entrySet().stream()
                .allMatch(entry -> reached.getOrDefault(entry.getKey(), -1L) >= entry.getValue());
    }

    /** How far each domain of a MariaDB position is. */
    private static Map<String, Long> sequences(String gtids) {
        Map<String, Long> sequences = new LinkedHashMap<>();
        for (String gtid : gtids.split(",")) {
            String[] parts = gtid.strip().split("-");
            if (parts.length == 3) {
                sequences.put(parts[0], Long.valueOf(parts[2]));
            }
        }
        return sequences;
    }

    /** Bytes of log after a place; null where it is not there. */
    @Nullable
    Long behind(BinlogPlace place) throws SQLException {
        Map<String, Long> files = files();
        if (!files.containsKey(place.file())) {
            return null;
        }
        long bytes = -place.offset();
        boolean after = false;
        for (Map.Entry<String, Long> file : files.entrySet()) {
            after |= file.getKey().equals(place.file());
            bytes += after ? file.getValue() : 0;
        }
        return Math.max(bytes, 0);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private @Nullable String single(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
