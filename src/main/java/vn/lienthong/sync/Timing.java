package vn.lienthong.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * When a job runs by itself: by a six-field cron in a zone, or every so often.
 *
 * @param cron the cron expression, seconds first; null where {@code every} rules
 * @param zone the zone that the cron is read in
 * @param every the time from one start to the next; null where {@code cron} rules
 */
public record Timing(
        @Nullable String cron, ZoneId zone, @Nullable Duration every) {
    /** The zone of jobs that name none. */
    public static final ZoneId DEFAULT_ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    static Timing cron(String expression, ZoneId zone) {
        CronExpression.parse(expression);
        return new Timing(expression, zone, null);
    }

    static Timing every(Duration every) {
        return new Timing(null, DEFAULT_ZONE, every);
    }

    /** The first moment after {@code moment} at which the job is due. */
    public Instant next(Instant moment) {
        if (every != null) {
            return moment.plus(every);
        }
        ZonedDateTime next = CronExpression.parse(cron).next(moment.atZone(zone));
        return next == null ? Instant.MAX : next.toInstant();
    }

    /** The usual time between two starts, to judge lateness by. */
    public Duration interval(Instant moment) {
        if (every != null) {
            return every;
        }
        Instant first = next(moment);
        return Duration.between(first, next(first));
    }

    /** As files write it. */
    @Override
    public String toString() {
        return every != null ? "every " + Durations.write(every) : cron + " (" + zone + ")";
    }
}
