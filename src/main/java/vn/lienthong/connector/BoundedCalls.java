package vn.lienthong.connector;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks foreign systems on a few threads of their own and waits no longer than a wall clock allows, whatever they do. A call that
 * outlives its time is interrupted and left behind; its thread counts until it ends.
 */
final class BoundedCalls implements AutoCloseable {
    private final ThreadPoolExecutor threads;

    BoundedCalls(int most) {
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(0, most, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "examination-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * What the call gives.
     *
     * @throws TimeoutException when it takes longer
     * @throws RejectedExecutionException when every thread is taken
     * @throws InterruptedException when the caller is interrupted
     */
    <T> T within(Duration limit, Callable<T> call) throws TimeoutException, InterruptedException {
        Future<T> future = threads.submit(call);
        try {
            return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException(failed.getCause());
        } finally {
            future.cancel(true);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
