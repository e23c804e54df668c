package vn.lienthong.console;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Health;
import vn.lienthong.sync.Follows;
import vn.lienthong.sync.JobFacts;
import vn.lienthong.sync.Look;
import vn.lienthong.sync.Run;
import vn.lienthong.sync.SyncJob;

/**
 * How a job stands at one moment.
 *
 * @param health how it does
 * @param besideLog the same, whatever its source's log has grown to, which is told with what to do about that source
 * @param due when the clock starts it, null where it does not
 * @param fresh when its target was last known to be as its source is; null where it never was
 */
record JobState(
        SyncJob job,
        @Nullable Run newest,
        Health health,
        Health besideLog,
        @Nullable Instant due,
        @Nullable Instant fresh) {
    /** Its shape. */
    String state() {
        return Look.of(health).state();
    }

    static JobState of(JobFacts facts, Instant now) {
        return new JobState(
                facts.job(),
                facts.newest(),
                facts.health(now),
                facts.healthBesideLog(now),
                facts.due(),
                fresh(facts.followed(), facts.good()));
    }

    private static @Nullable Instant fresh(Follows.@Nullable Standing followed, @Nullable Run good) {
        if (followed != null
                && followed.inStep()
                && followed.backlog() != null
                && followed.backlog().heard() != null) {
            return followed.backlog().heard();
        }
        return good == null ? null : good.finished();
    }
}
