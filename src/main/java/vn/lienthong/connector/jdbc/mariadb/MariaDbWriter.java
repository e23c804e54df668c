package vn.lienthong.connector.jdbc.mariadb;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
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
    private final MariaDbConnections connections;
    private final MariaDbErrors errors;
    private final Dataset dataset;
    private final WriteRequest request;
    private final Clock clock;

    private @Nullable OpenTarget opened;
    private Checkpoint checkpoint = CheckpointTable.NOTHING;
    private @Nullable RunTables tables;
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

    private interface Step<T> {
        T take(OpenTarget open) throws SQLException;
    }

    @Override
    public boolean keepsCheckpoint() {
        return attempt(OpenTarget::keepsCheckpoint);
    }

    @Override
    public Checkpoint takeOver() {
        return attempt(open -> {
            if (!open.keepsCheckpoint()) {
                needCheckpointForReplace();
                checkpoint = CheckpointTable.NOTHING;
                return checkpoint;
            }
            if (request.compareOnly()) {
                checkpoint = open.checkpoints().look();
                return checkpoint;
            }
            open.connection().setAutoCommit(true);
            open.checkpoints().make();
            locked(open, () -> {
                open.checkpoints().takeOver();
                if (request.mode() == Mode.REPLACE) {
                    new Replacement(open).recover();
                }
                checkpoint = open.checkpoints().load();
            });
            tables = null;
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

    @Override
    public void begin(long run, @Nullable Position position, @Nullable String schema) {
        attempt(open -> {
            open.connection().setAutoCommit(true);
            if (replaces()) {
                locked(open, () -> {
                    fenced(open.checkpoints().begin(checkpoint.epoch(), run, position, schema));
                    new Replacement(open).begin(run);
                });
            } else if (open.keepsCheckpoint() && !request.compareOnly()) {
                fenced(open.checkpoints().begin(checkpoint.epoch(), run, position, schema));
            }
            checkpoint = new Checkpoint(checkpoint.epoch(), run, 0, position, Counts.NONE, schema, false);
            tables = null;
            begun = true;
            return true;
        });
    }

    @Override
    public WriteResult write(Batch batch) {
        return attempt(open -> {
            RunTables tables = tables(open);
            BatchWrite write = new BatchWrite(open.target(), batch);
            transaction(open);
            return tables.stage() == null
                    ? write.append(Objects.requireNonNull(tables.append()), request.compareOnly())
                    : write.merge(tables.stage(), tables.seen(), request.compareOnly());
        });
    }

    @Override
    public WriteResult remove(Batch keys) {
        return attempt(open -> removal(open).remove(keys));
    }

    @Override
    public long removeAll() {
        return attempt(open -> removal(open).all());
    }

    private RowRemoval removal(OpenTarget open) throws SQLException {
        tables(open);
        transaction(open);
        RowRemoval standing = removal;
        if (standing == null) {
            standing = new RowRemoval(open.connection(), open.target(), clock);
            removal = standing;
        }
        return standing;
    }

    @Override
    public void keep(Batch rows) {
        attempt(open -> {
            RunTables tables = tables(open);
            transaction(open);
            if (replaces()) {
                open.generation().keep(checkpoint.run(), open.target(), rows);
            } else if (tables.seen() != null) {
                tables.seen().add(rows, IntStream.range(0, rows.size()).boxed().toList());
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
        attempt(open -> {
            if (request.compareOnly()) {
                return true;
            }
            transaction(open);
            long batch = checkpoint.batch() + 1;
            if (open.keepsCheckpoint()) {
                fenced(open.checkpoints().advance(checkpoint, batch, position, counts));
            }
            open.connection().commit();
            checkpoint = new Checkpoint(
                    checkpoint.epoch(), checkpoint.run(), batch, position, counts, checkpoint.schema(), false);
            return true;
        });
    }

    @Override
    public void rollback() {
        attempt(open -> {
            if (!open.connection().getAutoCommit()) {
                open.connection().rollback();
            }
            return true;
        });
    }

    @Override
    public long targetRows() {
        return attempt(open -> {
            String sql = "select count(*) from " + Sql.name(dataset.from()) + " where "
                    + open.target().scope("");
            try (PreparedStatement statement = open.connection().prepareStatement(sql)) {
                open.target().bindScope(statement, 1);
                try (ResultSet answer = statement.executeQuery()) {
                    answer.next();
                    return answer.getLong(1);
                }
            }
        });
    }

    @Override
    public Absent absent(int samples) {
        return attempt(open -> seen(open).absent(samples));
    }

    @Override
    public long deleteAbsent() {
        return attempt(open -> {
            SeenKeys seen = seen(open);
            // A new generation deletes by not having them.
            if (request.compareOnly() || replaces() || request.deletes() == Deletes.KEEP) {
                return seen.absent(0).count();
            }
            transaction(open);
            return seen.deleteAbsent(clock);
        });
    }

    private SeenKeys seen(OpenTarget open) throws SQLException {
        SeenKeys seen = tables(open).seen();
        if (seen == null) {
            throw new IllegalStateException("a run that deletes nothing does not remember its keys");
        }
        return seen;
    }

    @Override
    public void finish(Counts counts) {
        attempt(open -> {
            if (request.compareOnly()) {
                return true;
            }
            if (replaces()) {
                open.connection().setAutoCommit(true);
                locked(
                        open,
                        () -> fenced(new Replacement(open)
                                .finish(checkpoint, counts, request.scope().isEmpty())));
            } else {
                transaction(open);
                if (open.keepsCheckpoint()) {
                    fenced(open.checkpoints().finish(checkpoint, counts));
                }
                open.connection().commit();
            }
            return true;
        });
    }

    @Override
    public void close() {
        OpenTarget standing = opened;
        if (standing != null) {
            connections.drop(standing.connection());
            opened = null;
            removal = null;
        }
    }

    private boolean replaces() {
        return request.mode() == Mode.REPLACE && !request.compareOnly();
    }

    private OpenTarget open() throws SQLException {
        OpenTarget standing = opened;
        if (standing == null) {
            standing = OpenTarget.open(connections, errors, dataset, request);
            opened = standing;
        }
        return standing;
    }

    private RunTables tables(OpenTarget open) throws SQLException {
        RunTables standing = tables;
        if (standing == null) {
            standing =
                    RunTables.make(open, request, replaces() ? open.generation().fresh(checkpoint.run()) : null);
            tables = standing;
        }
        return standing;
    }

    private void transaction(OpenTarget open) throws SQLException {
        if (!request.compareOnly() && open.connection().getAutoCommit()) {
            open.connection().setAutoCommit(false);
        }
    }

    /** Nobody takes over while names are being swapped, and nobody swaps while somebody takes over. */
    private void locked(OpenTarget open, SwapLock.Act act) throws SQLException {
        String name = "lienthong:" + Generation.mark(request.job() + "/" + dataset.name());
        if (!new SwapLock(open.connection(), name).with(act)) {
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
            return step.take(open());
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
