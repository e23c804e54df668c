package vn.lienthong.connector.jdbc.postgresql;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.postgresql.replication.LogSequenceNumber;

/**
 * What a server keeps for one follower: a replication slot, and a publication of one table, both under the follower's name. The
 * hub makes them and drops them; a publication that somebody made under that name is used as it is.
 */
final class SourceSlot {
    private static final int NAME_LIMIT = 63;
    private static final int ATTEMPTS = 20;
    private static final long PAUSE_MILLIS = 100;

    private final Connection connection;
    private final String name;

    SourceSlot(Connection connection, String follower) {
        this.connection = connection;
        this.name = name(follower);
    }

    /** Slots are named by small letters, digits and lines only; a long name ends with a sum of the whole. */
    static String name(String follower) {
        String name = "lienthong_" + follower.replace('-', '_');
        if (name.length() <= NAME_LIMIT) {
            return name;
        }
        CRC32 sum = new CRC32();
        sum.update(follower.getBytes(StandardCharsets.UTF_8));
        return name.substring(0, NAME_LIMIT - 9) + "_" + HexFormat.of().toHexDigits((int) sum.getValue());
    }

    String name() {
        return name;
    }

    /**
     * The slot as the server has it.
     *
     * @param confirmed up to where its changes were acknowledged
     * @param keptBytes the log it holds
     * @param behindBytes the log after what was acknowledged
     * @param lost why it can no longer be used; null while it can
     */
    record State(
            String plugin,
            String database,
            boolean active,
            long confirmed,
            long keptBytes,
            long behindBytes,
            @Nullable String lost) {}

    /** The slot, or null where there is none of this name. */
    @Nullable
    State state() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select plugin, database, active, confirmed_flush_lsn::text,
                       pg_wal_lsn_diff(here, restart_lsn)::bigint, pg_wal_lsn_diff(here, confirmed_flush_lsn)::bigint,
                       case when to_jsonb(s) ->> 'wal_status' = 'lost' then 'lost' else to_jsonb(s) ->> 'invalidation_reason' end
                  from pg_replication_slots s,
                       (select case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end here) h
                 where slot_name = ?""")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                String confirmed = row.getString(4);
                return new State(
                        row.getString(1),
                        row.getString(2),
                        row.getBoolean(3),
                        confirmed == null
                                ? 0
                                : LogSequenceNumber.valueOf(confirmed).asLong(),
                        row.getLong(5),
                        row.getLong(6),
                        row.getString(7));
            }
        }
    }

    /**
     * The server's process that sends the changes.
     *
     * @param heard a mark that changes whenever it hears of the follower; null where the server does not tell
     * @param idle whether it waits for something to send, or for the network
     */
    record Sender(@Nullable String heard, boolean idle) {}

    /** Who sends from the slot, or null where nobody does. */
    @Nullable
    Sender sender() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select to_jsonb(r) ->> 'reply_time', coalesce(a.wait_event_type in ('Activity', 'Client'), false)
                  from pg_replication_slots s
                  join pg_stat_activity a on a.pid = s.active_pid
                  join pg_stat_replication r on r.pid = s.active_pid
                 where s.slot_name = ?""")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? new Sender(row.getString(1), row.getBoolean(2)) : null;
            }
        }
    }

    /** The catalogue's number of the table's place in the publication; 0 where the table is not published. */
    long published(PostgresTable table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select coalesce(
                       (select r.oid::bigint from pg_publication_rel r where r.prpubid = p.oid and r.prrelid = ?::oid),
                       (select p.oid::bigint where exists (select 1 from pg_publication_tables t
                         where t.pubname = p.pubname and t.schemaname = ? and t.tablename = ?)), 0)
                  from pg_publication p
                 where p.pubname = ? and p.pubinsert and p.pubupdate and p.pubdelete and p.pubtruncate""")) {
            statement.setLong(1, table.id());
            statement.setString(2, table.schema());
            statement.setString(3, table.name());
            statement.setString(4, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    /** What an administrator runs where the user may not publish the table itself. */
    String publish(PostgresTable table) {
        return "DROP PUBLICATION IF EXISTS " + Sql.name(name) + "; " + create(table);
    }

    private String create(PostgresTable table) {
        return "CREATE PUBLICATION " + Sql.name(name) + " FOR TABLE " + table.quoted()
                + " WITH (publish_via_partition_root = true)";
    }

    void createPublication(PostgresTable table) throws SQLException {
        execute(create(table));
    }

    /** Makes the slot; changes are kept from the position that comes back. */
    long create() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select lsn::text from pg_create_logical_replication_slot(?, 'pgoutput')")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return LogSequenceNumber.valueOf(row.getString(1)).asLong();
            }
        }
    }

    /** Ends whoever still uses the slot: another node that has lost its run, or its connection that nobody closed. */
    void takeFromOthers() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select pg_terminate_backend(active_pid) from pg_replication_slots where slot_name = ? and active_pid is not null")) {
            statement.setString(1, name);
            statement.execute();
        }
    }

    /** Waits a moment until nobody uses the slot, whoever it was; the next to use it finds out where that is too short. */
    void free() throws SQLException, InterruptedException {
        for (int attempt = 1; attempt <= ATTEMPTS && used(); attempt++) {
            takeFromOthers();
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private boolean used() throws SQLException {
        State state = state();
        return state != null && state.active();
    }

    /** Drops slot and publication, whoever uses them. */
    void drop() throws SQLException, InterruptedException {
        for (int attempt = 1; state() != null; attempt++) {
            takeFromOthers();
            try {
                execute("select pg_drop_replication_slot(" + Sql.literal(name) + ")");
            } catch (SQLException busy) {
                // the one before needs a moment to end
                if (!PostgresFailures.state(busy).equals("55006") || attempt >= ATTEMPTS) {
                    throw busy;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    /** Drops the publication where this user may. */
    void dropPublication() throws SQLException {
        execute("drop publication if exists " + Sql.name(name));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
