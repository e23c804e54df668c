package vn.lienthong.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.Health;
import vn.lienthong.kernel.Text;

/** The table of routes holds what its address asks for, the worst first. */
class RouteLinesTest {
    private final List<RouteHealth> routes = List.of(
            route("service.pupil-status.v1", RouteHealth.Group.SERVICE, "G03", Health.State.GOOD),
            route("sync.pupils-hanoi", RouteHealth.Group.SYNC, "H26", Health.State.SLOW),
            route("sync.pupils-hcmc", RouteHealth.Group.FOLLOW, "H29", Health.State.FAILED),
            route("sync.schools-hanoi", RouteHealth.Group.SYNC, "H26", Health.State.PAUSED));

    @Test
    void theWorstStandFirst() {
        RouteLines all = new RouteLines("", "", "", "", 24);
        assertThat(all.filters()).isFalse();
        assertThat(all.of(routes))
                .extracting(line -> line.route().id() + " " + line.shape())
                .containsExactly(
                        "sync.pupils-hcmc fail",
                        "sync.pupils-hanoi slow",
                        "sync.schools-hanoi off",
                        "service.pupil-status.v1 ok");
        assertThat(RouteLines.counts(routes).keySet())
                .containsExactly(Health.State.FAILED, Health.State.SLOW, Health.State.PAUSED, Health.State.GOOD);
    }

    @Test
    void eachFilterLeavesOutWhatDoesNotMatch() {
        assertThat(shown("HANOI", "", "", "")).containsExactly("sync.pupils-hanoi", "sync.schools-hanoi");
        assertThat(shown("cơ quan h29", "", "", "")).containsExactly("sync.pupils-hcmc");
        assertThat(shown("", "slow", "", "")).containsExactly("sync.pupils-hanoi");
        assertThat(shown("", "", "service", "")).containsExactly("service.pupil-status.v1");
        assertThat(shown("", "", "sync", "H26")).containsExactly("sync.pupils-hanoi", "sync.schools-hanoi");
        assertThat(shown("hanoi", "failed", "", "")).isEmpty();
    }

    @Test
    void aTimeThatNobodyOffersIsTheUsualOne() {
        assertThat(new RouteLines("", "", "", "", 168).span()).hasDays(7);
        assertThat(new RouteLines("", "", "", "", 1_000_000).span()).isEqualTo(Routes.SPAN);
        assertThat(new RouteLines("", "", "", "", -1).span()).isEqualTo(Routes.SPAN);
    }

    private List<String> shown(String q, String state, String group, String agency) {
        return new RouteLines(q, state, group, agency, 6)
                .of(routes).stream().map(line -> line.route().id()).toList();
    }

    private static RouteHealth route(String id, RouteHealth.Group group, String agency, Health.State state) {
        return new RouteHealth(
                id,
                group,
                new AgencyCode(agency),
                new Text("Cơ quan " + agency, "Agency " + agency),
                Text.same("Học sinh"),
                null,
                null,
                DatasetName.parse("here/pupils"),
                null,
                new Health(state, "done", Text.same("")),
                false,
                null,
                null,
                null,
                0,
                Figures.NONE,
                null,
                null,
                null);
    }
}
