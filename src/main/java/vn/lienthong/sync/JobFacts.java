package vn.lienthong.sync;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Health;

/**
 * What is known of a job at one moment.
 *
 * @param newest its newest run, null where it never ran
 * @param good its newest good run
 * @param due when the clock starts it, null where it does not
 * @param followed how it follows its source; null where it does not, or has not begun
 * @param carrier whether this node can carry its runs out
 * @param resting systems it asks about its rows that are left alone for now
 */
public record JobFacts(
        SyncJob job,
        @Nullable Run newest,
        @Nullable Run good,
        RunControl.Standing standing,
        @Nullable Instant due,
        Follows.@Nullable Standing followed,
        JobRunner.Carrier carrier,
        List<ConnectorName> resting) {
    /** How it does: the one judgement that pages, programs and the command line show. */
    public Health health(Instant now) {
        return JobHealth.of(this, now);
    }

    /** The same, whatever the log that its source keeps for it has grown to. */
    public Health healthBesideLog(Instant now) {
        return JobHealth.besideLog(this, now);
    }

    /** The same as a shape and a word. */
    public Look look(Instant now) {
        return Look.of(health(now));
    }
}
