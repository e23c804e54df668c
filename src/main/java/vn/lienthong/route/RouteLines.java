package vn.lienthong.route;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import vn.lienthong.kernel.Health;
import vn.lienthong.sync.Look;

/**
 * The table of routes as somebody wants it; all of it stands in the page's address.
 *
 * @param q words that the name, the systems or the owner hold; empty for all
 * @param state {@code failed}; empty for all
 * @param group {@code service}; empty for all
 * @param agency the code of who answers for it; empty for all
 * @param hours how far back figures go
 */
record RouteLines(String q, String state, String group, String agency, int hours) {
    /** How far back pages look, in hours. */
    static final List<Integer> HOURS = List.of(1, 6, 24, 168);

    static final int USUAL_HOURS = (int) Routes.SPAN.toHours();

    RouteLines {
        hours = HOURS.contains(hours) ? hours : USUAL_HOURS;
    }

    Duration span() {
        return Duration.ofHours(hours);
    }

    /** Whether it leaves routes out. */
    public boolean filters() {
        return !(q + state + group + agency).isBlank();
    }

    /** Those that are wanted, the worst first. */
    List<Line> of(List<RouteHealth> routes) {
        return routes.stream()
                .filter(this::wanted)
                .sorted(Comparator.comparing(
                                (RouteHealth route) -> route.health().state())
                        .thenComparing(RouteHealth::id))
                .map(Line::of)
                .toList();
    }

    private boolean wanted(RouteHealth route) {
        String words = String.join(
                        " ",
                        route.id(),
                        route.title().vi(),
                        route.title().en(),
                        route.owner().vi(),
                        route.owner().en(),
                        String.valueOf(route.from()),
                        String.valueOf(route.to()))
                .toLowerCase(Locale.ROOT);
        return words.contains(q.strip().toLowerCase(Locale.ROOT))
                && (state.isEmpty() || route.health().state().name().equalsIgnoreCase(state))
                && (group.isEmpty() || route.group().name().equalsIgnoreCase(group))
                && (agency.isEmpty() || route.agency().value().equals(agency));
    }

    /** How many there are of each state, the worst first. */
    static Map<Health.State, Long> counts(List<RouteHealth> routes) {
        return routes.stream()
                .collect(Collectors.groupingBy(route -> route.health().state(), TreeMap::new, Collectors.counting()));
    }

    /** A route with the shape of its state. */
    record Line(RouteHealth route, String shape) {
        static Line of(RouteHealth route) {
            return new Line(route, Look.of(route.health()).state());
        }
    }
}
