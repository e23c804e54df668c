package vn.lienthong.connector.jdbc.postgresql;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;
import vn.lienthong.connector.ChangeBacklog;
import vn.lienthong.connector.ChangeBatch;
import vn.lienthong.connector.ChangeCursor;
import vn.lienthong.connector.ChangeGap;
import vn.lienthong.connector.ChangesError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.FollowRequest;
import vn.lienthong.connector.Opening;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Text;

/**
 * The changes of one table, read ahead on a thread of their own while others are applied. Nothing is acknowledged to the server but
 * what was acknowledged here, so that the slot never runs ahead of the target.
 */
final class ChangeStream implements ChangeCursor {
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final int AHEAD = 2;
    private static final long STATUS_NANOS = Duration.ofSeconds(1).toNanos();
    /** A quiet table's position moves on so often, that its slot holds no more log than it must. */
    private static final long QUIET_NANOS = Duration.ofSeconds(5).toNanos();

    private static final long IDLE_MILLIS = 2;

    private final Plan plan;
    private final Connection connection;
    private final PGReplicationStream stream;
    private final SameHistory history;
    private final SourceWatch watch;
    private final BlockingQueue<ChangeBatch> ready = new ArrayBlockingQueue<>(AHEAD);
    private final Reader reader;
    private final Thread thread;
    private volatile boolean closed;
    /** Whoever applies is done with all there is: small batches only then, large ones while it is busy. */
    private volatile boolean awaited;

    private volatile @Nullable Instant lastChange;

    /** Why nothing that was read may be applied any more. */
    private volatile @Nullable Exception lost;

    /** Why nothing comes after what was read. */
    private volatile @Nullable Exception ended;

    /** What does not change while following. */
    record Plan(
            PostgresConnections connections,
            PostgresFailures failures,
            Opening opening,
            Dataset dataset,
            PostgresTable table,
            List<PostgresColumn> columns,
            Schema schema,
            int[] key,
            FollowRequest request,
            FollowPosition after,
            @Nullable Long cap) {
        /** Changes may be missing. */
        HubException gap(ChangeGap.Kind kind, Text what) {
            return failures.error(ChangesError.GAP, Map.of("dataset", dataset.name(), "gap", kind, "what", what), null);
        }
    }

    private ChangeStream(Plan plan, Connection connection, PGReplicationStream stream, SameHistory history) {
        this.plan = plan;
        this.connection = connection;
        this.stream = stream;
        this.history = history;
        this.reader = new Reader();
        this.watch = new SourceWatch(plan, failure -> lost = failure);
        this.thread = new Thread(this::run, "changes-" + plan.request().follower());
        thread.setDaemon(true);
    }

    static ChangeStream open(
            PostgresConnections connections,
            PostgresFailures failures,
            Opening opening,
            Dataset dataset,
            FollowRequest request,
            FollowPosition after,
            @Nullable Long cap) {
        Plan plan = plan(connections, failures, opening, dataset, request, after, cap);
        Connection connection = connections.changes();
        try {
            PGReplicationStream stream = start(connection, request, after);
            ChangeStream opened = new ChangeStream(plan, connection, stream, history(plan));
            opened.watch.start();
            opened.thread.start();
            return opened;
        } catch (SQLException failed) {
            connections.end(connection);
            boolean busy = PostgresFailures.state(failed).equals("55006");
            throw busy
                    ? failures.error(ChangesError.PLACE_BUSY, Map.of("place", after.slot()), failed)
                    : failures.using(failed, dataset.name().toString(), "");
        }
    }

    private static Plan plan(
            PostgresConnections connections,
            PostgresFailures failures,
            Opening opening,
            Dataset dataset,
            FollowRequest request,
            FollowPosition after,
            @Nullable Long cap) {
        Connection connection = connections.writer();
        try {
            connection.setAutoCommit(true);
            new SourceSlot(connection, request.follower()).takeFromOthers();
            PostgresTable table = PostgresSession.table(connection, dataset, failures);
            List<PostgresColumn> columns = new ArrayList<>();
            List<String> names = new ArrayList<>(request.columns());
            dataset.key().stream().filter(name -> !names.contains(name)).forEach(names::add);
            for (String name : names) {
                PostgresColumn column = table.column(name);
                if (column == null) {
                    throw failures.changed(dataset.name().toString(), "- " + name);
                }
                columns.add(column);
            }
            Schema schema = new Schema(columns.subList(0, request.columns().size()).stream()
                    .map(column -> PostgresReading.classed(column, dataset))
                    .toList());
            int[] key = dataset.key().stream().mapToInt(names::indexOf).toArray();
            return new Plan(connections, failures, opening, dataset, table, columns, schema, key, request, after, cap);
        } catch (SQLException failed) {
            throw failures.using(failed, dataset.name().toString(), "");
        } finally {
            connections.end(connection);
        }
    }

    /** Asked once the slot is taken: whoever had it before can no longer move it. */
    private static SameHistory history(Plan plan) throws SQLException {
        Connection connection = plan.connections().reader();
        try {
            SourceSlot.State state = new SourceSlot(connection, plan.request().follower()).state();
            return new SameHistory(plan.after(), state == null ? 0 : state.confirmed());
        } finally {
            plan.connections().end(connection);
        }
    }

    private static PGReplicationStream start(Connection connection, FollowRequest request, FollowPosition after)
            throws SQLException {
        return connection
                .unwrap(PGConnection.class)
                .getReplicationAPI()
                .replicationStream()
                .logical()
                .withSlotName(after.slot())
                .withStartPosition(LogSequenceNumber.valueOf(after.from()))
                .withSlotOption("proto_version", 1)
                .withSlotOption("publication_names", Sql.name(SourceSlot.name(request.follower())))
                .withAutomaticFlush(false)
                .withStatusInterval(0, TimeUnit.SECONDS)
                .start();
    }

    @Override
    public Schema schema() {
        return plan.schema();
    }

    @Override
    public @Nullable ChangeBatch next(Duration patience) {
        try {
            refuse(lost);
            awaited = ready.isEmpty();
            ChangeBatch next = ready.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            awaited = false;
            refuse(lost);
            // what was read before is whole, and may be all that goes
            refuse(next == null && ready.isEmpty() ? ended : null);
            return next;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw plan.failures().interrupted(interrupted);
        }
    }

    private void refuse(@Nullable Exception failure) {
        if (failure != null) {
            throw translate(failure);
        }
    }

    private HubException translate(Exception cause) {
        if (cause instanceof HubException known) {
            return known;
        }
        SQLException failed =
                cause instanceof SQLException sql ? sql : new SQLException("following failed", "XX000", cause);
        return plan.failures().using(failed, plan.dataset().name().toString(), "");
    }

    @Override
    public void acknowledge(Position position) {
        LogSequenceNumber lsn =
                LogSequenceNumber.valueOf(FollowPosition.of(position).lsn());
        stream.setFlushedLSN(lsn);
        stream.setAppliedLSN(lsn);
    }

    @Override
    public ChangeBacklog backlog() {
        return watch.backlog(ready.size(), lastChange);
    }

    @Override
    public void close() {
        closed = true;
        watch.close();
        plan.connections().end(connection);
        thread.interrupt();
    }

    private void offer(ChangeBatch next) throws SQLException, InterruptedException {
        while (!closed && !ready.offer(next, IDLE_MILLIS, TimeUnit.MILLISECONDS)) {
            reader.tellStatus();
        }
    }

    private void run() {
        try {
            while (!closed) {
                ByteBuffer message = stream.readPending();
                if (message == null) {
                    reader.quiet();
                } else {
                    reader.take(message);
                }
                reader.tellStatus();
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (SQLException | RuntimeException failed) {
            ended = failed;
        }
    }

    /** Turns messages into batches; on the following thread. */
    private final class Reader implements PgOutput.Listener {
        private @Nullable PgOutput messages;
        private @Nullable ChangeCollector collector;
        private int[] places = new int[0];
        private PgOutput.@Nullable Relation shape;
        private boolean inside;
        private FollowPosition.@Nullable Applied transaction;
        private FollowPosition.@Nullable Applied last = plan.after().last();
        private boolean skipped;
        /** The transaction has changed the table. */
        private boolean touched;
        /** Changes say which row they are of. */
        private boolean keyed;

        private boolean reshaped;
        /** Part of a transaction is handed over already: its end must follow, be it empty. */
        private boolean owed;

        private long end;
        private long delivered;
        private long deliveredAt = System.nanoTime();
        private long statusAt = System.nanoTime();
        private @Nullable Instant committedAt;

        private ChangeCollector collector() {
            if (collector == null) {
                FollowRequest request = plan.request();
                collector = new ChangeCollector(
                        plan.schema(), plan.columns(), plan.key(), request.firstOrdinal(), request.batchRows());
                delivered = plan.after().number();
                end = plan.after().from();
            }
            return collector;
        }

        void take(ByteBuffer message) throws SQLException, InterruptedException {
            if (messages == null) {
                messages = new PgOutput(this);
            }
            messages.message(message.array(), message.arrayOffset() + message.position());
            if (collector().full() || awaited && due()) {
                hand();
            }
        }

        /** Nothing waits to be read: what was gathered goes out, and a quiet table's position moves on. */
        void quiet() throws SQLException, InterruptedException {
            if (inside) {
                return;
            }
            if (due()) {
                if (awaited) {
                    hand();
                }
                return;
            }
            long seen = stream.getLastReceiveLSN().asLong();
            if (!history.holdsWithout(seen)) {
                throw otherHistory();
            }
            if (FollowPosition.compare(seen, end) > 0) {
                end = seen;
            }
            if (FollowPosition.compare(end, delivered) > 0 && System.nanoTime() - deliveredAt > QUIET_NANOS) {
                hand();
            } else {
                Thread.sleep(IDLE_MILLIS);
            }
        }

        /** Whether a whole transaction waits to be handed over. */
        private boolean due() {
            return !inside && (owed || !collector().empty());
        }

        private void hand() throws SQLException, InterruptedException {
            collector().complete(new RowsByKey(plan)::of);
            Position position = inside ? null : plan.after().at(end, last).position();
            offer(collector().take(position, committedAt));
            handed();
        }

        private void handed() {
            owed = inside;
            if (!inside) {
                delivered = end;
                deliveredAt = System.nanoTime();
                if (reshaped) {
                    throw plan.failures()
                            .error(
                                    ChangesError.RESHAPED,
                                    Map.of("dataset", plan.dataset().name()),
                                    null);
                }
            }
        }

        /** The server hears once a second how far this side is; it takes that for a sign of life too. */
        void tellStatus() throws SQLException {
            if (System.nanoTime() - statusAt > STATUS_NANOS) {
                statusAt = System.nanoTime();
                stream.forceUpdateStatus();
            }
        }

        @Override
        public void begin(FollowPosition.Applied next) {
            if (!history.tells(next)) {
                throw otherHistory();
            }
            inside = true;
            transaction = next;
            touched = false;
            skipped = history.applied(next);
        }

        private HubException otherHistory() {
            return plan.gap(
                    ChangeGap.Kind.SOURCE_RESTORED,
                    new Text(
                            "nhật ký của máy chủ không còn giao dịch đã nhận cuối cùng: máy chủ đã được khôi phục từ bản sao lưu"
                                    + " rồi ghi tiếp",
                            "the server's log no longer has the last transaction that was received: it was restored from a"
                                    + " backup and written on"));
        }

        @Override
        public void commit(long after, long micros) {
            inside = false;
            last = touched ? transaction : last;
            if (FollowPosition.compare(after, end) > 0) {
                end = after;
            }
            committedAt = EPOCH.plusNanos(micros * 1000);
            if (due()) {
                lastChange = committedAt;
            }
        }

        @Override
        public void relation(PgOutput.Relation relation) {
            if (!ours(relation)) {
                return;
            }
            PgOutput.Relation before = shape;
            shape = relation;
            keyed = relation.identity().containsAll(plan.dataset().key());
            places = new int[plan.columns().size()];
            for (int i = 0; i < places.length; i++) {
                String name = plan.columns().get(i).name();
                places[i] = relation.names().indexOf(name);
                if (places[i] < 0) {
                    throw plan.failures().changed(plan.dataset().name().toString(), "- " + name);
                }
            }
            reshaped |= before != null
                    && !(before.names().equals(relation.names())
                            && before.types().equals(relation.types()));
        }

        @Override
        public void arrived(PgOutput.Relation relation, PgOutput.Tuple row) {
            if (wanted(relation)) {
                collector().row(row, places, null);
            }
        }

        @Override
        public void changed(PgOutput.Relation relation, PgOutput.@Nullable Tuple before, PgOutput.Tuple row) {
            if (!wanted(relation)) {
                return;
            }
            mustBeKeyed(keyed);
            if (before != null && collector().otherKey(before, row, places)) {
                collector().gone(before, places);
            }
            collector().row(row, places, before);
        }

        @Override
        public void gone(PgOutput.Relation relation, PgOutput.Tuple before) {
            if (wanted(relation)) {
                mustBeKeyed(keyed && collector().carriesKey(before, places));
                collector().gone(before, places);
            }
        }

        private void mustBeKeyed(boolean known) {
            if (!known) {
                throw plan.gap(
                        ChangeGap.Kind.IDENTITY_MISSING,
                        StartGate.identityMissing(plan.table(), plan.dataset().key()));
            }
        }

        @Override
        public void emptied(PgOutput.Relation relation) {
            if (!wanted(relation)) {
                return;
            }
            try {
                if (!collector().empty()) {
                    hand();
                }
                owed = true;
                // what comes before the truncation in its transaction is applied with it
                offer(collector().emptied(null, null));
            } catch (SQLException failed) {
                throw new IllegalStateException("rows before a truncation cannot be read", failed);
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        }

        private boolean wanted(PgOutput.Relation relation) {
            boolean wanted = !skipped && ours(relation);
            touched |= wanted;
            return wanted;
        }

        private boolean ours(PgOutput.Relation relation) {
            return relation.name().equals(plan.table().name())
                    && relation.schema().equals(plan.table().schema());
        }
    }
}
