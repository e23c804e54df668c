package vn.lienthong.connector.jdbc.mariadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ChangeWriter;
import vn.lienthong.connector.Checkpoint;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.WriteRequest.Deletes;
import vn.lienthong.connector.WriteRequest.Mode;
import vn.lienthong.connector.WriteResult;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Position;

/** Writes one run into one InnoDB table; position and rows commit together. */
final class MariaDbWriter implements ChangeWriter {
    private static final Checkpoint NOTHING = new Checkpoint(0, 0, 0, null, Counts.NONE, null, true);

    private final MariaDbConnections connections;
    private final MariaDbErrors errors;
    private final Dataset dataset;
    private final WriteRequest request;
    private final Clock clock;

    private @Nullable Prepared prepared;
    private Checkpoint checkpoint = NOTHING;
    private @Nullable Work work;
    private @Nullable RowRemoval removal;
    private boolean begun;

    MariaDbWriter(
            MariaDbConnections connections, MariaDbErrors errors, Dataset dataset, WriteRequest request, Clock clock) {
        this.connections = connections;
        this.errors = errors;
        this.dataset = dataset;
        this.request = request;
        this.clock = clock;
    }

    /** What stands once the target has been looked at; nothing is written by it. */
    private record Prepared(
            Connection connection,
            Target target,
            CheckpointTable checkpoints,
            boolean keepsCheckpoint,
            Generation generation) {}

    /** The temporary tables of a run; which of them there are depends on the mode. */
    private record Work(
            @Nullable Stage stage,
            @Nullable SeenKeys seen,
            @Nullable MultiRowInsert append) {}

    private interface Step<T> {
        T take(Prepared prepared) throws SQLException;
    }

    @Override
    public boolean keepsCheckpoint() {
        return attempt(Prepared::keepsCheckpoint);
    }

    @Override
    public Checkpoint takeOver() {
        return attempt(prepared -> {
            if (!prepared.keepsCheckpoint) {
                needCheckpointForReplace();
                checkpoint = NOTHING;
                return checkpoint;
            }
            prepared.connection.setAutoCommit(true);
            prepared.checkpoints.make();
            locked(prepared, () -> {
                prepared.checkpoints.takeOver();
                if (request.mode() == Mode.REPLACE) {
                    recover(prepared);
                }
                checkpoint = prepared.checkpoints.load();
            });
            work = null;
            begun = false;
            return checkpoint;
        });
    }

    private void needCheckpointForReplace() {
        if (replaces()) {
            throw errors.because(
                    ConnectorError.WRITE_MODE_UNSUPPORTED,
                    dataset.from(),
                    Map.of("mode", "replace", "why", errors.grant("CREATE, ALTER, DROP", "*")));
        }
    }

    /** Finds out whether a swap that was begun happened, and whether an unfinished generation is still there. */
    private void recover(Prepared prepared) throws SQLException {
        OptionalLong swapping = prepared.checkpoints.swapping();
        Generation generation = prepared.generation;
        if (swapping.isPresent()) {
            long run = swapping.getAsLong();
            boolean happened = !generation.exists(generation.fresh(run)) && generation.exists(generation.former(run));
            prepared.checkpoints.settle(happened);
            if (happened) {
                generation.drop(generation.former(run));
            }
        }
        Checkpoint found = prepared.checkpoints.load();
        if (!found.finished() && !generation.exists(generation.fresh(found.run()))) {
            prepared.checkpoints.startOver();
            generation.make(found.run());
        }
    }

    @Override
    public void begin(long run, @Nullable Position position, @Nullable String schema) {
        attempt(prepared -> {
            prepared.connection.setAutoCommit(true);
            if (prepared.keepsCheckpoint) {
                fenced(prepared.checkpoints.begin(checkpoint.epoch(), run, position, schema));
            }
            if (request.mode() == Mode.REPLACE) {
                prepared.generation.sweep();
                prepared.generation.make(run);
            }
            checkpoint = new Checkpoint(checkpoint.epoch(), run, 0, position, Counts.NONE, schema, false);
            work = null;
            begun = true;
            return true;
        });
    }

    @Override
    public WriteResult write(Batch batch) {
        return attempt(prepared -> {
            Work work = work(prepared);
            BatchWrite write = new BatchWrite(prepared.target, batch);
            transaction(prepared);
            return work.stage == null
                    ? write.append(java.util.Objects.requireNonNull(work.append), request.compareOnly())
                    : write.merge(work.stage, work.seen, request.compareOnly());
        });
    }

    @Override
    public WriteResult remove(Batch keys) {
        return attempt(prepared -> removal(prepared).remove(keys));
    }

    @Override
    public long removeAll() {
        return attempt(prepared -> removal(prepared).all());
    }

    private RowRemoval removal(Prepared prepared) throws SQLException {
        work(prepared);
        transaction(prepared);
        RowRemoval standing = removal;
        if (standing == null) {
            standing = new RowRemoval(prepared.connection, prepared.target, clock);
            removal = standing;
        }
        return standing;
    }

    @Override
    public void keep(Batch rows) {
        attempt(prepared -> {
            Work work = work(prepared);
            transaction(prepared);
            if (replaces()) {
                prepared.generation.keep(checkpoint.run(), prepared.target, rows);
            } else if (work.seen != null) {
                work.seen.add(
                        rows,
                        java.util.stream.IntStream.range(0, rows.size()).boxed().toList());
            }
            return true;
        });
    }

    @Override
    public boolean knowsEveryKey() {
        return begun || request.compareOnly() || request.mode() == Mode.REPLACE;
    }

    @Override
    public void commit(@Nullable Position position, Counts counts) {
        attempt(prepared -> {
            if (request.compareOnly()) {
                return true;
            }
            transaction(prepared);
            long batch = checkpoint.batch() + 1;
            if (prepared.keepsCheckpoint) {
                fenced(prepared.checkpoints.advance(checkpoint, batch, position, counts));
            }
            prepared.connection.commit();
            checkpoint = new Checkpoint(
                    checkpoint.epoch(), checkpoint.run(), batch, position, counts, checkpoint.schema(), false);
            return true;
        });
    }

    @Override
    public void rollback() {
        attempt(prepared -> {
            if (!prepared.connection.getAutoCommit()) {
                prepared.connection.rollback();
            }
            return true;
        });
    }

    @Override
    public long targetRows() {
        return attempt(prepared -> {
            String sql = "select count(*) from " + Sql.name(dataset.from()) + " where " + prepared.target.scope("");
            try (PreparedStatement statement = prepared.connection.prepareStatement(sql)) {
                prepared.target.bindScope(statement, 1);
                try (ResultSet answer = statement.executeQuery()) {
                    answer.next();
                    return answer.getLong(1);
                }
            }
        });
    }

    @Override
    public Absent absent(int samples) {
        return attempt(prepared -> seen(prepared).absent(samples));
    }

    @Override
    public long deleteAbsent() {
        return attempt(prepared -> {
            SeenKeys seen = seen(prepared);
            // A new generation deletes by not having them.
            if (request.compareOnly() || replaces() || request.deletes() == Deletes.KEEP) {
                return seen.absent(0).count();
            }
            transaction(prepared);
            return seen.deleteAbsent(clock);
        });
    }

    private SeenKeys seen(Prepared prepared) throws SQLException {
        SeenKeys seen = work(prepared).seen;
        if (seen == null) {
            throw new IllegalStateException("a run that deletes nothing does not remember its keys");
        }
        return seen;
    }

    @Override
    public void finish(Counts counts) {
        attempt(prepared -> {
            if (request.compareOnly()) {
                return true;
            }
            if (replaces()) {
                prepared.connection.setAutoCommit(true);
                locked(prepared, () -> replace(prepared, counts));
            } else {
                transaction(prepared);
                if (prepared.keepsCheckpoint) {
                    fenced(prepared.checkpoints.finish(checkpoint, checkpoint.batch(), counts));
                }
                prepared.connection.commit();
            }
            return true;
        });
    }

    private void replace(Prepared prepared, Counts counts) throws SQLException {
        Generation generation = prepared.generation;
        long run = checkpoint.run();
        if (request.scope().isEmpty() && generation.swappable()) {
            fenced(prepared.checkpoints.intend(checkpoint, checkpoint.batch(), counts));
            generation.swap(run);
            fenced(prepared.checkpoints.finish(checkpoint, checkpoint.batch(), counts));
            generation.drop(generation.former(run));
            return;
        }
        transaction(prepared);
        generation.merge(run, prepared.target);
        fenced(prepared.checkpoints.finish(checkpoint, checkpoint.batch(), counts));
        prepared.connection.commit();
        prepared.connection.setAutoCommit(true);
        generation.drop(generation.fresh(run));
    }

    @Override
    public void close() {
        Prepared standing = prepared;
        if (standing != null) {
            connections.drop(standing.connection);
            prepared = null;
            removal = null;
        }
    }

    private boolean replaces() {
        return request.mode() == Mode.REPLACE && !request.compareOnly();
    }

    /** The target as it is now, and a connection for this run alone. */
    private Prepared prepare() throws SQLException {
        if (prepared != null) {
            return prepared;
        }
        Connection connection = connections.open();
        try {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set session transaction isolation level read committed");
            }
            Table table = Catalogue.table(connection, dataset.from());
            if (table == null) {
                throw errors.because(ConnectorError.DATASET_CHANGED, dataset.from(), Map.of("what", "–"));
            }
            Target target = Target.of(table, request, errors);
            CheckpointTable checkpoints = new CheckpointTable(connection, request.job());
            prepared = new Prepared(
                    connection,
                    target,
                    checkpoints,
                    !request.compareOnly() && checkpoints.possible(),
                    new Generation(connection, table.name(), request.job()));
            return prepared;
        } catch (SQLException | RuntimeException failed) {
            connections.drop(connection);
            throw failed;
        }
    }

    /** The temporary tables, made before a transaction is open. */
    private Work work(Prepared prepared) throws SQLException {
        Work standing = work;
        if (standing != null) {
            return standing;
        }
        Connection connection = prepared.connection;
        Target target = prepared.target;
        connection.setAutoCommit(true);
        Work made;
        if (request.mode() == Mode.APPEND) {
            made = new Work(null, null, new MultiRowInsert(connection, "insert", dataset.from(), target.names()));
        } else {
            String generation = replaces() ? prepared.generation.fresh(checkpoint.run()) : null;
            boolean remembers = generation != null || request.compareOnly() || request.deletes() != Deletes.KEEP;
            made = new Work(
                    new Stage(connection, target, generation == null ? dataset.from() : generation),
                    remembers ? new SeenKeys(connection, target, generation) : null,
                    null);
        }
        work = made;
        return made;
    }

    private void transaction(Prepared prepared) throws SQLException {
        if (!request.compareOnly() && prepared.connection.getAutoCommit()) {
            prepared.connection.setAutoCommit(false);
        }
    }

    /** Nobody takes over while names are being swapped, and nobody swaps while somebody takes over. */
    private void locked(Prepared prepared, SwapLock.Act act) throws SQLException {
        String name = "lienthong:" + Generation.mark(request.job() + "/" + dataset.name());
        if (!new SwapLock(prepared.connection, name).with(act)) {
            throw errors.because(ConnectorError.SYSTEM_FAILED, dataset.from(), Map.of("why", "get_lock"));
        }
    }

    private void fenced(boolean ours) {
        if (!ours) {
            throw errors.because(
                    ConnectorError.SUPERSEDED_WRITER,
                    dataset.from(),
                    Map.of("job", request.job().value()));
        }
    }

    /** Every step ends either well or with the transaction undone. */
    private <T> T attempt(Step<T> step) {
        try {
            return step.take(prepare());
        } catch (SQLException failed) {
            HubException words = errors.of(failed, dataset.from());
            close();
            throw words;
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }
}
