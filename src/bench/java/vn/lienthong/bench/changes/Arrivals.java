package vn.lienthong.bench.changes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** When single rows arrive: a thread commits them evenly, this one looks which have come, the newest first. */
final class Arrivals {
    private static final long LOOK_NANOS = Duration.ofMillis(1).toNanos();

    private final Follower follower;

    Arrivals(Follower follower) {
        this.follower = follower;
    }

    /** Microseconds from each commit to its arrival as it was seen, sorted; rows come in the order of their commits. */
    List<Long> measure(ChangeSource source, int aSecond, int seconds) throws Exception {
        int count = aSecond * seconds;
        long[] committed = new long[count];
        long first = source.mark();
        Thread load = new Thread(() -> commit(source, committed, aSecond), "bench-load");
        load.start();
        List<Long> micros = new ArrayList<>(count);
        int next = 0;
        while (next < count) {
            int seen = newest(first, next, committed);
            long now = System.nanoTime();
            for (; next < seen; next++) {
                micros.add((now - committed[next]) / 1000);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        load.join();
        micros.sort(null);
        return micros;
    }

    /** How many rows have come: the step doubles while they are there. */
    private int newest(long first, int from, long[] committed) throws Exception {
        int found = from;
        for (int step = 1; found < committed.length; step *= 2) {
            int ahead = Math.min(found + step, committed.length);
            if (committed[ahead - 1] == 0 || !follower.has(first + ahead)) {
                return found;
            }
            found = ahead;
        }
        return found;
    }

    private static void commit(ChangeSource source, long[] committed, int aSecond) {
        long start = System.nanoTime();
        long gap = Duration.ofSeconds(1).toNanos() / aSecond;
        try (SingleRows rows = new SingleRows(source)) {
            for (int i = 0; i < committed.length; i++) {
                long due = start + i * gap;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                rows.insert(source.number());
                committed[i] = System.nanoTime();
            }
        } catch (java.sql.SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
