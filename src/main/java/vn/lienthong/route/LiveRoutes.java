package vn.lienthong.route;

import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.LivePages;

/** The page of routes: its figures, every few seconds and only when they moved. */
@Component
class LiveRoutes implements LivePages {
    private static final Duration PACE = Duration.ofSeconds(5);

    private final Routes routes;

    LiveRoutes(Routes routes) {
        this.routes = routes;
    }

    @Override
    public Optional<Sight> sight(String page) {
        return page.equals("routes") ? Optional.of(new Sight(routes.all().toString(), PACE)) : Optional.empty();
    }
}
