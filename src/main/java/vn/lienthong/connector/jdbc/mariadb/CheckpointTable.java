package vn.lienthong.connector.jdbc.mariadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Checkpoint;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Position;

/** The table in the target that says how far each job has come; moves in the transaction of the rows. */
final class CheckpointTable {
    static final String NAME = "lienthong_checkpoint";

    /** Where no run ever wrote. */
    static final Checkpoint NOTHING = new Checkpoint(0, 0, 0, null, Counts.NONE, null, true);

    private final Connection connection;
    private final JobName job;

    CheckpointTable(Connection connection, JobName job) {
        this.connection = connection;
        this.job = job;
    }

    /** Whether this user may keep it here. Statements that touch no row: the server checks the rights before it looks. */
    boolean possible() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (exists()) {
                statement.execute("insert into " + NAME + " (job) select job from " + NAME + " where 1 = 0");
                statement.execute("update " + NAME + " set job = job where 1 = 0");
            } else {
                statement.execute("prepare lienthong_probe from 'create table if not exists " + NAME + " (job int)'");
                statement.execute("deallocate prepare lienthong_probe");
            }
            return true;
        } catch (SQLException failed) {
            if (denied(failed)) {
                return false;
            }
            throw failed;
        }
    }

    static boolean denied(SQLException failed) {
        return switch (failed.getErrorCode()) {
            case 1044, 1142, 1143, 1227, 1290 -> true;
            default -> false;
        };
    }

    private boolean exists() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select 1 from information_schema.tables where table_schema = database() and table_name = ?")) {
            statement.setString(1, NAME);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Makes the table where it is not; commits. */
    void make() throws SQLException {
        if (exists()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    create table if not exists lienthong_checkpoint (
                        job varchar(63) character set ascii collate ascii_bin not null primary key,
                        epoch bigint not null default 0,
                        run bigint not null default 0,
                        batch bigint not null default 0,
                        position longtext character set utf8mb4 collate utf8mb4_bin,
                        read_rows bigint not null default 0,
                        written_rows bigint not null default 0,
                        unchanged_rows bigint not null default 0,
                        rejected_rows bigint not null default 0,
                        skipped_rows bigint not null default 0,
                        superseded_rows bigint not null default 0,
                        deleted_rows bigint not null default 0,
                        source_schema varchar(64),
                        finished boolean not null default true,
                        swapping bigint comment 'run whose new generation is being swapped in',
                        changed_at timestamp not null default current_timestamp on update current_timestamp
                    ) engine = InnoDB comment = 'Lienthong: how far each sync job has come'""");
        }
    }

    /** Raises the epoch; the caller commits. */
    void takeOver() throws SQLException {
        update("insert into " + NAME + " (job, epoch) values (?, 1) on duplicate key update epoch = epoch + 1");
    }

    /** The checkpoint as it stands, for looking only; {@link #NOTHING} where none was ever kept. */
    Checkpoint look() throws SQLException {
        return exists() ? load() : NOTHING;
    }

    /** The checkpoint as it stands; the table is there. */
    Checkpoint load() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select epoch, run, batch, position, read_rows, written_rows, unchanged_rows, rejected_rows,
                       skipped_rows, superseded_rows, deleted_rows, source_schema, finished
                from lienthong_checkpoint where job = ?""")) {
            statement.setString(1, job.value());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return NOTHING;
                }
                String position = row.getString(4);
                return new Checkpoint(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        position == null ? null : new Position(position),
                        new Counts(
                                row.getLong(5),
                                row.getLong(6),
                                row.getLong(7),
                                row.getLong(8),
                                row.getLong(9),
                                row.getLong(10),
                                row.getLong(11)),
                        row.getString(12),
                        row.getBoolean(13));
            }
        }
    }

    /** The run whose swap was begun and not seen to end. */
    OptionalLong swapping() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select swapping from " + NAME + " where job = ?")) {
            statement.setString(1, job.value());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                long run = row.getLong(1);
                return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(run);
            }
        }
    }

    /** Gives the row to a new run; false when another writer has taken over. */
    boolean begin(long epoch, long run, @Nullable Position position, @Nullable String schema) throws SQLException {
        return one("""
                update lienthong_checkpoint set run = ?, batch = 0, position = ?, source_schema = ?, finished = false,
                       swapping = null, read_rows = 0, written_rows = 0, unchanged_rows = 0, rejected_rows = 0,
                       skipped_rows = 0, superseded_rows = 0, deleted_rows = 0
                where job = ? and epoch = ?""", run, text(position), schema, job.value(), epoch);
    }

    /** Moves from batch {@code batch - 1} to {@code batch}; false when another writer has taken over. */
    boolean advance(Checkpoint from, long batch, @Nullable Position position, Counts counts) throws SQLException {
        return one(
                """
                update lienthong_checkpoint set batch = ?, position = ?, read_rows = ?, written_rows = ?,
                       unchanged_rows = ?, rejected_rows = ?, skipped_rows = ?, superseded_rows = ?, deleted_rows = ?
                where job = ? and epoch = ? and run = ? and batch = ?""",
                batch,
                text(position),
                counts.read(),
                counts.written(),
                counts.unchanged(),
                counts.rejected(),
                counts.skipped(),
                counts.superseded(),
                counts.deleted(),
                job.value(),
                from.epoch(),
                from.run(),
                batch - 1);
    }

    /** Marks the run finished; the position stays. */
    boolean finish(Checkpoint from, Counts counts) throws SQLException {
        return noted("finished = true, swapping = null", from, counts);
    }

    /** Notes, before a swap that commits by itself, that it is about to happen. */
    boolean intend(Checkpoint from, Counts counts) throws SQLException {
        return noted("swapping = run", from, counts);
    }

    private boolean noted(String what, Checkpoint from, Counts counts) throws SQLException {
        return one(
                "update lienthong_checkpoint set " + what + """
                , read_rows = ?, written_rows = ?, unchanged_rows = ?, rejected_rows = ?, skipped_rows = ?,
                superseded_rows = ?, deleted_rows = ? where job = ? and epoch = ? and run = ? and batch = ?""",
                counts.read(),
                counts.written(),
                counts.unchanged(),
                counts.rejected(),
                counts.skipped(),
                counts.superseded(),
                counts.deleted(),
                job.value(),
                from.epoch(),
                from.run(),
                from.batch());
    }

    /** Settles an intent: the swap happened, or it did not. */
    void settle(boolean happened) throws SQLException {
        update("update " + NAME + " set swapping = null" + (happened ? ", finished = true" : "") + " where job = ?");
    }

    /** The run starts over: what it had built is gone. */
    void startOver() throws SQLException {
        update("update " + NAME + """
                 set position = null, batch = 0, read_rows = 0, written_rows = 0, unchanged_rows = 0,
                rejected_rows = 0, skipped_rows = 0, superseded_rows = 0, deleted_rows = 0 where job = ?""");
    }

    private void update(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, job.value());
            statement.executeUpdate();
        }
    }

    private boolean one(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                Bind.set(statement, i + 1, values[i]);
            }
            return statement.executeUpdate() == 1;
        }
    }

    private static @Nullable String text(@Nullable Position position) {
        return position == null ? null : position.value();
    }
}
