package vn.lienthong.connector.jdbc.postgresql;

import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Lets the server take a batch in on a thread of its own while the run reads, maps, encodes and compares the next: the server is
 * the slower of the two and should never wait. One batch at a time; whoever else uses the connection waits for it first.
 */
final class Applying implements AutoCloseable {
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread made = new Thread(work, "copy-in");
        made.setDaemon(true);
        return made;
    });

    private @Nullable Future<@Nullable Void> last;

    /** What is done to the target. */
    interface Work {
        void run() throws SQLException;
    }

    /** Begins, when what was begun before is done; the other thread owns what the work touches until {@link #await}. */
    Future<@Nullable Void> begin(Work work) throws SQLException, InterruptedException {
        await();
        Future<@Nullable Void> begun = thread.submit(() -> {
            work.run();
            return null;
        });
        last = begun;
        return begun;
    }

    /** Waits until the connection is free; throws what went wrong with the batch. */
    void await() throws SQLException, InterruptedException {
        Future<@Nullable Void> waited = last;
        last = null;
        if (waited != null) {
            await(waited);
        }
    }

    static void await(Future<@Nullable Void> work) throws SQLException, InterruptedException {
        try {
            work.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof SQLException refused) {
                throw refused;
            }
            if (failed.getCause() instanceof RuntimeException wrong) {
                throw wrong;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
