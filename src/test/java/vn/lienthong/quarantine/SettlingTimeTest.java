package vn.lienthong.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.lienthong.calendar.Calendar;

/** Days on which nobody works do not count. */
class SettlingTimeTest {
    private static final Calendar CALENDAR =
            new Calendar(Map.of(LocalDate.of(2026, 9, 2), "Quốc khánh"), Map.of(), Set.of(2026), List.of());

    /** A Friday afternoon. */
    private static final Instant CAME = Instant.parse("2026-08-28T08:00:00Z");

    @Test
    void weekendsAndHolidaysGiveTime() {
        SettlingTime time = at("2026-08-31T02:00:00Z");
        assertThat(time.due()).as("Monday, Tuesday, Thursday, Friday, Monday").isEqualTo("2026-09-07T10:00:00Z");
        assertThat(time.used()).isOne();
        assertThat(time.left()).isEqualTo(4);
        assertThat(time.state()).isEqualTo("off");
        assertThat(at("2026-08-30T02:00:00Z").used()).as("a Sunday").isZero();
        assertThat(at("2026-09-02T02:00:00Z").used()).as("a holiday").isEqualTo(2);
    }

    @Test
    void itIsRedFromOneDayBeforeTheEndOn() {
        assertThat(at("2026-09-03T02:00:00Z").state()).isEqualTo("slow");
        assertThat(at("2026-09-04T02:00:00Z").state()).isEqualTo("fail");
        SettlingTime last = at("2026-09-07T09:59:00Z");
        assertThat(last.left()).isZero();
        assertThat(last.over()).isFalse();
        assertThat(at("2026-09-07T10:00:01Z").over()).isTrue();
        assertThat(at("2026-10-01T00:00:00Z").used())
                .as("no more than there are")
                .isEqualTo(5);
    }

    private static SettlingTime at(String now) {
        return SettlingTime.of(CAME, Instant.parse(now), CALENDAR, 5);
    }
}
