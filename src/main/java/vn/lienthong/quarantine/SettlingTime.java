package vn.lienthong.quarantine;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import vn.lienthong.calendar.Calendar;

/**
 * How far the time to settle something has gone, in working days.
 *
 * @param used how many of them have begun
 * @param days how many there are
 * @param due when they are over
 */
public record SettlingTime(int used, int days, Instant due, boolean over) {
    private static final LocalTime OFFICES_CLOSE = LocalTime.of(17, 0);

    /** No holidays last so long. */
    private static final int MOST_DAYS = 1000;

    /** The first day is the working day after the one on which it came. */
    static SettlingTime of(Instant came, Instant now, Calendar calendar, int days) {
        LocalDate today = LocalDate.ofInstant(now, Calendar.ZONE);
        LocalDate day = LocalDate.ofInstant(came, Calendar.ZONE);
        LocalDate stop = day.plusDays(MOST_DAYS);
        int counted = 0;
        int used = 0;
        while (counted < days && day.isBefore(stop)) {
            day = day.plusDays(1);
            if (calendar.works(day)) {
                counted++;
                used = day.isAfter(today) ? used : counted;
            }
        }
        Instant due = day.atTime(OFFICES_CLOSE).atZone(Calendar.ZONE).toInstant();
        return new SettlingTime(used, days, due, now.isAfter(due));
    }

    /** Working days after today. */
    public int left() {
        return days - used;
    }

    /** Its shape: red from one working day before the end on. */
    public String state() {
        return over || left() <= 1 ? "fail" : left() == 2 ? "slow" : "off";
    }
}
