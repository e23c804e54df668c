package vn.lienthong.connector.jdbc.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ChangeBacklog;
import vn.lienthong.connector.ChangeGap;
import vn.lienthong.kernel.Text;

/**
 * Looks every few seconds, through another connection, whether the server still lives, still hears this side and still keeps what
 * following needs: a connection that says nothing looks the same as a quiet table, and a table taken out of the publication too.
 */
final class SourceWatch implements AutoCloseable {
    private static final long EVERY_MILLIS = 1_500;
    /** A server that does not answer for so long is lost. */
    private static final int PATIENCE_MILLIS = 5_000;

    /** SQLSTATE of a connection that is gone. */
    private static final String LOST = "08006";

    private final FollowPlan plan;
    private final LongSupplier told;
    private final Consumer<Exception> lost;
    private final SenderPulse pulse = new SenderPulse();
    private final ScheduledExecutorService clockwork;
    private volatile SourceSlot.@Nullable State state;
    private volatile Instant heard;
    private @Nullable Connection connection;

    /**
     * A watch that has not begun.
     *
     * @param told how often the server was told how far this side is
     * @param lost hears why following cannot go on
     */
    SourceWatch(FollowPlan plan, LongSupplier told, Consumer<Exception> lost) {
        this.plan = plan;
        this.told = told;
        this.lost = lost;
        this.heard = Instant.now(plan.opening().clock());
        this.clockwork = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "changes-watch-" + plan.request().follower());
            thread.setDaemon(true);
            return thread;
        });
    }

    void start() {
        clockwork.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    ChangeBacklog backlog(int queued, @Nullable Instant lastChange) {
        SourceSlot.State seen = state;
        return new ChangeBacklog(
                seen == null ? null : (Long) seen.behindBytes(),
                seen == null ? null : (Long) seen.keptBytes(),
                plan.cap(),
                queued,
                lastChange,
                heard,
                plan.after().slot());
    }

    private void look() {
        try {
            if (connection == null) {
                connection = plan.connections().reader();
                connection.setNetworkTimeout(Runnable::run, PATIENCE_MILLIS);
            }
            SourceSlot slot = new SourceSlot(connection, plan.request().follower());
            SourceSlot.State now = slot.state();
            if (now == null || now.lost() != null) {
                throw plan.gap(
                        now == null ? ChangeGap.Kind.SLOT_MISSING : ChangeGap.Kind.SLOT_INVALID,
                        new Text(
                                "máy chủ không còn giữ thay đổi cho slot " + slot.name(),
                                "the server no longer keeps changes for slot " + slot.name()));
            }
            if (slot.published(plan.table()) != plan.after().publication()) {
                throw plan.gap(
                        ChangeGap.Kind.NOT_PUBLISHED,
                        new Text(
                                "bảng " + plan.table().from() + " không còn được công bố trong " + slot.name(),
                                "table " + plan.table().from() + " is no longer published in " + slot.name()));
            }
            SourceSlot.Sender sender = slot.sender();
            if (sender != null) {
                pulse.seen(sender, told.getAsLong());
            }
            // a network that swallows everything closes no connection, on either side
            if (!now.active() || pulse.lost()) {
                throw new SQLException("the server no longer sends to slot " + slot.name(), LOST);
            }
            state = now;
            if (pulse.sound()) {
                heard = Instant.now(plan.opening().clock());
            }
        } catch (SQLException | RuntimeException failed) {
            clockwork.shutdown();
            lost.accept(failed);
        }
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
        Connection open = connection;
        if (open != null) {
            plan.connections().end(open);
        }
    }
}
