package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.lienthong.calendar.Calendar;
import vn.lienthong.calendar.Calendars;
import vn.lienthong.calendar.Closures;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.kernel.JobName;

/** A promise is broken at its moment and not before: over nights, weekends, Tet and maintenance. */
class PromiseTest {
    private static final Calendar VIETNAM = Calendars.shipped(new DocumentKinds());
    private static final Promise WORKING = by("06:00", "00:00", false);
    private static final Promise EVERY_DAY = by("06:00", "00:00", true);
    private static final Promise NIGHT_BEFORE = by("06:00", "21:00", false);
    private static final Promise AT_MIDNIGHT = by("00:00", "18:00", true);
    private static final Promise QUARTER = new Promise.Within(Duration.ofMinutes(15));

    @ParameterizedTest
    @CsvSource({
        // Friday 27 November 2026
        "2026-11-27T01:30, 2026-11-27T06:00, true",
        "2026-11-26T01:30, 2026-11-27T05:59, true",
        "2026-11-26T01:30, 2026-11-27T06:00, false",
        "2026-11-26T23:59, 2026-11-27T06:00, false", // what was read the day before is not that day's
        "2026-11-27T00:00, 2026-11-27T06:00, true",
        "2026-11-27T07:10, 2026-11-27T07:30, true", // late, but there
        // the weekend asks for nothing; Monday does
        "2026-11-27T01:30, 2026-11-29T23:00, true",
        "2026-11-27T01:30, 2026-11-30T05:59, true",
        "2026-11-27T01:30, 2026-11-30T06:00, false",
        // a promise that Friday broke stays broken over the weekend
        "2026-11-26T01:30, 2026-11-28T10:00, false",
        // Tet 2026: from Monday 16 to Friday 20 February nobody works
        "2026-02-13T01:30, 2026-02-22T23:59, true",
        "2026-02-13T01:30, 2026-02-23T06:00, false",
        // a Saturday that makes up for a Friday
        "2026-01-09T01:30, 2026-01-10T06:00, false",
        "2025-12-31T01:30, 2026-01-04T12:00, true"
    })
    void anHourOfWorkingDaysIsKeptUntilItIsNot(String fresh, String now, boolean kept) {
        assertThat(broken(WORKING, fresh, null, now) == null).isEqualTo(kept);
    }

    @Test
    void everyDayCountsWhereThatIsPromised() {
        assertThat(broken(EVERY_DAY, "2026-11-27T01:30", null, "2026-11-28T06:00"))
                .isEqualTo(at("2026-11-28T06:00"));
        assertThat(broken(EVERY_DAY, "2026-02-16T01:30", null, "2026-02-17T07:00"))
                .isEqualTo(at("2026-02-17T06:00"));
    }

    @Test
    void theEveningBeforeCountsWhereTheDayBeginsThen() {
        assertThat(broken(NIGHT_BEFORE, "2026-11-26T22:00", null, "2026-11-27T06:00"))
                .isNull();
        assertThat(broken(NIGHT_BEFORE, "2026-11-26T20:59", null, "2026-11-27T06:00"))
                .isEqualTo(at("2026-11-27T06:00"));
        // read on Sunday evening, for Monday
        assertThat(broken(NIGHT_BEFORE, "2026-11-29T21:00", null, "2026-11-30T06:00"))
                .isNull();
    }

    @Test
    void midnightBelongsToTheDayThatBegins() {
        assertThat(broken(AT_MIDNIGHT, "2026-11-26T17:59", null, "2026-11-26T23:59"))
                .as("of the 26th at 00:00 this was read long after")
                .isNull();
        assertThat(broken(AT_MIDNIGHT, "2026-11-26T17:59", null, "2026-11-27T00:00"))
                .isEqualTo(at("2026-11-27T00:00"));
        assertThat(broken(AT_MIDNIGHT, "2026-11-26T18:00", null, "2026-11-27T00:00"))
                .isNull();
    }

    @Test
    void whatWasNeverTriedIsNotBrokenAndWhatNeverSucceededIs() {
        assertThat(broken(WORKING, null, null, "2026-11-27T09:00")).isNull();
        assertThat(broken(WORKING, null, "2026-11-27T08:00", "2026-11-27T09:00"))
                .as("the job is younger than the promise")
                .isNull();
        assertThat(broken(WORKING, null, "2026-11-27T01:30", "2026-11-27T09:00"))
                .isEqualTo(at("2026-11-27T06:00"));
        assertThat(broken(QUARTER, null, null, "2026-11-27T09:00")).isNull();
        assertThat(broken(QUARTER, null, "2026-11-27T08:00", "2026-11-27T09:00"))
                .isEqualTo(at("2026-11-27T08:15"));
    }

    @Test
    void anAgeIsKeptToTheMinuteAlsoOverMidnight() {
        assertThat(broken(QUARTER, "2026-11-26T23:50", null, "2026-11-27T00:05"))
                .isNull();
        assertThat(broken(QUARTER, "2026-11-26T23:50", null, "2026-11-27T00:06"))
                .isEqualTo(at("2026-11-27T00:05"));
    }

    @Test
    void hoursOfMaintenanceAreAddedToThePromise(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("calendar.yaml");
        Files.writeString(
                file, "maintenance: [{ because: a, jobs: [pupils], from: 2026-11-27T01:00, until: 2026-11-27T05:00 }]");
        Closures closures = new Calendars(file, new DocumentKinds()).now().closures(new JobName("pupils"), List.of());

        assertThat(WORKING.brokenAt(at("2026-11-26T01:30"), null, at("2026-11-27T09:59"), VIETNAM, closures))
                .isEmpty();
        assertThat(WORKING.brokenAt(at("2026-11-26T01:30"), null, at("2026-11-27T10:00"), VIETNAM, closures))
                .contains(at("2026-11-27T10:00"));
        assertThat(QUARTER.brokenAt(at("2026-11-27T00:55"), null, at("2026-11-27T05:10"), VIETNAM, closures))
                .isEmpty();
        assertThat(QUARTER.brokenAt(at("2026-11-27T00:55"), null, at("2026-11-27T05:11"), VIETNAM, closures))
                .contains(at("2026-11-27T05:10"));
    }

    private static @Nullable Instant broken(
            Promise promise, @Nullable String fresh, @Nullable String asked, String now) {
        return promise.brokenAt(
                        fresh == null ? null : at(fresh),
                        asked == null ? null : at(asked),
                        at(now),
                        VIETNAM,
                        Closures.NONE)
                .orElse(null);
    }

    private static Promise by(String hour, String since, boolean everyDay) {
        return new Promise.By(LocalTime.parse(hour), LocalTime.parse(since), everyDay, Calendar.ZONE);
    }

    private static Instant at(String moment) {
        return LocalDateTime.parse(moment).atZone(Calendar.ZONE).toInstant();
    }
}
