package vn.lienthong.alert;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import vn.lienthong.calendar.Calendar;

/**
 * When messages wait.
 *
 * @param from null, with {@code until}, where no hours are quiet
 * @param until where it is not later than {@code from}, that of the next day
 * @param daysOff whether days off are quiet, too
 */
record Quiet(@Nullable LocalTime from, @Nullable LocalTime until, boolean daysOff) {
    /** Never. */
    static final Quiet NEVER = new Quiet(null, null, false);

    /** No holidays last so long. */
    private static final int MOST_DAYS = 60;

    /** The moment itself, or the first after it that is not quiet. */
    Instant over(Instant moment, Calendar calendar) {
        ZonedDateTime at = moment.atZone(Calendar.ZONE);
        for (int day = 0; day < MOST_DAYS; day++) {
            if (daysOff && !calendar.works(at.toLocalDate())) {
                at = at.toLocalDate().plusDays(1).atStartOfDay(Calendar.ZONE);
            } else if (quiet(at.toLocalTime())) {
                at = end(at);
            } else {
                break;
            }
        }
        return at.toInstant();
    }

    private boolean quiet(LocalTime hour) {
        if (from == null || until == null) {
            return false;
        }
        boolean begun = !hour.isBefore(from);
        boolean goesOn = hour.isBefore(until);
        return from.isBefore(until) ? begun && goesOn : begun || goesOn;
    }

    private ZonedDateTime end(ZonedDateTime at) {
        LocalDate today = at.toLocalDate();
        boolean tomorrow = until != null && !at.toLocalTime().isBefore(until);
        return (tomorrow ? today.plusDays(1) : today)
                .atTime(until == null ? LocalTime.MIDNIGHT : until)
                .atZone(Calendar.ZONE);
    }
}
