package vn.lienthong.connector.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import vn.lienthong.connector.http.HttpFailures;

/**
 * Sends rows side by side, each over a way of its own. Once one fails no further row is begun, and those under way come to their end, so
 * that it is stored how they stand.
 */
final class Senders implements AutoCloseable {
    private static final long MOST_SECONDS = 15;

    private final int most;
    private final HttpFailures failures;
    private final Supplier<RowSending> making;
    private final List<RowSending> ways = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "rest-sending");
        thread.setDaemon(true);
        return thread;
    });

    Senders(int most, HttpFailures failures, Supplier<RowSending> making) {
        this.failures = failures;
        this.most = most;
        this.making = making;
    }

    long repeated() {
        return ways.stream().mapToLong(RowSending::repeated).sum();
    }

    /** Comes back when it is known of every row what became of it. */
    void send(List<OutgoingRow> rows) {
        while (ways.size() < Math.min(most, rows.size())) {
            ways.add(making.get());
        }
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> under = new ArrayList<>();
        for (RowSending way : ways) {
            under.add(threads.submit(() -> sendOn(way, rows, next)));
        }
        end(under);
    }

    private static void sendOn(RowSending way, List<OutgoingRow> rows, AtomicInteger next) {
        try {
            for (int row = next.getAndIncrement(); row < rows.size(); row = next.getAndIncrement()) {
                way.send(rows.get(row));
            }
        } catch (RuntimeException | Error failed) {
            next.set(rows.size());
            throw failed;
        }
    }

    private void end(List<Future<?>> under) {
        Throwable first = null;
        for (Future<?> each : under) {
            try {
                each.get();
            } catch (ExecutionException failed) {
                first = first == null ? failed.getCause() : first;
            } catch (InterruptedException interrupted) {
                under.forEach(one -> one.cancel(true));
                throw failures.interrupted(interrupted);
            }
        }
        if (first instanceof Error error) {
            throw error;
        }
        if (first instanceof RuntimeException failed) {
            throw failed;
        }
    }

    /** Requests under way are given up; that they may have arrived stands in the outbox. */
    @Override
    public void close() {
        threads.shutdownNow();
        ways.forEach(RowSending::close);
        try {
            threads.awaitTermination(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
