package vn.lienthong.sync;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.JobName;

/**
 * How far a run has come, this moment.
 *
 * @param phase what it is doing
 * @param counts what became of its rows so far, with what is not committed yet
 * @param expected about how many rows will be read, null where unknown
 * @param rowsPerSecond rows read a second, over the last seconds
 * @param remaining about how long reading still takes, null where unknown
 */
public record RunProgress(
        long run,
        JobName job,
        RunState state,
        Phase phase,
        Counts counts,
        @Nullable Long expected,
        double rowsPerSecond,
        @Nullable Duration remaining) {
    /** What a run does, in order. */
    public enum Phase {
        STARTING,
        READING,
        DELETING,
        FINISHING,
        OVER
    }

    /** The share read so far in percent, or null where the total is unknown. */
    public @Nullable Integer percent() {
        if (expected == null || expected <= 0) {
            return null;
        }
        return (int) Math.min(phase == Phase.READING ? 99 : 100, counts.read() * 100 / expected);
    }
}
