package vn.lienthong.sync;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ChangeBacklog;

/**
 * What the page of a job that follows its source says of that.
 *
 * @param seen how far behind it was last seen; null before it was
 * @param inStep whether everything has arrived
 * @param silent whether the source was not heard of for too long
 * @param lag how old the newest change that arrived is; null before the first
 * @param percent how much of the agreed cap the source's log takes, 100 at most; null where unknown
 * @param warning {@code ok}, {@code slow} or {@code fail}, by that share
 * @param untilCap when the cap is reached if the log grows on as of late; null where it does not
 * @param said what a person has said to a gap and no run has heeded yet
 */
record Following(
        @Nullable ChangeBacklog seen,
        boolean inStep,
        boolean silent,
        @Nullable Duration lag,
        @Nullable Integer percent,
        String warning,
        @Nullable Duration untilCap,
        Follows.@Nullable Answer said) {
    static Following of(Follows.Standing standing, Instant now) {
        Integer percent = standing.percentOfCap();
        return new Following(
                standing.backlog(),
                standing.inStep(),
                standing.silent(now),
                standing.age(now),
                percent == null ? null : (Integer) Math.min(100, percent),
                standing.warning(),
                standing.untilCap(),
                standing.said());
    }

    /** What of it is worth to read the page again; figures that move come by themselves. */
    String mark() {
        return warning + said;
    }
}
