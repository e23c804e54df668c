package vn.lienthong.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import vn.lienthong.sync.LeanHub;

/** Says whether nothing was lost, doubled, left stale or left over, and every refused row is held once. */
final class Judge {
    private Judge() {}

    /** At once, for a run that has come to its end. */
    static void judge(Scenario scenario, LeanHub hub) throws Exception {
        exact(scenario, hub, Duration.ZERO);
    }

    /** At once for the target; a run that follows tells the quarantine after each commit, so that may take this long. */
    static void exact(Scenario scenario, LeanHub hub, Duration patience) throws Exception {
        assertThat(scenario.difference())
                .satisfies(
                        found -> assertThat(found.none()).as(found.toString()).isTrue());
        if (patience.isZero()) {
            held(scenario, hub);
        } else {
            await().atMost(patience).untilAsserted(() -> held(scenario, hub));
        }
    }

    private static void held(Scenario scenario, LeanHub hub) throws Exception {
        assertThat(hub.held(scenario.refused()))
                .satisfies(held -> assertThat(held.exact()).as(held.toString()).isTrue());
    }
}
