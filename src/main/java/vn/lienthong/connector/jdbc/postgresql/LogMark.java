package vn.lienthong.connector.jdbc.postgresql;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.postgresql.replication.LogSequenceNumber;

/**
 * A random word of the hub's own in a server's log, by which this history is told from every other one of the same server: a copy of
 * its data from before does not have it, however much was written on there.
 *
 * @param word what was written
 * @param before the word's transaction is committed, and on the server's disk, before this place
 */
record LogMark(String word, String before) {
    /** Whose the word is, for whoever else reads the log. */
    static final String PREFIX = "lienthong";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int WORD_BYTES = 16;
    private static final int FIRST_VERSION = 140000;

    /** Why no mark can be written, or would not be told again. */
    enum Hindrance {
        /** Servers before version 14 do not tell it. */
        TOO_OLD,
        /** A standby's log is written elsewhere. */
        STANDBY,
        /** The user may not. */
        RIGHT
    }

    /** What keeps marks from being written here; null where nothing does. */
    static @Nullable Hindrance hindrance(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select current_setting('server_version_num')::int, pg_is_in_recovery(),"
                                + " has_function_privilege(oid, 'execute') from pg_proc" + WHERE)) {
            row.next();
            if (row.getInt(1) < FIRST_VERSION) {
                return Hindrance.TOO_OLD;
            }
            if (row.getBoolean(2)) {
                return Hindrance.STANDBY;
            }
            return row.getBoolean(3) ? null : Hindrance.RIGHT;
        }
    }

    /** What an administrator of the database runs where the right is missing. */
    static String grant(Connection connection, String user) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select pg_get_function_identity_arguments(oid) from pg_proc" + WHERE)) {
            row.next();
            return "GRANT EXECUTE ON FUNCTION pg_catalog.pg_logical_emit_message(" + row.getString(1) + ") TO "
                    + Sql.name(user) + ";";
        }
    }

    private static final String WHERE = " where proname = 'pg_logical_emit_message'"
            + " and pronamespace = 'pg_catalog'::regnamespace and proargtypes[2] = 'text'::regtype";

    /**
     * Writes a mark. Whatever could be seen before the call stands before it, and is on the server's disk with it, also where the
     * server lets others commit without waiting for the disk.
     *
     * @return null where it cannot be written
     */
    static @Nullable LogMark write(Connection connection) throws SQLException {
        if (hindrance(connection) != null) {
            return null;
        }
        byte[] random = new byte[WORD_BYTES];
        RANDOM.nextBytes(random);
        String word = HexFormat.of().formatHex(random);
        // as a transaction: outside of one it would not wait for the disk, and a server that only fell over had lost it
        try (PreparedStatement statement = connection.prepareStatement(
                "select set_config('synchronous_commit', 'local', true), pg_logical_emit_message(true, ?::text, ?::text)")) {
            statement.setString(1, PREFIX);
            statement.setString(2, word);
            statement.execute();
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_current_wal_flush_lsn()::text")) {
            row.next();
            return new LogMark(word, row.getString(1));
        }
    }

    /** The place before which it stands, as a number. */
    long limit() {
        return LogSequenceNumber.valueOf(before).asLong();
    }
}
