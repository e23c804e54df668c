package vn.lienthong.connector.jdbc.postgresql;

import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ChangeWriter;
import vn.lienthong.connector.Checkpoint;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Verdict;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.WriteRequest.Mode;
import vn.lienthong.connector.WriteResult;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Rejection;

/** Writes one run into one table. */
final class PostgresWriter implements ChangeWriter {
    private final PostgresConnections connections;
    private final PostgresFailures failures;
    private final Opening opening;
    private final Dataset dataset;
    private final WriteRequest request;
    private final boolean follows;
    private @Nullable OpenTarget work;
    private @Nullable RowRemoval removal;
    private Checkpoint checkpoint = new Checkpoint(0, 0, 0, null, Counts.NONE, null, false);

    /** {@code follows} where changes come by key for as long as they like: nothing is remembered of the keys then. */
    PostgresWriter(
            PostgresConnections connections,
            PostgresFailures failures,
            Opening opening,
            Dataset dataset,
            WriteRequest request,
            boolean follows) {
        this.connections = connections;
        this.failures = failures;
        this.opening = opening;
        this.dataset = dataset;
        this.request = request;
        this.follows = follows;
        if (request.key().isEmpty() && request.mode() != Mode.APPEND) {
            throw failures.error(ConnectorError.KEY_MISSING, Map.of("dataset", dataset.name()), null);
        }
    }

    @Override
    public boolean keepsCheckpoint() {
        return guarded(() -> work().checkpoints() != null);
    }

    @Override
    public Checkpoint takeOver() {
        return guarded(() -> {
            CheckpointTable checkpoints = work().checkpoints();
            if (checkpoints != null) {
                checkpoint = request.compareOnly() ? checkpoints.look() : checkpoints.takeOver();
                work().connection().commit();
            }
            return checkpoint;
        });
    }

    @Override
    public void begin(long run, @Nullable Position position, @Nullable String schema) {
        guarded(() -> {
            OpenTarget now = work();
            if (request.mode() == Mode.REPLACE && !request.compareOnly()) {
                refuseObstacle(now.generation());
                now.generation().create();
            }
            CheckpointTable checkpoints = now.checkpoints();
            if (checkpoints != null && !request.compareOnly()) {
                mustBeOurs(checkpoints.begin(checkpoint.epoch(), run, position, schema));
            }
            now.connection().commit();
            checkpoint = new Checkpoint(checkpoint.epoch(), run, 0, position, Counts.NONE, schema, false);
            now.ledger().fromBeginning();
            return null;
        });
    }

    @Override
    public WriteResult write(Batch batch) {
        return start(batch).result();
    }

    @Override
    public UnderWay start(Batch batch) {
        return besides(() -> {
            OpenTarget now = work();
            EncodedRows rows = now.encoder().encode(batch);
            now.ledger().incomplete(rows);
            if (request.mode() != Mode.APPEND) {
                rows.supersedeRepeated();
            }
            decide(now, rows);
            if (request.compareOnly()) {
                now.connection().commit();
                return () -> result(rows);
            }
            Future<@Nullable Void> applying =
                    now.applying().begin(() -> now.applier().apply(rows, request.mode() != Mode.APPEND));
            return () -> besides(() -> {
                Applying.await(applying);
                keepRejected(now, rows);
                return result(rows);
            });
        });
    }

    private void decide(OpenTarget now, EncodedRows rows) throws SQLException, InterruptedException {
        boolean compared = request.mode() == Mode.UPSERT || request.mode() == Mode.REPLACE && request.compareOnly();
        if (follows) {
            // most changes are of rows that are there; the statement that updates them finds out which are not
            fill(rows, Verdict.UPDATED);
            return;
        }
        if (compared) {
            now.comparison().decide(rows, request.compareOnly());
            return;
        }
        fill(rows, Verdict.INSERTED);
    }

    private static void fill(EncodedRows rows, Verdict verdict) {
        for (int row = 0; row < rows.size; row++) {
            if (rows.open(row)) {
                rows.verdicts[row] = verdict;
            }
        }
    }

    /** Rejected is not deleted: in a replacement these rows are carried over from the old generation. */
    private void keepRejected(OpenTarget now, EncodedRows rows) throws SQLException, InterruptedException {
        for (int row = 0; request.mode() == Mode.REPLACE && row < rows.size; row++) {
            if (rows.verdicts[row] == Verdict.REJECTED && rows.hasKey(row)) {
                now.ledger().keepOne(rows, row);
            }
        }
    }

    private static WriteResult result(EncodedRows rows) {
        Verdict[] verdicts = new Verdict[rows.size];
        for (int row = 0; row < rows.size; row++) {
            verdicts[row] = Objects.requireNonNull(rows.verdicts[row]);
        }
        rows.rejected.sort(Comparator.comparingInt(Rejection::row));
        return new WriteResult(verdicts, List.copyOf(rows.rejected));
    }

    @Override
    public void keep(Batch rows) {
        besides(() -> {
            work().ledger().keep(rows);
            return null;
        });
    }

    @Override
    public boolean knowsEveryKey() {
        OpenTarget now = work;
        return now != null && now.ledger().complete();
    }

    @Override
    public void commit(@Nullable Position position, Counts counts) {
        guarded(() -> {
            OpenTarget now = work();
            if (request.compareOnly()) {
                now.connection().commit();
                return null;
            }
            CheckpointTable checkpoints = now.checkpoints();
            if (checkpoints != null) {
                mustBeOurs(checkpoints.advance(checkpoint, position, counts, false));
            }
            now.connection().commit();
            checkpoint = new Checkpoint(
                    checkpoint.epoch(),
                    checkpoint.run(),
                    checkpoint.batch() + 1,
                    position,
                    counts,
                    checkpoint.schema(),
                    false);
            return null;
        });
    }

    @Override
    public void rollback() {
        guarded(() -> {
            work().connection().rollback();
            return null;
        });
    }

    @Override
    public long targetRows() {
        return guarded(() -> absentRows().targetRows());
    }

    @Override
    public Absent absent(int samples) {
        return guarded(() -> absentRows().find(samples));
    }

    @Override
    public long deleteAbsent() {
        return guarded(() -> absentRows().delete());
    }

    @Override
    public WriteResult remove(Batch keys) {
        return guarded(() -> result(removal().remove(keys)));
    }

    @Override
    public long removeAll() {
        return guarded(() -> removal().all());
    }

    private RowRemoval removal() throws SQLException {
        RowRemoval known = removal;
        if (known == null) {
            known = new RowRemoval(work(), request);
            removal = known;
        }
        return known;
    }

    private AbsentRows absentRows() throws SQLException {
        return new AbsentRows(work(), request);
    }

    @Override
    public void finish(Counts counts) {
        guarded(() -> {
            OpenTarget now = work();
            if (request.compareOnly()) {
                return null;
            }
            if (request.mode() == Mode.REPLACE) {
                refuseObstacle(now.generation());
                now.generation().carryColumns(now.shape());
                now.generation()
                        .carryOver("not coalesce(" + now.shape().scope() + ", false) or "
                                + now.ledger().kept());
                now.generation().swap();
            }
            CheckpointTable checkpoints = now.checkpoints();
            if (checkpoints != null) {
                mustBeOurs(checkpoints.advance(checkpoint, checkpoint.position(), counts, true));
            }
            now.connection().commit();
            return null;
        });
    }

    @Override
    public void close() {
        OpenTarget now = work;
        work = null;
        removal = null;
        if (now != null) {
            now.comparison().close();
            connections.end(now.connection());
            now.applying().close();
        }
    }

    private OpenTarget work() throws SQLException {
        OpenTarget now = work;
        if (now == null) {
            now = OpenTarget.open(connections, failures, dataset, request, follows);
            work = now;
        }
        return now;
    }

    private void refuseObstacle(Generation generation) throws SQLException {
        String obstacle = generation.obstacle();
        if (obstacle != null) {
            throw failures.error(
                    ConnectorError.WRITE_MODE_UNSUPPORTED, Map.of("mode", "replace", "why", obstacle), null);
        }
    }

    private void mustBeOurs(boolean ours) {
        if (!ours) {
            throw failures.error(ConnectorError.SUPERSEDED_WRITER, Map.of("job", request.job()), null);
        }
    }

    private interface Act<T> {
        T run() throws SQLException, InterruptedException;
    }

    /** Runs one step, when the connection is free. */
    private <T> T guarded(Act<T> act) {
        return besides(() -> {
            OpenTarget now = work;
            if (now != null) {
                now.applying().await();
            }
            return act.run();
        });
    }

    /** Runs one step beside the batch that is under way; whatever fails leaves nothing behind in the transaction. */
    private <T> T besides(Act<T> act) {
        try {
            return act.run();
        } catch (SQLException failed) {
            close();
            throw failures.using(failed, dataset.name().toString(), grant());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            close();
            throw failures.interrupted(interrupted);
        } catch (HubException failed) {
            close();
            throw failed;
        }
    }

    private String grant() {
        return PostgresDoctor.grant("select, insert, update, delete", dataset.from(), opening);
    }
}
