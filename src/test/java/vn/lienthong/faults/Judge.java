package vn.lienthong.faults;

import static org.assertj.core.api.Assertions.assertThat;

import vn.lienthong.sync.LeanHub;

/** Says whether nothing was lost, doubled, left stale or left over, and every refused row is held once. */
final class Judge {
    private Judge() {}

    static void judge(Scenario scenario, LeanHub hub) throws Exception {
        assertThat(scenario.difference())
                .satisfies(
                        found -> assertThat(found.none()).as(found.toString()).isTrue());
        assertThat(hub.held(scenario.refused()))
                .satisfies(held -> assertThat(held.exact()).as(held.toString()).isTrue());
    }
}
