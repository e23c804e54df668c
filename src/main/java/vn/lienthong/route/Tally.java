package vn.lienthong.route;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a route or one of its steps did in some time.
 *
 * @param count how often
 * @param failed how often in vain
 * @param moved rows of a job, calls of a service
 * @param micros all its time together, in microseconds
 * @param mostInFlight how many exchanges at once, at most
 * @param last when the newest of it was, to the minute; null where there is none
 * @param times how long each took, by place of {@link Times}
 */
record Tally(
        long count,
        long failed,
        long moved,
        long micros,
        int mostInFlight,
        @Nullable Instant last,
        List<Long> times) {
    static final Tally NONE = new Tally(0, 0, 0, 0, 0, null, List.of());

    Tally plus(Tally other) {
        return new Tally(
                count + other.count,
                failed + other.failed,
                moved + other.moved,
                micros + other.micros,
                Math.max(mostInFlight, other.mostInFlight),
                later(last, other.last),
                Times.plus(times, other.times));
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }
}
