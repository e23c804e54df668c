package vn.lienthong.route;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.connector.Circuit;
import vn.lienthong.connector.Connectors;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Health;
import vn.lienthong.kernel.Troubles;

/** Services and hand-made routes that do not do well; jobs tell of themselves. */
@Component
class RouteTroubles implements Troubles {
    private final ServiceRouteViews services;
    private final MadeRouteViews made;
    private final RouteFigures figures;
    private final Connectors connectors;
    private final Callers callers;

    RouteTroubles(
            ServiceRouteViews services,
            MadeRouteViews made,
            RouteFigures figures,
            Connectors connectors,
            Callers callers) {
        this.services = services;
        this.made = made;
        this.figures = figures;
        this.connectors = connectors;
        this.callers = callers;
    }

    @Override
    public Seen look() {
        List<RouteHealth> all = all();
        return new Seen(
                all.stream()
                        .filter(route -> route.health().state().trouble())
                        .map(route -> new Trouble(subject(route), route.health(), cause(route)))
                        .toList(),
                all.stream()
                        .filter(route -> route.health().state() == Health.State.STARTING)
                        .map(route -> subject(route).name())
                        .collect(Collectors.toSet()));
    }

    private List<RouteHealth> all() {
        Map<String, Tally> lately = figures.lately();
        return callers.as(new Hub(), () -> Stream.concat(
                        services.all(Map.of(), lately).stream(), made.all(Map.of(), lately).stream())
                .toList());
    }

    private static Subject subject(RouteHealth route) {
        return new Subject("route/" + route.id(), route.title(), route.agency(), "/routes/" + route.id());
    }

    /** Where a service's system does not answer, that is the trouble, and of all that ask it. */
    private @Nullable Subject cause(RouteHealth route) {
        boolean away = route.circuit() == Circuit.OPEN || route.circuit() == Circuit.HALF_OPEN;
        return !away || route.from() == null
                ? null
                : connectors
                        .find(route.from().connector())
                        .map(found -> new Subject(
                                "connector/" + found.name(),
                                found.title(),
                                found.agency(),
                                "/connectors/" + found.name()))
                        .orElse(null);
    }

    /** Looks at everything and may do nothing else. */
    private static final class Hub implements Caller {
        @Override
        public String name() {
            return "hub";
        }

        @Override
        public boolean may(Act act) {
            return act == Act.SEE;
        }

        @Override
        public boolean may(Act act, @Nullable AgencyCode agency) {
            return act == Act.SEE;
        }

        @Override
        public String reach() {
            return "hub";
        }

        @Override
        public boolean confirmed() {
            return false;
        }
    }
}
