package vn.lienthong.sync;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Text;

/**
 * One execution of a sync job, as the hub's state has it (at most a second old while it runs).
 *
 * @param id its number
 * @param job whose run it is
 * @param state where it stands
 * @param trigger what asked for it
 * @param actor who asked for it; {@code schedule} for the clock
 * @param requested when it was asked for
 * @param started when it began; null before
 * @param finished when it ended; null before
 * @param attempts how often it was begun or resumed
 * @param counts what became of its rows so far
 * @param expected about how many rows will be read, null where unknown
 * @param failure why it failed, or why it is paused; null where neither
 * @param stop what a guard stopped; kept after the decision; null where no guard spoke
 * @param retryAt when a paused run is tried again
 * @param notes what it cannot promise or left undone, in words
 */
public record Run(
        long id,
        JobName job,
        RunState state,
        Trigger trigger,
        String actor,
        Instant requested,
        @Nullable Instant started,
        @Nullable Instant finished,
        int attempts,
        Counts counts,
        @Nullable Long expected,
        @Nullable RunFailure failure,
        @Nullable GuardStop stop,
        @Nullable Instant retryAt,
        List<Text> notes) {
    /** What asks for a run. */
    public enum Trigger {
        SCHEDULE,
        PERSON,
        /** The job follows its source, so it always runs. */
        FOLLOWING
    }
}
