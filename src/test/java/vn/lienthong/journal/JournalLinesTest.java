package vn.lienthong.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Secret;
import vn.lienthong.testing.SetClock;

class JournalLinesTest {
    private static final Instant BEGIN = Instant.parse("2026-10-30T00:00:00Z");

    @TempDir
    private Path folder;

    private final SetClock clock = new SetClock(BEGIN);
    private TestJournal hub;
    private JournalLines lines;

    /** An entry an hour, over the end of a month. */
    @BeforeEach
    void fourDays() {
        hub = TestJournal.in(folder, clock);
        lines = new JournalLines(hub.state());
        for (int hour = 0; hour < 96; hour++) {
            hub.journal().record(entry(hour));
            clock.advance(Duration.ofHours(1));
        }
    }

    @Test
    void eachConditionAndAllTogetherFindTheirOwn() {
        assertThat(found(asked("lan", null, null, null, null, null, null))).hasSize(32);
        assertThat(found(asked(null, "job.stopped", null, null, null, null, null)))
                .hasSize(48);
        assertThat(found(asked(null, null, "job/7", null, null, null, null))).containsExactly(8L);
        assertThat(found(asked(null, null, null, Asked.Outcome.REFUSED, null, null, null)))
                .hasSize(20);
        assertThat(found(asked(null, null, null, Asked.Outcome.DONE, null, null, null)))
                .hasSize(76);
        assertThat(found(asked(null, null, null, null, null, null, "H26")))
                .hasSize(24)
                .startsWith(93L);
        assertThat(found(asked(
                        null, null, null, null, BEGIN.plusSeconds(3600 * 50), BEGIN.plusSeconds(3600 * 52), null)))
                .containsExactly(52L, 51L);
        assertThat(found(asked(
                        "lan", "job.stopped", null, Asked.Outcome.REFUSED, BEGIN, BEGIN.plusSeconds(3600 * 48), "H26")))
                .isEmpty();
        assertThat(found(asked(
                        "lan", "job.started", null, Asked.Outcome.DONE, BEGIN, BEGIN.plusSeconds(3600 * 48), "H26")))
                .containsExactly(37L, 25L, 13L);
        assertThat(found(asked(null, null, null, null, clock.instant().plusSeconds(90_000), null, null)))
                .isEmpty();
        assertThat(found(asked(null, null, null, null, null, BEGIN.minusSeconds(90_000), null)))
                .isEmpty();
    }

    @Test
    void aPersonIsFoundByTheirHash() {
        Asked about = Asked.about(hub.persons().mark(Secret.of("id-5 ")));

        assertThat(found(about))
                .containsExactly(95L, 85L, 75L, 65L, 55L, 45L, 35L, 25L, 15L, 5L)
                .isNotEmpty();
        assertThat(found(Asked.about(hub.persons().mark(Secret.of("id-55"))))).isEmpty();
    }

    @Test
    void pagesFollowEachOtherWithoutAGap() {
        List<Long> all = new ArrayList<>();
        @Nullable Long before = null;
        do {
            JournalLines.Found page = lines.page(Asked.ANYTHING, before, 10);
            assertThat(page.cut()).isFalse();
            page.lines().forEach(line -> all.add(line.id()));
            before = page.before();
        } while (before != null);

        assertThat(all)
                .isEqualTo(IntStream.rangeClosed(1, 96).mapToObj(id -> 97L - id).toList());
    }

    @Test
    void everythingIsTakenAsATable() throws IOException {
        StringWriter out = new StringWriter();
        lines.each(
                asked(null, null, null, Asked.Outcome.REFUSED, null, null, null),
                new JournalCsv(out, ZoneOffset.ofHours(7)));

        assertThat(out.toString().lines()).hasSize(21);
        assertThat(out.toString().lines().skip(1).findFirst().orElseThrow())
                .startsWith(
                        "\"96\",\"2026-11-03T06:00:00.000000+07:00\",\"'@mai\",\"job.stopped\",\"job/95\",\"refused\",\"' =1+1\"");
    }

    @Test
    void theActsAreThoseThatWereRecorded() {
        assertThat(lines.acts()).containsExactly("job.started", "job.stopped");
    }

    private List<Long> found(Asked asked) {
        return lines.page(asked, null, 500).lines().stream()
                .map(JournalLines.Line::id)
                .toList();
    }

    private static Asked asked(
            @Nullable String actor,
            @Nullable String act,
            @Nullable String subject,
            Asked.@Nullable Outcome outcome,
            @Nullable Instant since,
            @Nullable Instant until,
            @Nullable String agency) {
        return new Asked(actor, act, subject, outcome, since, until, agency, null, null, Set.of());
    }

    private static Journal.Entry entry(int number) {
        Journal.Entry entry = new Journal.Entry(
                List.of("lan", "minh", "@mai").get(number % 3),
                number % 2 == 0 ? "job.started" : "job.stopped",
                "job/" + number,
                number % 5 == 0 ? "refused" : "done",
                " =1+1",
                Map.of());
        return (number % 4 == 0 ? entry.withAgency(new AgencyCode("H26"), new AgencyCode("G03")) : entry)
                .about("ID-" + (number + 1) % 10);
    }
}
