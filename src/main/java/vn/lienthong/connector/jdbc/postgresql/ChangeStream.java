package vn.lienthong.connector.jdbc.postgresql;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;
import org.postgresql.replication.fluent.logical.ChainedLogicalStreamBuilder;
import vn.lienthong.connector.ChangeBacklog;
import vn.lienthong.connector.ChangeBatch;
import vn.lienthong.connector.ChangeCursor;
import vn.lienthong.connector.ChangesError;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Schema;

/**
 * The changes of one table, read ahead on a thread of their own while others are applied. Nothing is acknowledged to the server but
 * what was acknowledged here, so that the slot never runs ahead of the target.
 */
final class ChangeStream implements ChangeCursor {
    private static final int AHEAD = 2;
    private static final long STATUS_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long ROOM_MILLIS = 2;

    private final FollowPlan plan;
    private final Connection connection;
    private final PGReplicationStream stream;
    private final SourceWatch watch;
    private final BlockingQueue<ChangeBatch> ready = new ArrayBlockingQueue<>(AHEAD);
    private final ChangeReader reader;
    private final Thread thread;
    private volatile boolean closed;
    /** How often the server was told how far this side is; counted on the following thread. */
    private volatile long told;
    /** Whoever applies is done with all there is: small batches only then, large ones while it is busy. */
    private volatile boolean awaited;

    private long statusAt = System.nanoTime();

    /** Why nothing that was read may be applied any more. */
    private volatile @Nullable Exception lost;

    /** Why nothing comes after what was read. */
    private volatile @Nullable Exception ended;

    private ChangeStream(FollowPlan plan, Connection connection, PGReplicationStream stream, SameHistory history) {
        this.plan = plan;
        this.connection = connection;
        this.stream = stream;
        this.reader = new ChangeReader(plan, history, () -> awaited, this::offer);
        this.watch = new SourceWatch(plan, () -> told, failure -> lost = failure);
        this.thread = new Thread(this::run, "changes-" + plan.request().follower());
        thread.setDaemon(true);
    }

    static ChangeStream open(FollowPlan plan) {
        Connection connection = plan.connections().changes();
        try {
            PGReplicationStream stream = start(
                    connection, plan.after(), SourceSlot.name(plan.request().follower()), false);
            ChangeStream opened = new ChangeStream(plan, connection, stream, history(plan));
            opened.watch.start();
            opened.thread.start();
            return opened;
        } catch (SQLException failed) {
            plan.connections().end(connection);
            boolean busy = PostgresFailures.state(failed).equals("55006");
            throw busy
                    ? plan.failures()
                            .error(
                                    ChangesError.PLACE_BUSY,
                                    Map.of("place", plan.after().slot()),
                                    failed)
                    : plan.failures().using(failed, plan.dataset().name().toString(), "");
        }
    }

    /** Asked once the slot is taken: whoever had it before can no longer move it. */
    private static SameHistory history(FollowPlan plan) throws SQLException {
        Connection connection = plan.connections().reader();
        try {
            SourceSlot.State state = new SourceSlot(connection, plan.request().follower()).state();
            return new SameHistory(plan.after(), state == null ? 0 : state.confirmed());
        } finally {
            plan.connections().end(connection);
        }
    }

    /**
     * Begins to be sent what comes after a position.
     *
     * @param words whether also what applications have written into the log, which servers before version 14 refuse
     */
    static PGReplicationStream start(Connection connection, FollowPosition after, String publication, boolean words)
            throws SQLException {
        ChainedLogicalStreamBuilder stream = connection
                .unwrap(PGConnection.class)
                .getReplicationAPI()
                .replicationStream()
                .logical()
                .withSlotName(after.slot())
                .withStartPosition(LogSequenceNumber.valueOf(after.from()))
                .withSlotOption("proto_version", 1)
                .withSlotOption("publication_names", Sql.name(publication))
                .withAutomaticFlush(false)
                .withStatusInterval(0, TimeUnit.SECONDS);
        return (words ? stream.withSlotOption("messages", true) : stream).start();
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
        return watch.backlog(ready.size(), reader.lastChange());
    }

    @Override
    public void close() {
        closed = true;
        watch.close();
        plan.connections().end(connection);
        thread.interrupt();
    }

    private void offer(ChangeBatch next) throws SQLException, InterruptedException {
        while (!closed && !ready.offer(next, ROOM_MILLIS, TimeUnit.MILLISECONDS)) {
            tellStatus();
        }
    }

    private void run() {
        try {
            while (!closed) {
                ByteBuffer message = stream.readPending();
                if (message == null) {
                    reader.quiet(stream.getLastReceiveLSN().asLong());
                } else {
                    reader.take(message);
                }
                tellStatus();
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (SQLException | RuntimeException failed) {
            ended = failed;
        }
    }

    /** The server hears once a second how far this side is; it takes that for a sign of life too. */
    private void tellStatus() throws SQLException {
        if (System.nanoTime() - statusAt > STATUS_NANOS) {
            statusAt = System.nanoTime();
            stream.forceUpdateStatus();
            told = told + 1;
        }
    }
}
