package vn.lienthong.connector.sftp;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Ends what takes longer than it may, by a wall clock that no byte that arrives sets back. */
final class Patience {
    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sftp-patience");
        thread.setDaemon(true);
        return thread;
    });

    private Patience() {}

    /** Something that waits for the server. */
    interface Act<T extends @Nullable Object> {
        T run() throws IOException;
    }

    /** The server took too long; what it was waited for on is closed. */
    static final class Over extends IOException {
        private static final long serialVersionUID = 1L;

        Over(Duration limit, Exception cause) {
            super("no end within " + limit.toSeconds() + " s", cause);
        }
    }

    /**
     * What the act gives.
     *
     * @param end closes what the act waits on, so that it fails; must not wait itself
     * @throws Over when it takes longer
     */
    static <T extends @Nullable Object> T within(Duration limit, Runnable end, Act<T> act) throws IOException {
        AtomicBoolean over = new AtomicBoolean();
        ScheduledFuture<?> alarm = CLOCK.schedule(
                () -> {
                    over.set(true);
                    end.run();
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            return act.run();
        } catch (IOException | RuntimeException failed) {
            if (over.get() && !(failed instanceof Over)) {
                throw new Over(limit, failed);
            }
            throw failed;
        } finally {
            alarm.cancel(false);
        }
    }
}
