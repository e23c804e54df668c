package vn.lienthong.route;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a route did in the time that is looked at.
 *
 * @param turns batches of a job, calls of a service
 * @param failed how many of them in vain
 * @param moved rows of a job, calls of a service
 * @param perSecond of these, over the last quarter of an hour
 * @param p50 how long half of the turns took at most; null where there was none
 * @param p99 the same for 99 of a hundred
 * @param mostInFlight exchanges at once on one node, at most
 * @param last the minute in which there was one last; null where there was none
 * @param traffic what moved in each sixtieth of the time, oldest first
 */
public record Figures(
        long turns,
        long failed,
        long moved,
        double perSecond,
        @Nullable Duration p50,
        @Nullable Duration p99,
        int mostInFlight,
        @Nullable Instant last,
        List<Long> traffic) {
    static final Figures NONE = of(Tally.NONE, 0, Collections.nCopies(RouteFigures.PIECES, 0L));

    /** The same with another speed. */
    Figures with(double now) {
        return new Figures(turns, failed, moved, now, p50, p99, mostInFlight, last, traffic);
    }

    static Figures of(Tally tally, double perSecond, List<Long> traffic) {
        return new Figures(
                tally.count(),
                tally.failed(),
                tally.moved(),
                perSecond,
                Times.quantile(tally.times(), 0.5),
                Times.quantile(tally.times(), 0.99),
                tally.mostInFlight(),
                tally.last(),
                traffic);
    }
}
