package vn.lienthong.connector.jdbc.postgresql;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ChangeBatch;
import vn.lienthong.connector.ChangeGap;
import vn.lienthong.connector.ChangesError;
import vn.lienthong.connector.FollowRequest;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Text;

/** Turns what the server sends into batches; on the following thread. */
final class ChangeReader implements PgOutput.Listener {
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    /** A quiet table's position moves on so often, that its slot holds no more log than it must. */
    private static final long QUIET_NANOS = Duration.ofSeconds(5).toNanos();

    private static final long IDLE_MILLIS = 2;

    private final FollowPlan plan;
    private final SameHistory history;
    private final BooleanSupplier awaited;
    private final Outlet outlet;
    private final PgOutput messages = new PgOutput(this);
    private final ChangeCollector collector;

    private int[] places = new int[0];
    private PgOutput.@Nullable Relation shape;
    private boolean inside;
    private FollowPosition.@Nullable Applied transaction;
    private FollowPosition.@Nullable Applied last;
    private boolean skipped;
    /** The transaction has changed the table. */
    private boolean touched;
    /** Changes say which row they are of. */
    private boolean keyed;

    private boolean reshaped;
    /** Part of a transaction is handed over already: its end must follow, be it empty. */
    private boolean owed;

    /** Changes handed over so far. */
    private long told;

    private long end;
    private long delivered;
    private long deliveredAt = System.nanoTime();
    private @Nullable Instant committedAt;
    private volatile @Nullable Instant lastChange;

    /** Where batches go; waits while there is no room. */
    interface Outlet {
        void offer(ChangeBatch next) throws SQLException, InterruptedException;
    }

    /**
     * A reader.
     *
     * @param awaited whether whoever applies is done with all there is
     */
    ChangeReader(FollowPlan plan, SameHistory history, BooleanSupplier awaited, Outlet outlet) {
        this.plan = plan;
        this.history = history;
        this.awaited = awaited;
        this.outlet = outlet;
        FollowRequest request = plan.request();
        this.collector = new ChangeCollector(
                plan.schema(), plan.columns(), plan.key(), request.firstOrdinal(), request.batchRows());
        this.last = plan.after().last();
        this.end = plan.after().from();
        this.delivered = plan.after().number();
    }

    /** When the last change of the table was committed that was read; asked from other threads. */
    @Nullable
    Instant lastChange() {
        return lastChange;
    }

    void take(ByteBuffer message) throws SQLException, InterruptedException {
        messages.message(message.array(), message.arrayOffset() + message.position());
        if (collector.full()
                || due() && (awaited.getAsBoolean() || told < plan.request().apart())) {
            hand();
        }
    }

    /** Nothing waits to be read, up to here: what was gathered goes out, and a quiet table's position moves on. */
    void quiet(long seen) throws SQLException, InterruptedException {
        if (inside) {
            return;
        }
        if (due()) {
            if (awaited.getAsBoolean()) {
                hand();
            }
            return;
        }
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
        return !inside && (owed || !collector.empty());
    }

    private void hand() throws SQLException, InterruptedException {
        collector.complete(new RowsByKey(plan)::of);
        Position position = inside ? null : plan.after().at(end, last).position();
        ChangeBatch next = collector.take(position, committedAt);
        told += next.events();
        outlet.offer(next);
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
                // it was not there then; where it is now, the row is asked for what it holds
                plan.mustHave(i);
            }
        }
        reshaped |= before != null
                && !(before.names().equals(relation.names()) && before.types().equals(relation.types()));
    }

    @Override
    public void arrived(PgOutput.Relation relation, PgOutput.Tuple row) {
        if (wanted(relation)) {
            collector.row(row, places, null);
        }
    }

    @Override
    public void changed(PgOutput.Relation relation, PgOutput.@Nullable Tuple before, PgOutput.Tuple row) {
        if (!wanted(relation)) {
            return;
        }
        mustBeKeyed(keyed);
        if (before != null && collector.otherKey(before, row, places)) {
            collector.gone(before, places);
        }
        collector.row(row, places, before);
    }

    @Override
    public void gone(PgOutput.Relation relation, PgOutput.Tuple before) {
        if (wanted(relation)) {
            mustBeKeyed(keyed && collector.carriesKey(before, places));
            collector.gone(before, places);
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
            if (!collector.empty()) {
                hand();
            }
            owed = true;
            told++;
            // what comes before the truncation in its transaction is applied with it
            outlet.offer(collector.emptied(null, null));
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
