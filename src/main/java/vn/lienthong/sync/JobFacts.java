package vn.lienthong.sync;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.calendar.Calendar;
import vn.lienthong.calendar.Closures;
import vn.lienthong.connector.ChangeBacklog;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.DatasetName;
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
 * @param calendar working days and maintenance
 */
public record JobFacts(
        SyncJob job,
        @Nullable Run newest,
        @Nullable Run good,
        RunControl.Standing standing,
        @Nullable Instant due,
        Follows.@Nullable Standing followed,
        JobRunner.Carrier carrier,
        List<ConnectorName> resting,
        Calendar calendar) {
    /** How it does: the one judgement that pages, programs and the command line show. */
    public Health health(Instant now) {
        return JobHealth.of(this, now);
    }

    /** The same, whatever the log that its source keeps for it has grown to. */
    public Health healthBesideLog(Instant now) {
        return JobHealth.besideLog(this, now);
    }

    /**
     * When its target was last known to be as its source was. Of a job that follows and is not in step yet this is its newest change,
     * or the begin of its run: it has until the promise is broken to catch up. Null where it never was.
     */
    public @Nullable Instant fresh() {
        if (!job.follows()) {
            return good == null ? null : good.started();
        }
        ChangeBacklog seen = followed == null ? null : followed.backlog();
        if (seen == null) {
            return null;
        }
        if (followed.inStep()) {
            return seen.heard();
        }
        boolean running = newest != null && newest.state() == RunState.RUNNING && newest.started() != null;
        Instant begun = running ? newest.started() : null;
        return begun != null && (seen.lastChange() == null || begun.isAfter(seen.lastChange()))
                ? begun
                : seen.lastChange();
    }

    /** Times in which it may rest: that of itself and of the systems it needs. */
    Closures closures() {
        return calendar.closures(
                job.name(),
                job.datasets().map(DatasetName::connector).distinct().toList());
    }

    /** The same as a shape and a word. */
    public Look look(Instant now) {
        return Look.of(health(now));
    }
}
