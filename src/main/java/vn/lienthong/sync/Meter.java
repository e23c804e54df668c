package vn.lienthong.sync;

import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.JobName;

/** How far a run has come; told by the run's thread, asked by others. */
final class Meter {
    /** The speed shown is that of the last seconds, so that it neither jumps nor lies about now. */
    private static final long WINDOW_NANOS = Duration.ofSeconds(5).toNanos();

    private final ArrayDeque<Mark> marks = new ArrayDeque<>();
    private RunProgress.Phase phase = RunProgress.Phase.STARTING;
    private Counts counts = Counts.NONE;
    private @Nullable Long expected;

    synchronized void phase(RunProgress.Phase now) {
        phase = now;
    }

    synchronized void expect(@Nullable Long rows) {
        expected = rows;
    }

    synchronized void counts(Counts now) {
        counts = now;
        long nanos = System.nanoTime();
        marks.add(new Mark(nanos, now.read()));
        while (marks.size() > 2 && nanos - marks.getFirst().nanos() > WINDOW_NANOS) {
            marks.removeFirst();
        }
    }

    synchronized Counts counts() {
        return counts;
    }

    synchronized @Nullable Long expected() {
        return expected;
    }

    synchronized RunProgress progress(long run, JobName job) {
        double speed = speed();
        Duration remaining = expected == null || speed <= 0 || phase != RunProgress.Phase.READING
                ? null
                : Duration.ofMillis((long) (1000 * Math.max(0, expected - counts.read()) / speed));
        return new RunProgress(run, job, RunState.RUNNING, phase, counts, expected, speed, remaining);
    }

    private double speed() {
        if (marks.size() < 2 || phase != RunProgress.Phase.READING) {
            return 0;
        }
        Mark first = marks.getFirst();
        long rows = marks.getLast().read() - first.read();
        return rows * 1e9 / Math.max(1_000_000, System.nanoTime() - first.nanos());
    }

    private record Mark(long nanos, long read) {}
}
