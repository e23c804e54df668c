package vn.lienthong.route;

import java.util.List;
import org.springframework.stereotype.Component;

/** Knows the steps of every route. */
@Component
class RouteSteps {
    private final MadeRouteViews made;

    RouteSteps(MadeRouteViews made) {
        this.made = made;
    }

    /** Their names, in their order. */
    List<String> of(RouteHealth route) {
        return switch (route.group()) {
            case SERVICE -> ServiceRoute.STEPS;
            case MADE -> made.steps(route.id());
            default -> JobRoute.STEPS;
        };
    }
}
