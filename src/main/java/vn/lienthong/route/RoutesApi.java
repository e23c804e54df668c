package vn.lienthong.route;

import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Page;

/** Routes, and how the hub stands as a whole, over REST. */
@RestController
@RequestMapping("/api/v1")
class RoutesApi {
    private static final Set<RouteState> ASK_FOR_SOMEBODY =
            Set.of(RouteState.LATE, RouteState.FAILED, RouteState.WAITING, RouteState.RETRYING);

    private final Routes routes;
    private final Clock clock;

    RoutesApi(Routes routes, Clock clock) {
        this.routes = routes;
        this.clock = clock;
    }

    /** Why something is done. */
    record Reason(@Nullable String reason) {}

    /**
     * How the hub stands.
     *
     * @param healthy whether nothing asks for anybody
     * @param counts routes by state
     * @param troubles routes that are late, failed, retry or wait
     */
    record Status(boolean healthy, Instant at, Map<RouteState, Long> counts, List<RouteHealth> troubles) {}

    @GetMapping("/routes")
    Page<RouteHealth> all(
            @RequestParam(defaultValue = "") String after, @RequestParam(defaultValue = "100") int limit) {
        List<RouteHealth> sorted = routes.all().stream()
                .sorted(Comparator.comparing(RouteHealth::id))
                .toList();
        return Page.after(after, sorted, limit, RouteHealth::id);
    }

    @GetMapping("/routes/{id}")
    RouteHealth one(@PathVariable String id) {
        return routes.find(id).orElseThrow(() -> new HubException(RouteError.UNKNOWN, Map.of("route", id)));
    }

    @PostMapping("/routes/{id}/start")
    RouteHealth start(@PathVariable String id, Principal person) {
        routes.start(id, person.getName());
        return one(id);
    }

    @PostMapping("/routes/{id}/stop")
    RouteHealth stop(
            @PathVariable String id, @RequestBody(required = false) @Nullable Reason reason, Principal person) {
        routes.stop(id, person.getName(), reason == null ? null : reason.reason());
        return one(id);
    }

    @PostMapping("/routes/{id}/suspend")
    RouteHealth suspend(
            @PathVariable String id, @RequestBody(required = false) @Nullable Reason reason, Principal person) {
        routes.suspend(id, person.getName(), reason == null ? null : reason.reason());
        return one(id);
    }

    @GetMapping("/status")
    Status status() {
        List<RouteHealth> all = routes.all();
        List<RouteHealth> troubles = all.stream()
                .filter(route -> ASK_FOR_SOMEBODY.contains(route.state()))
                .toList();
        Map<RouteState, Long> counts = all.stream()
                .map(RouteHealth::state)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return new Status(troubles.isEmpty(), clock.instant(), counts, troubles);
    }
}
