package vn.lienthong.route;

import java.security.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Page;

/** Routes over REST. */
@RestController
@RequestMapping("/api/v1")
class RoutesApi {
    private final Routes routes;

    RoutesApi(Routes routes) {
        this.routes = routes;
    }

    /** Why something is done. */
    record Reason(@Nullable String reason) {}

    @May(Act.SEE)
    @GetMapping("/routes")
    Page<RouteHealth> all(
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(defaultValue = "6") int hours) {
        return Page.after(after, routes.all(spanning(hours).span()), limit, RouteHealth::id);
    }

    @May(value = Act.SEE, of = "route", id = "id")
    @GetMapping("/routes/{id}")
    RouteDetail one(@PathVariable String id, @RequestParam(defaultValue = "6") int hours) {
        return routes.find(id, spanning(hours).span())
                .orElseThrow(() -> new HubException(RouteError.UNKNOWN, Map.of("route", id)));
    }

    private static RouteLines spanning(int hours) {
        return new RouteLines("", "", "", "", hours);
    }

    @May(value = Act.RUN_JOBS, of = "route", id = "id")
    @PostMapping("/routes/{id}/start")
    RouteDetail start(@PathVariable String id, Principal person) {
        routes.start(id, person.getName());
        return one(id, RouteLines.USUAL_HOURS);
    }

    @May(value = Act.RUN_JOBS, of = "route", id = "id")
    @PostMapping("/routes/{id}/stop")
    RouteDetail stop(
            @PathVariable String id, @RequestBody(required = false) @Nullable Reason reason, Principal person) {
        routes.stop(id, person.getName(), reason == null ? null : reason.reason());
        return one(id, RouteLines.USUAL_HOURS);
    }

    @May(value = Act.RUN_JOBS, of = "route", id = "id")
    @PostMapping("/routes/{id}/suspend")
    RouteDetail suspend(
            @PathVariable String id, @RequestBody(required = false) @Nullable Reason reason, Principal person) {
        routes.suspend(id, person.getName(), reason == null ? null : reason.reason());
        return one(id, RouteLines.USUAL_HOURS);
    }
}
