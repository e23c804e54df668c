package vn.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.DocumentKinds;

/** What a service's file says of its end, and what of it goes into answers. */
class RetirementTest {
    private static DataService read(String end) {
        return new ServiceReader(new DocumentKinds()).read(Document.parse("routes/old.service.yaml", """
                        service: old
                        version: 1
                        title: { vi: Cũ, en: Old }
                        agency: G03
                        dataset: csdl/pupils
                        ask: [personal_id]
                        answer: [school_code]
                        """ + end), "old");
    }

    private static void refused(String end, String why, int line) {
        DocumentException wrong = catchThrowableOfType(DocumentException.class, () -> read(end));
        assertThat(wrong.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.what().en()).contains(why);
            assertThat(problem.line()).isEqualTo(line);
        });
    }

    @Test
    void headersSayTheFirstMomentOfTheDayAndTheFirstAfterTheLast() {
        Retirement retirement =
                read("deprecated: 2027-01-01\nuntil: 2027-06-30\n").retirement();

        assertThat(retirement.headers())
                .isEqualTo(Map.of("Deprecation", "@1798736400", "Sunset", "Wed, 30 Jun 2027 17:00:00 GMT"));
        assertThat(retirement.over(LocalDate.of(2027, 6, 30))).isFalse();
        assertThat(retirement.over(LocalDate.of(2027, 7, 1))).isTrue();
        assertThat(read("deprecated: 2027-01-01\n").retirement().headers()).containsOnlyKeys("Deprecation");
        assertThat(read("").retirement()).isEqualTo(Retirement.NONE);
        assertThat(Retirement.NONE.headers()).isEmpty();
    }

    @Test
    void anEndIsAnnouncedAndComesAfterItsAnnouncement() {
        refused("until: 2027-06-30\n", "nothing says from when", 8);
        refused("deprecated: 2027-07-01\nuntil: 2027-06-30\n", "before it should no longer be used", 9);
        refused("deprecated: soon\n", "is no day", 8);
    }
}
