package vn.lienthong.connector;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import vn.lienthong.kernel.ConnectorName;

/**
 * Asks foreign systems on a few threads of their own and waits no longer than a wall clock allows, whatever they do. A call that
 * outlives its time is interrupted and left behind; its thread counts until it ends.
 */
final class BoundedCalls implements AutoCloseable {
    /** Whoever asks a system that keeps all of its places waits so long for one. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ThreadPoolExecutor threads;
    private final Semaphore places;
    private final int mostOfOne;
    private final Map<ConnectorName, Semaphore> placesOf = new ConcurrentHashMap<>();

    /** @param most calls at a time; of one connector a quarter of them at most, so that one that hangs leaves places to the others */
    BoundedCalls(int most) {
        AtomicInteger number = new AtomicInteger();
        places = new Semaphore(most);
        mostOfOne = Math.max(2, most / 4);
        // as many as there are places, and those that have just given theirs back
        threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "examination-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * What the call gives.
     *
     * @param whose the connector whose system is asked
     * @throws TimeoutException when it takes longer
     * @throws RejectedExecutionException when every thread is taken, or all that one connector may have for longer
     * @throws InterruptedException when the caller is interrupted
     */
    <T> T within(ConnectorName whose, Duration limit, Callable<T> call) throws TimeoutException, InterruptedException {
        Semaphore his = placesOf.computeIfAbsent(whose, connector -> new Semaphore(mostOfOne, true));
        if (!his.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new RejectedExecutionException("all of this connector are taken");
        }
        Future<T> future = begun(his, call);
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

    private <T> Future<T> begun(Semaphore his, Callable<T> call) {
        if (!places.tryAcquire()) {
            his.release();
            throw new RejectedExecutionException("all are taken");
        }
        AtomicBoolean taken = new AtomicBoolean(true);
        Runnable giveBack = () -> {
            if (taken.compareAndSet(true, false)) {
                places.release();
                his.release();
            }
        };
        // given back before whoever waits hears of it, and also where the call was cancelled before it began
        FutureTask<T> task = new FutureTask<>(() -> {
            try {
                return call.call();
            } finally {
                giveBack.run();
            }
        });
        try {
            threads.execute(() -> {
                try {
                    task.run();
                } finally {
                    giveBack.run();
                }
            });
        } catch (RejectedExecutionException closed) {
            giveBack.run();
            throw closed;
        }
        return task;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
