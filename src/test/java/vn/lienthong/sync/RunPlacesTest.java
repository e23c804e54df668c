package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.kernel.HubException;
import vn.lienthong.testing.SetClock;

/** Which runs may begin beside those that wait for a system. */
class RunPlacesTest {
    private final SetClock clock = new SetClock(Instant.parse("2026-11-28T07:00:00Z"));
    private final RunPlaces places = new RunPlaces(clock);
    private final SyncJob slow = job("slow");
    private final SyncJob other = job("other");
    private final List<SyncJob> all = List.of(slow, other);

    private static SyncJob job(String target) {
        String yaml = """
                sync: into-%1$s
                title: { vi: Học sinh, en: Pupils }
                agency: G03
                from: { dataset: here/pupils }
                to: { dataset: %1$s/pupils, key: [id] }
                map: { id: id }
                """.formatted(target);
        return new SyncJobReader(new DocumentKinds(), Map.of())
                .read(Document.parse("into-" + target + ".sync.yaml", yaml), yaml, SyncJob.Origin.FILE);
    }

    private void begin(int from, int until, SyncJob job) {
        for (int run = from; run <= until; run++) {
            places.begins(run, job);
        }
    }

    @Test
    void runsThatHardlyMoveGiveTheirPlacesAndHoldBackTheirOwnAlone() {
        begin(1, RunPlaces.PLACES, slow);
        assertThat(places.free()).isFalse();
        clock.advance(RunPlaces.LOOKED_AT);
        for (long run = 1; run <= RunPlaces.PLACES; run++) {
            places.moved(run, 8, SteppedRun.At.TARGET);
        }
        assertThat(places.free()).isTrue();
        assertThat(places.held(all)).containsExactly(slow.name());

        begin(11, 10 + RunPlaces.PLACES, other);
        assertThat(places.free())
                .as("who waits leaves no more than as many places")
                .isFalse();
        clock.advance(RunPlaces.LOOKED_AT);
        for (long run = 11; run <= 10 + RunPlaces.PLACES; run++) {
            places.moved(run, 100_000, SteppedRun.At.SOURCE);
        }
        assertThat(places.free()).isFalse();
        assertThat(places.held(all)).containsExactly(slow.name());
        places.ended(11, null);
        assertThat(places.free()).isTrue();
    }

    @Test
    void aSystemThatDidNotAnswerIsTriedByOneRunAtATimeUntilOneEndsWell() {
        places.begins(1, slow);
        places.ended(
                1, RunFailure.of(new HubException(ConnectorError.LOST, Map.of("connector", "slow", "why", "test"))));
        assertThat(places.held(all)).as("one tries").isEmpty();
        places.begins(2, slow);
        assertThat(places.held(all)).containsExactly(slow.name());
        places.ended(2, null);
        begin(3, 4, slow);
        assertThat(places.held(all)).isEmpty();
    }

    @Test
    void aSystemThatAnswersAgainHoldsNobodyBackUntilALongRunEnds() {
        RunFailure lost =
                RunFailure.of(new HubException(ConnectorError.LOST, Map.of("connector", "slow", "why", "test")));
        places.begins(1, slow);
        places.ended(1, lost);
        places.begins(2, slow);
        assertThat(places.held(all)).containsExactly(slow.name());
        clock.advance(RunPlaces.LOOKED_AT);
        places.moved(2, 100_000, SteppedRun.At.SOURCE);
        assertThat(places.held(all)).isEmpty();

        places.ended(2, lost);
        places.begins(3, slow);
        places.ended(3, RunFailure.of(new HubException(SyncError.JOB_UNKNOWN, Map.of("job", "test"))));
        places.begins(4, slow);
        assertThat(places.held(all)).as("it answered, whatever was wrong").isEmpty();
    }

    @Test
    void aRunThatMovesAgainTakesItsPlaceAgain() {
        begin(1, RunPlaces.PLACES, slow);
        clock.advance(RunPlaces.LOOKED_AT);
        places.moved(1, 0, SteppedRun.At.TARGET);
        assertThat(places.free()).isTrue();
        clock.advance(Duration.ofSeconds(1));
        places.moved(1, 1_000_000, SteppedRun.At.TARGET);
        assertThat(places.free()).as("judged over some seconds").isTrue();
        clock.advance(RunPlaces.LOOKED_AT);
        places.moved(1, 2_000_000, SteppedRun.At.TARGET);
        assertThat(places.free()).isFalse();
    }
}
