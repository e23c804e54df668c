package vn.lienthong.connector.jdbc.postgresql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.Checkpoint;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Verdict;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.WriteRequest.Deletes;
import vn.lienthong.connector.WriteRequest.Mode;
import vn.lienthong.connector.WriteResult;
import vn.lienthong.connector.Writer;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;

/** Writes one run into one table. */
final class PostgresWriter implements Writer {
    private final PostgresConnections connections;
    private final PostgresFailures failures;
    private final Opening opening;
    private final Dataset dataset;
    private final WriteRequest request;
    private @Nullable Work work;
    private Checkpoint checkpoint = new Checkpoint(0, 0, 0, null, Counts.NONE, null, false);

    /** What exists once the target has been touched. */
    private record Work(
            Connection connection,
            TargetShape shape,
            @Nullable CheckpointTable checkpoints,
            RowEncoder encoder,
            KeyLedger ledger,
            Comparison comparison,
            RowApplier applier,
            Generation generation) {}

    PostgresWriter(
            PostgresConnections connections,
            PostgresFailures failures,
            Opening opening,
            Dataset dataset,
            WriteRequest request) {
        this.connections = connections;
        this.failures = failures;
        this.opening = opening;
        this.dataset = dataset;
        this.request = request;
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
            Work now = work();
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
        return guarded(() -> {
            Work now = work();
            EncodedRows rows = now.encoder().encode(batch);
            now.ledger().incomplete(rows);
            if (request.mode() != Mode.APPEND) {
                rows.supersedeRepeated();
            }
            decide(now, rows);
            if (request.compareOnly()) {
                now.connection().commit();
            } else {
                now.applier().apply(rows, request.mode() != Mode.APPEND);
            }
            return new WriteResult(verdicts(rows), List.copyOf(sorted(rows)));
        });
    }

    private void decide(Work now, EncodedRows rows) throws SQLException, InterruptedException {
        boolean compared = request.mode() == Mode.UPSERT || request.mode() == Mode.REPLACE && request.compareOnly();
        if (compared) {
            now.comparison().decide(rows, request.compareOnly());
            return;
        }
        for (int row = 0; row < rows.size; row++) {
            if (rows.open(row)) {
                rows.verdicts[row] = Verdict.INSERTED;
            } else if (request.mode() == Mode.REPLACE && rows.verdicts[row] == Verdict.REJECTED && rows.hasKey(row)) {
                now.ledger().keepOne(rows, row);
            }
        }
    }

    private static List<vn.lienthong.kernel.Rejection> sorted(EncodedRows rows) {
        rows.rejected.sort(java.util.Comparator.comparingInt(vn.lienthong.kernel.Rejection::row));
        return rows.rejected;
    }

    private static Verdict[] verdicts(EncodedRows rows) {
        Verdict[] verdicts = new Verdict[rows.size];
        for (int row = 0; row < rows.size; row++) {
            verdicts[row] = java.util.Objects.requireNonNull(rows.verdicts[row]);
        }
        return verdicts;
    }

    @Override
    public void keep(Batch rows) {
        guarded(() -> {
            work().ledger().keep(rows);
            return null;
        });
    }

    @Override
    public boolean knowsEveryKey() {
        Work now = work;
        return now != null && now.ledger().complete();
    }

    @Override
    public void commit(@Nullable Position position, Counts counts) {
        guarded(() -> {
            Work now = work();
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
        return guarded(() -> {
            TargetShape shape = work().shape();
            return number("select count(*) from " + shape.table().quoted() + " t where " + shape.scope() + " and "
                    + shape.live());
        });
    }

    @Override
    public Absent absent(int samples) {
        return guarded(() -> {
            String condition = absentCondition();
            TargetShape shape = work().shape();
            String from = " from " + shape.table().quoted() + " t where " + condition;
            long count = number("select count(*)" + from);
            Schema keys =
                    new Schema(shape.key().stream().map(PostgresColumn::column).toList());
            BatchCollector collector = new BatchCollector(keys, shape.key(), null, Math.max(samples, 1), 1);
            BatchCursor.Part[] part = new BatchCursor.Part[1];
            if (samples > 0 && count > 0) {
                CopyStream.each(
                        work().connection(),
                        "select " + Sql.list(shape.key(), column -> column.selected("t")) + from + " order by "
                                + Sql.list(shape.key(), column -> column.ordered("t")) + " limit " + samples,
                        (message, at) -> {
                            BatchCursor.Part full = collector.add(message, at);
                            part[0] = full == null ? part[0] : full;
                        });
                part[0] = part[0] == null ? collector.rest() : part[0];
            }
            return new Absent(count, part[0] == null ? RowBatch.of(keys, List.of(), 1) : part[0].batch());
        });
    }

    /** In a replacement the rows that are neither in the next generation nor kept go when it is swapped in. */
    private String absentCondition() throws SQLException {
        Work now = work();
        now.comparison().tellBoundary();
        String condition = now.shape().scope() + " and " + now.shape().live() + " and "
                + now.ledger().condition();
        return request.mode() == Mode.REPLACE && !request.compareOnly()
                ? condition + " and not exists (select 1 from " + now.shape().target() + " s where "
                        + now.shape().sameKey("s") + ")"
                : condition;
    }

    @Override
    public long deleteAbsent() {
        return guarded(() -> {
            Work now = work();
            TargetShape shape = now.shape();
            if (request.compareOnly() || request.deletes() == Deletes.KEEP || request.mode() == Mode.REPLACE) {
                return 0L;
            }
            PostgresColumn mark = shape.mark();
            String act = mark == null
                    ? "delete from " + shape.target() + " t"
                    : "update " + shape.target() + " t set " + mark.quoted("") + " = "
                            + (mark.wire() == Wire.BOOL ? "true" : "now()");
            try (Statement statement = now.connection().createStatement()) {
                return statement.executeLargeUpdate(act + " where " + absentCondition());
            }
        });
    }

    @Override
    public void finish(Counts counts) {
        guarded(() -> {
            Work now = work();
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
        Work now = work;
        work = null;
        if (now != null) {
            now.comparison().close();
            connections.end(now.connection());
        }
    }

    private Work work() throws SQLException {
        Work now = work;
        if (now == null) {
            now = open(connections.writer());
            work = now;
        }
        return now;
    }

    private Work open(Connection connection) throws SQLException {
        try {
            PostgresTable table = PostgresSession.table(connection, dataset, failures);
            TargetShape whole = TargetShape.of(table, dataset, request, failures);
            boolean replacing = request.mode() == Mode.REPLACE && !request.compareOnly();
            TargetShape shape = replacing ? whole.into(Generation.quoted(table)) : whole;
            boolean keeps = CheckpointTable.usable(connection, table.schema());
            boolean keyed = !request.key().isEmpty();
            KeyLedger ledger = new KeyLedger(
                    connection,
                    shape,
                    keyed && (request.deletes() != Deletes.KEEP || request.compareOnly() || replacing));
            Comparison comparison = new Comparison(shape, connections, connection, ledger, request.ordered());
            RowApplier applier = new RowApplier(connection, shape, () -> sameTable(connection, table));
            try (Statement statement = connection.createStatement()) {
                statement.execute("set session characteristics as transaction isolation level read committed");
            }
            applier.prepare();
            if (keyed) {
                comparison.prepare();
                ledger.prepare();
            }
            if (request.compareOnly()) {
                ledger.fromBeginning();
            }
            connection.commit();
            return new Work(
                    connection,
                    shape,
                    keeps
                            ? new CheckpointTable(
                                    connection, table.schema(), request.job().value())
                            : null,
                    new RowEncoder(shape.columns(), shape.keys(), mark(shape)),
                    ledger,
                    comparison,
                    applier,
                    new Generation(connection, table));
        } catch (SQLException | RuntimeException failed) {
            connections.end(connection);
            throw failed;
        }
    }

    private static byte @Nullable [] mark(TargetShape shape) {
        PostgresColumn mark = shape.mark();
        return mark == null ? null : RowEncoder.field(mark, mark.wire() == Wire.BOOL ? false : null);
    }

    /** Rows refused because the table has another shape now are not the rows' fault. */
    private void sameTable(Connection connection, PostgresTable before) throws SQLException {
        PostgresTable now = PostgresSession.table(connection, dataset, failures);
        for (PostgresColumn column : before.columns()) {
            PostgresColumn found = now.column(column.name());
            if (found == null || found.type() != column.type() || found.modifier() != column.modifier()) {
                throw failures.changed(
                        dataset.name().toString(),
                        found == null ? "- " + column.name() : column.name() + ": " + found.nativeType());
            }
        }
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

    private long number(String query) throws SQLException {
        try (Statement statement = work().connection().createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private interface Act<T> {
        T run() throws SQLException, InterruptedException;
    }

    /** Runs one step; whatever fails leaves nothing behind in the transaction. */
    private <T> T guarded(Act<T> act) {
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
