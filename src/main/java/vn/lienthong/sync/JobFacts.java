package vn.lienthong.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a job at one moment.
 *
 * @param newest its newest run, null where it never ran
 * @param good its newest good run
 * @param due when the clock starts it, null where it does not
 * @param followed how it follows its source; null where it does not, or has not begun
 */
public record JobFacts(
        SyncJob job,
        @Nullable Run newest,
        @Nullable Run good,
        RunControl.Standing standing,
        @Nullable Instant due,
        Follows.@Nullable Standing followed) {
    /** How it stands. */
    public Look look(Instant now) {
        return Look.of(job, newest, standing, followed, now);
    }
}
