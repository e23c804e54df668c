package vn.lienthong.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.LocalTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.lienthong.calendar.Calendar;
import vn.lienthong.calendar.Calendars;
import vn.lienthong.document.DocumentKinds;

/** Messages wait exactly as long as it is quiet. */
class QuietTest {
    private static final Calendar VIETNAM = Calendars.shipped(new DocumentKinds());

    @ParameterizedTest
    @CsvSource({
        // hours over midnight; Friday 27 November 2026
        "22:00-06:00, false, 2026-11-27T21:59, 2026-11-27T21:59",
        "22:00-06:00, false, 2026-11-27T22:00, 2026-11-28T06:00",
        "22:00-06:00, false, 2026-11-28T00:00, 2026-11-28T06:00",
        "22:00-06:00, false, 2026-11-28T06:00, 2026-11-28T06:00",
        // hours within a day
        "12:00-13:30, false, 2026-11-27T13:29, 2026-11-27T13:30",
        "12:00-13:30, false, 2026-11-27T11:59, 2026-11-27T11:59",
        // days off
        "22:00-06:00, true, 2026-11-27T23:00, 2026-11-30T06:00",
        "22:00-06:00, true, 2026-11-29T12:00, 2026-11-30T06:00",
        "12:00-13:30, true, 2026-11-28T12:30, 2026-11-30T00:00",
        "22:00-06:00, true, 2026-02-14T09:00, 2026-02-23T06:00"
    })
    void aMessageWaitsForTheEndOfIt(String hours, boolean daysOff, String moment, String leaves) {
        String[] ends = hours.split("-");
        Quiet quiet = new Quiet(LocalTime.parse(ends[0]), LocalTime.parse(ends[1]), daysOff);

        assertThat(quiet.over(LocalDateTime.parse(moment).atZone(Calendar.ZONE).toInstant(), VIETNAM))
                .isEqualTo(LocalDateTime.parse(leaves).atZone(Calendar.ZONE).toInstant());
    }
}
