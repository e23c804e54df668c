package vn.lienthong.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.JobName;

/** Days are worked as the country works them and as the file of the hub says; what rests does not count. */
class CalendarTest {
    private static final ConnectorName SMAS = new ConnectorName("smas");
    private static final JobName PUPILS = new JobName("pupils");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "2026-11-27, true", // a Friday
        "2026-11-28, false",
        "2026-11-29, false",
        "2026-02-16, false", // the last day of the lunar year
        "2026-02-20, false",
        "2026-02-23, true",
        "2026-04-26, false", // the Hung Kings' day, a Sunday, and the Monday for it
        "2026-04-27, false",
        "2026-01-02, false",
        "2026-01-10, true", // the Saturday for it
        "2026-08-22, true",
        "2026-08-31, false",
        "2027-02-05, false",
        "2027-02-11, false", // for the Sunday within Tet
        "2027-02-12, true",
        "2030-02-01, false", // Tet by the Vietnamese meridian is on the 2nd, by the Chinese one on the 3rd
        "2030-02-06, false",
        "2030-02-08, true"
    })
    void theCountryWorksOnItsWorkingDays(LocalDate day, boolean works) {
        assertThat(calendars().now().works(day)).isEqualTo(works);
    }

    @Test
    void theFileOverrulesBothWaysAndAWrongOneChangesNothing() throws IOException {
        Calendars calendars = calendars();
        write(1, """
                off:  [{ date: 2027-03-01, because: Nghỉ }, { date: 2026-08-22, because: Bão }]
                work: [{ date: 2027-02-05, because: Trực }]
                announced: [2027]
                """);
        assertThat(calendars.now().works(LocalDate.of(2027, 3, 1))).isFalse();
        assertThat(calendars.now().works(LocalDate.of(2026, 8, 22))).isFalse();
        assertThat(calendars.now().works(LocalDate.of(2027, 2, 5))).isTrue();
        assertThat(calendars.now().announced()).contains(2026, 2027);

        write(2, "off: [{ date: 2027-02-30, because: Nghỉ }]");
        assertThat(calendars.now().works(LocalDate.of(2027, 3, 1))).isFalse();
        assertThat(calendars.problems()).hasSize(1);
        assertThat(calendars.problems().get(0).what().en()).isEqualTo("There is no \"2027-02-30\".");

        Files.delete(folder.resolve("calendar.yaml"));
        assertThat(calendars.now().works(LocalDate.of(2027, 3, 1))).isTrue();
        assertThat(calendars.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "off: [{ date: 2027-03-01, because: a }]\nwork: [{ date: 2027-03-01, because: b }]",
                "off: []\nmaintenance: [{ because: a, jobs: [b], from: 2026-12-05T22:00, until: 2026-12-05T21:00 }]",
                "off: []\nmaintenance: [{ because: a, jobs: [b], from: 2026-12-05T22:00 }]",
                "off: []\nmaintenance: [{ because: a, every: day, at: \"22:00-04:00\" }]",
                "off: []\nmaintenance: [{ because: a, jobs: [b], every: someday, at: \"22:00-04:00\" }]"
            })
    void whatIsWrongIsSaidWithItsLine(String text) throws IOException {
        write(1, text);

        assertThat(calendars().problems()).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.line()).isEqualTo(2);
            assertThat(problem.what().vi()).isNotBlank();
            assertThat(problem.remedy().en()).isNotBlank();
        });
    }

    @Test
    void whatRestsDoesNotCount() throws IOException {
        write(1, """
                maintenance:
                  - { because: Nâng cấp, connectors: [smas], from: 2026-12-05T22:00, until: 2026-12-06T04:00 }
                  - { because: Sao lưu, jobs: [pupils], every: sunday, at: "23:00-01:00" }
                """);
        Calendar calendar = calendars().now();
        Closures both = calendar.closures(PUPILS, List.of(SMAS));

        assertThat(both.after(at("2026-12-05T20:00"), Duration.ofHours(2))).isEqualTo(at("2026-12-05T22:00"));
        assertThat(both.after(at("2026-12-05T20:00"), Duration.ofHours(3))).isEqualTo(at("2026-12-06T05:00"));
        assertThat(both.after(at("2026-12-05T23:30"), Duration.ofMinutes(10))).isEqualTo(at("2026-12-06T04:10"));
        // the night of Sunday, over midnight
        assertThat(both.after(at("2026-12-06T04:00"), Duration.ofHours(20))).isEqualTo(at("2026-12-07T02:00"));
        assertThat(both.at(at("2026-12-07T00:59")).orElseThrow().because()).isEqualTo("Sao lưu");
        assertThat(both.at(at("2026-12-07T01:00"))).isEmpty();

        assertThat(calendar.closures(PUPILS, List.of()).at(at("2026-12-05T23:00")))
                .isEmpty();
        assertThat(calendar.closures(SMAS).at(at("2026-12-05T23:00"))).isPresent();
        assertThat(Closures.NONE.after(at("2026-12-05T20:00"), Duration.ofHours(3)))
                .isEqualTo(at("2026-12-05T23:00"));
    }

    private Calendars calendars() {
        return new Calendars(folder.resolve("calendar.yaml"), new DocumentKinds());
    }

    /** @param version files of one second differ by their time */
    private void write(int version, String text) throws IOException {
        Path file = folder.resolve("calendar.yaml");
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(version * 1_000L));
    }

    private static Instant at(String moment) {
        return LocalDateTime.parse(moment).atZone(Calendar.ZONE).toInstant();
    }
}
