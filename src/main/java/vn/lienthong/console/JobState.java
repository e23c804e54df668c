package vn.lienthong.console;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.lienthong.sync.Follows;
import vn.lienthong.sync.Look;
import vn.lienthong.sync.Run;
import vn.lienthong.sync.RunControl;
import vn.lienthong.sync.SyncJob;

/**
 * How a job stands at one moment.
 *
 * @param fresh when its target was last known to be as its source is; null where it never was
 */
record JobState(
        SyncJob job,
        @Nullable Run newest,
        String state,
        @Nullable Instant fresh) {
    static JobState of(
            SyncJob job,
            @Nullable Run newest,
            RunControl.@Nullable Standing held,
            Follows.@Nullable Standing followed,
            Instant now) {
        Look look = Look.of(job, newest, held == null ? RunControl.Standing.ON : held, followed, now);
        boolean heard = followed != null && followed.inStep() && followed.backlog() != null;
        return new JobState(
                job, newest, look.state(), heard ? followed.backlog().heard() : null);
    }
}
