package vn.lienthong.connector.jdbc.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Checkpoint;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.Position;

/** The hub's own table in a target's schema: one row a job, moved on in the same transaction as the rows. */
final class CheckpointTable {
    private final Connection connection;
    private final String table;
    private final String job;

    CheckpointTable(Connection connection, String schema, String job) {
        this.connection = connection;
        this.table = name(schema);
        this.job = job;
    }

    static String name(String schema) {
        return Sql.name(schema) + "." + PostgresCatalogue.CHECKPOINTS;
    }

    /** Whether this user can keep checkpoints in the schema: the table is there to write, or can be made. */
    static boolean usable(Connection connection, String schema) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select case when to_regclass(?) is null then has_schema_privilege(?, 'CREATE')
                       else has_table_privilege(to_regclass(?), 'SELECT') and has_table_privilege(to_regclass(?), 'INSERT')
                            and has_table_privilege(to_regclass(?), 'UPDATE') end""")) {
            String table = name(schema);
            statement.setString(1, table);
            statement.setString(2, schema);
            statement.setString(3, table);
            statement.setString(4, table);
            statement.setString(5, table);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** Raises the epoch, making the table and the job's row at the first time. */
    Checkpoint takeOver() throws SQLException {
        if (!exists()) {
            create();
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into %s as c (job, epoch) values (?, 1)
                on conflict (job) do update set epoch = c.epoch + 1, updated_at = now()
                returning *""".formatted(table))) {
            statement.setString(1, job);
            return first(statement);
        }
    }

    /** The checkpoint as it stands, where nothing may be written. */
    Checkpoint look() throws SQLException {
        if (!exists()) {
            return new Checkpoint(0, 0, 0, null, Counts.NONE, null, false);
        }
        try (PreparedStatement statement =
                connection.prepareStatement("select * from %s where job = ?".formatted(table))) {
            statement.setString(1, job);
            return first(statement);
        }
    }

    /** Starts a run; false when another writer has taken over. */
    boolean begin(long epoch, long run, @Nullable Position position, @Nullable String schema) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                update %s set run = ?, batch = 0, position = ?, source_schema = ?, finished = false, updated_at = now(),
                       rows_read = 0, rows_written = 0, rows_unchanged = 0, rows_rejected = 0, rows_skipped = 0,
                       rows_superseded = 0, rows_deleted = 0
                 where job = ? and epoch = ?""".formatted(table))) {
            statement.setLong(1, run);
            text(statement, 2, position == null ? null : position.value());
            text(statement, 3, schema);
            statement.setString(4, job);
            statement.setLong(5, epoch);
            return statement.executeUpdate() == 1;
        }
    }

    /** Moves on by one commit; false when another writer has taken over. */
    boolean advance(Checkpoint from, @Nullable Position position, Counts counts, boolean finished) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                update %s set batch = batch + ?, position = ?, finished = ?, updated_at = now(),
                       rows_read = ?, rows_written = ?, rows_unchanged = ?, rows_rejected = ?, rows_skipped = ?,
                       rows_superseded = ?, rows_deleted = ?
                 where job = ? and epoch = ? and run = ? and batch = ?""".formatted(table))) {
            statement.setInt(1, finished ? 0 : 1);
            text(statement, 2, position == null ? null : position.value());
            statement.setBoolean(3, finished);
            statement.setLong(4, counts.read());
            statement.setLong(5, counts.written());
            statement.setLong(6, counts.unchanged());
            statement.setLong(7, counts.rejected());
            statement.setLong(8, counts.skipped());
            statement.setLong(9, counts.superseded());
            statement.setLong(10, counts.deleted());
            statement.setString(11, job);
            statement.setLong(12, from.epoch());
            statement.setLong(13, from.run());
            statement.setLong(14, from.batch());
            return statement.executeUpdate() == 1;
        }
    }

    private boolean exists() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select to_regclass(?) is not null")) {
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private void create() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // two jobs may come first at the same time
            statement.execute("select pg_advisory_xact_lock(hashtext('" + PostgresCatalogue.CHECKPOINTS + "'))");
            statement.execute("""
                    create table if not exists %s (
                        job text primary key,
                        epoch bigint not null,
                        run bigint not null default 0,
                        batch bigint not null default 0,
                        position text,
                        rows_read bigint not null default 0,
                        rows_written bigint not null default 0,
                        rows_unchanged bigint not null default 0,
                        rows_rejected bigint not null default 0,
                        rows_skipped bigint not null default 0,
                        rows_superseded bigint not null default 0,
                        rows_deleted bigint not null default 0,
                        source_schema text,
                        finished boolean not null default false,
                        updated_at timestamptz not null default now())""".formatted(table));
        }
    }

    private static Checkpoint first(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return new Checkpoint(0, 0, 0, null, Counts.NONE, null, false);
            }
            String position = row.getString("position");
            return new Checkpoint(
                    row.getLong("epoch"),
                    row.getLong("run"),
                    row.getLong("batch"),
                    position == null ? null : new Position(position),
                    new Counts(
                            row.getLong("rows_read"),
                            row.getLong("rows_written"),
                            row.getLong("rows_unchanged"),
                            row.getLong("rows_rejected"),
                            row.getLong("rows_skipped"),
                            row.getLong("rows_superseded"),
                            row.getLong("rows_deleted")),
                    row.getString("source_schema"),
                    row.getBoolean("finished"));
        }
    }

    private static void text(PreparedStatement statement, int at, @Nullable String value) throws SQLException {
        if (value == null) {
            statement.setNull(at, Types.VARCHAR);
        } else {
            statement.setString(at, value);
        }
    }
}
