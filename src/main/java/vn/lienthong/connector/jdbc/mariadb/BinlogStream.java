package vn.lienthong.connector.jdbc.mariadb;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ChangeBacklog;
import vn.lienthong.connector.ChangeBatch;
import vn.lienthong.connector.ChangeCursor;
import vn.lienthong.connector.ChangesError;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.FollowRequest;
import vn.lienthong.connector.changes.BinlogEngine;
import vn.lienthong.connector.changes.BinlogListener;
import vn.lienthong.connector.changes.BinlogPlace;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Schema;

/**
 * The changes of one table. The engine's thread gathers them, whoever applies them takes all that is there whenever it is done with
 * what it took before: small batches while it waits, large ones while it is busy. Where more gathers than is good, the engine waits.
 */
final class BinlogStream implements ChangeCursor, BinlogListener {
    private static final int AHEAD = 2;
    /** A quiet table's position moves on so often that the log after it stays short. */
    private static final long QUIET_NANOS = Duration.ofSeconds(5).toNanos();
    /** A server that lives says so every two seconds. */
    private static final long SILENCE_NANOS = Duration.ofSeconds(6).toNanos();

    private static final long START_NANOS = Duration.ofSeconds(30).toNanos();
    /** Statements after which rows are gone, or are others, without a word in the log. */
    private static final Pattern UNTOLD = Pattern.compile(
            "(?is)\\s*(?:/\\*.*?\\*/\\s*)*(?:(?:drop|rename|create)\\b(?!\\s+(?:unique\\s+|fulltext\\s+|spatial\\s+)?index).*"
                    + "|alter\\b.*\\b(?:rename(?!\\s+(?:column|index|key)\\b)"
                    + "|(?:drop|truncate|exchange|discard|import)\\s+(?:partition|tablespace)).*)");

    private final Plan plan;
    private final MariaDbErrors errors;
    private final SourceSide side;
    private final BinlogBatches batches;
    private final BinlogCollector collector;
    private final Deque<Ready> ready = new ArrayDeque<>();
    private BinlogPosition position;
    private boolean inside;
    /** Part of a transaction is handed over already: its end must follow, be it empty. */
    private boolean owed;
    /** Changes handed over so far. */
    private long told;

    private boolean moved;
    private boolean reshaped;
    private boolean waiting;
    private boolean begun;
    private boolean closed;
    private @Nullable HubException failure;
    private @Nullable Instant committedAt;
    private @Nullable Instant lastChange;
    private Instant heardAt;
    private long heardNanos = System.nanoTime();
    private long deliveredNanos = System.nanoTime();
    private @Nullable BinlogEngine engine;

    /** What does not change while following. */
    record Plan(
            Dataset dataset,
            FollowRequest request,
            BinlogPosition after,
            List<NativeColumn> columns,
            Schema schema,
            int[] key,
            Clock clock) {
        static Plan of(
                Dataset dataset, FollowRequest request, BinlogPosition after, List<NativeColumn> columns, Clock clock) {
            List<String> names = columns.stream().map(NativeColumn::name).toList();
            Schema schema = new Schema(columns.subList(0, request.columns().size()).stream()
                    .map(column -> described(column, dataset))
                    .toList());
            int[] key = dataset.key().stream().mapToInt(names::indexOf).toArray();
            return new Plan(dataset, request, after, columns, schema, key, clock);
        }

        private static Column described(NativeColumn column, Dataset dataset) {
            Column described = dataset.schema().column(column.name());
            return described == null ? column.column() : described;
        }

        List<String> names() {
            return columns.stream().map(NativeColumn::name).toList();
        }
    }

    /** Something to hand over; without a position it is a part of a transaction, and emptied where nothing was gathered. */
    private record Ready(
            BinlogCollector.@Nullable Gathered gathered,
            @Nullable BinlogPosition position,
            @Nullable Instant committedAt) {}

    private BinlogStream(Plan plan, MariaDbConnections connections, MariaDbErrors errors) {
        this.plan = plan;
        this.errors = errors;
        this.side = new SourceSide(plan, connections);
        this.batches = new BinlogBatches(plan, side::rows);
        FollowRequest request = plan.request();
        this.collector = new BinlogCollector(plan.columns(), plan.key(), request.firstOrdinal(), request.batchRows());
        this.position = plan.after();
        this.heardAt = plan.clock().instant();
    }

    static BinlogStream open(Plan plan, MariaDbConnections connections, MariaDbErrors errors, EngineSource source) {
        BinlogStream stream = new BinlogStream(plan, connections, errors);
        stream.engine = BinlogEngine.start(
                source.source(plan.dataset().from(), plan.names(), plan.after()),
                plan.request().follower(),
                stream);
        return stream;
    }

    @Override
    public Schema schema() {
        return plan.schema();
    }

    @Override
    public @Nullable ChangeBatch next(Duration patience) {
        try {
            Ready next = await(patience);
            if (next == null) {
                return null;
            }
            return next.gathered() == null
                    ? batches.emptied()
                    : batches.batch(next.gathered(), stands(next.position()), next.committedAt());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw errors.of(
                    new SQLException("interrupted", "08000", interrupted),
                    plan.dataset().from());
        } catch (SQLException failed) {
            throw errors.of(failed, plan.dataset().from());
        }
    }

    /** Where following stands then, with the sum of the last transaction. */
    private @Nullable Position stands(@Nullable BinlogPosition at) {
        if (at == null) {
            return null;
        }
        boolean sums = at.last() == null && at.endsAfterMark();
        return (sums ? at.summed(side.sumAt(at.mark())) : at).position();
    }

    private synchronized @Nullable Ready await(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        waiting = true;
        try {
            while (true) {
                Ready next = available();
                if (next != null) {
                    notifyAll();
                    return next;
                }
                mustLive();
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return null;
                }
                TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, TimeUnit.SECONDS.toNanos(1)));
            }
        } finally {
            waiting = false;
        }
    }

    private @Nullable Ready available() {
        if (!ready.isEmpty()) {
            return ready.poll();
        }
        boolean quiet = moved && System.nanoTime() - deliveredNanos > QUIET_NANOS;
        return !inside && (owed || !collector.empty() || quiet || moved && reshaped) ? gather() : null;
    }

    private void mustLive() {
        if (reshaped && !inside && failure == null) {
            failure =
                    errors.because(ChangesError.RESHAPED, plan.dataset().name().toString(), Map.of());
        }
        HubException known = failure;
        if (known != null) {
            throw known;
        }
        if (System.nanoTime() - heardNanos > (begun ? SILENCE_NANOS : START_NANOS)) {
            throw lost(null);
        }
    }

    private HubException lost(@Nullable Throwable cause) {
        return errors.following(cause, plan.dataset().from());
    }

    /** Takes what was gathered; under the lock. */
    private Ready gather() {
        Ready next = new Ready(collector.take(), inside ? null : position, committedAt);
        owed = inside;
        told += next.gathered() == null ? 0 : next.gathered().events();
        if (!inside) {
            moved = false;
            deliveredNanos = System.nanoTime();
        }
        return next;
    }

    @Override
    public void acknowledge(Position done) {
        // the server keeps nothing for a follower; where it has come stands in the target's checkpoint
    }

    @Override
    public ChangeBacklog backlog() {
        BinlogPlace mark;
        int queued;
        Instant heard;
        Instant change;
        synchronized (this) {
            mark = position.mark();
            queued = ready.size() + (collector.empty() ? 0 : 1);
            heard = heardAt;
            change = lastChange;
        }
        return new ChangeBacklog(side.behind(mark), null, null, queued, change, heard, null);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        BinlogEngine running = engine;
        if (running != null) {
            running.close();
        }
        side.close();
    }

    // What follows is told on the engine's thread.

    @Override
    public synchronized void begin() {
        inside = failure == null;
    }

    @Override
    public synchronized void row(@Nullable Object @Nullable [] before, @Nullable Object @Nullable [] after) {
        if (failure != null) {
            return;
        }
        if (after == null) {
            collector.gone(Objects.requireNonNull(before));
        } else {
            if (before != null && collector.otherKey(before, after)) {
                collector.gone(before);
            }
            collector.row(after);
        }
        if (collector.full()) {
            offer(gather());
        }
    }

    @Override
    public synchronized void emptied() {
        if (failure != null) {
            return;
        }
        if (!collector.empty()) {
            offer(gather());
        }
        collector.skip();
        owed = true;
        told++;
        offer(new Ready(null, null, null));
    }

    @Override
    public synchronized void reshaped(String statement) {
        if (failure != null) {
            return;
        }
        if (UNTOLD.matcher(statement).matches()) {
            String what = statement.strip().split("\\s+", 2)[0].toUpperCase(Locale.ROOT);
            // what came before is whole and may still be applied; nothing after it is
            inside = false;
            fail(errors.because(
                    ConnectorError.DATASET_CHANGED, plan.dataset().from(), Map.of("what", what + " TABLE")));
            return;
        }
        position = position.reshaped(statement);
        reshaped = true;
    }

    @Override
    public synchronized void end(String next, BinlogPlace mark, @Nullable Instant at) {
        if (failure != null) {
            return;
        }
        inside = false;
        position = position.at(next, mark);
        moved = true;
        if (at != null && (owed || !collector.empty())) {
            committedAt = at;
            lastChange = at;
        }
        if (collector.full() || told < plan.request().apart() && (owed || !collector.empty())) {
            offer(gather());
        } else if (reshaped || waiting && (owed || !collector.empty())) {
            notifyAll();
        }
        while (reshaped && !closed) {
            // what comes after is of another shape: whoever follows begins anew with it
            block();
        }
    }

    @Override
    public boolean standsAlone(BinlogPlace begin) {
        return side.standsAlone(begin);
    }

    @Override
    public @Nullable String allUpTo(BinlogPlace place) {
        return side.allUpTo(place);
    }

    @Override
    public boolean missing(String column) {
        boolean known = !plan.dataset().key().contains(column) && side.has(column);
        if (!known) {
            fail(errors.because(ConnectorError.DATASET_CHANGED, plan.dataset().from(), Map.of("what", "- " + column)));
        }
        return known;
    }

    @Override
    public synchronized void illegible() {
        fail(errors.because(ConnectorError.DATASET_CHANGED, plan.dataset().from(), Map.of("what", "ALTER TABLE")));
    }

    @Override
    public synchronized void heard() {
        begun = true;
        heardNanos = System.nanoTime();
        heardAt = plan.clock().instant();
    }

    @Override
    public synchronized void pause() {
        heardNanos = System.nanoTime();
    }

    @Override
    public synchronized void ended(@Nullable Throwable why) {
        fail(lost(why));
    }

    private synchronized void fail(HubException why) {
        if (failure == null) {
            failure = why;
        }
        notifyAll();
    }

    private void offer(Ready next) {
        while (ready.size() >= AHEAD && !closed) {
            block();
        }
        ready.add(next);
        notifyAll();
    }

    private void block() {
        try {
            wait(TimeUnit.SECONDS.toMillis(1));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            closed = true;
        }
        heardNanos = System.nanoTime();
    }
}
