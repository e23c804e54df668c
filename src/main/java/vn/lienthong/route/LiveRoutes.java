package vn.lienthong.route;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.LivePages;

/** The pages of routes: their figures, every few seconds and only when they moved. */
@Component
class LiveRoutes implements LivePages {
    private static final String ONE = "routes/";
    private static final Duration PACE = Duration.ofSeconds(5);

    private final Routes routes;

    LiveRoutes(Routes routes) {
        this.routes = routes;
    }

    @Override
    public Optional<Sight> sight(String page) {
        if (page.equals("routes")) {
            String all = routes.all(Routes.SPAN).stream().map(LiveRoutes::mark).collect(Collectors.joining(" "));
            return Optional.of(new Sight(all, PACE));
        }
        return page.startsWith(ONE)
                ? routes.all(Routes.SPAN).stream()
                        .filter(route -> route.id().equals(page.substring(ONE.length())))
                        .findFirst()
                        .map(route -> new Sight(mark(route), PACE))
                : Optional.empty();
    }

    /** Without what slides on with the clock alone. */
    private static String mark(RouteHealth route) {
        Figures did = route.figures();
        return String.join(
                ",",
                route.id(),
                route.health().code(),
                "" + did.turns(),
                "" + did.failed(),
                "" + did.moved(),
                "" + route.inFlight(),
                "" + route.activeRun());
    }
}
