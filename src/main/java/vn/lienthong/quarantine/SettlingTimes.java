package vn.lienthong.quarantine;

import java.time.Clock;
import java.time.Instant;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import vn.lienthong.calendar.Calendars;

/** How long held rows have before they should be settled, by the working days of the hub's calendar. For every thread. */
@Component
public class SettlingTimes {
    private final Calendars calendars;
    private final Clock clock;
    private final int days;

    SettlingTimes(Calendars calendars, Clock clock, @Value("${lienthong.quarantine.days:5}") int days) {
        this.calendars = calendars;
        this.clock = clock;
        this.days = Math.max(1, days);
    }

    /** The time of a row that came at this moment. */
    public SettlingTime since(Instant came) {
        return SettlingTime.of(came, clock.instant(), calendars.now(), days);
    }
}
