package vn.lienthong.route;

import java.security.Principal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.May;

/** The page of routes: where exactly is it slow or broken. */
@Controller
@RequestMapping("/routes")
class RouteController {
    private static final Map<RouteState, String> SHAPES = Map.of(
            RouteState.RUNNING, "run",
            RouteState.GOOD, "ok",
            RouteState.LATE, "slow",
            RouteState.FAILED, "fail",
            RouteState.WAITING, "wait",
            RouteState.RETRYING, "slow",
            RouteState.SUSPENDED, "off",
            RouteState.STOPPED, "off",
            RouteState.STARTING, "run",
            RouteState.NEW, "unk");
    private static final List<String> URGENCY = List.of("fail", "wait", "slow", "run", "ok", "unk", "off");

    private final Routes routes;

    RouteController(Routes routes) {
        this.routes = routes;
    }

    @May(Act.SEE)
    @GetMapping
    String page(@RequestParam(required = false) @Nullable String route, Model model) {
        List<RouteHealth> all = routes.all().stream()
                .sorted(Comparator.comparing((RouteHealth one) -> URGENCY.indexOf(SHAPES.get(one.state())))
                        .thenComparing(RouteHealth::id))
                .toList();
        model.addAttribute("routes", all);
        model.addAttribute("shapes", SHAPES);
        model.addAttribute(
                "chosen",
                all.stream()
                        .filter(one -> route == null || one.id().equals(route))
                        .findFirst()
                        .orElse(null));
        return "route/page";
    }

    @May(value = Act.RUN_JOBS, of = "route", id = "id")
    @PostMapping("/{id}/start")
    String start(@PathVariable String id, Principal person, RedirectAttributes after) {
        routes.start(id, person.getName());
        return said(after, id, "started");
    }

    @May(value = Act.RUN_JOBS, of = "route", id = "id")
    @PostMapping("/{id}/suspend")
    String suspend(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String reason,
            Principal person,
            RedirectAttributes after) {
        routes.suspend(id, person.getName(), reason);
        return said(after, id, "suspended");
    }

    @May(value = Act.RUN_JOBS, of = "route", id = "id")
    @PostMapping("/{id}/stop")
    String stop(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String reason,
            Principal person,
            RedirectAttributes after) {
        routes.stop(id, person.getName(), reason);
        return said(after, id, "stopped");
    }

    private static String said(RedirectAttributes after, String id, String what) {
        after.addAttribute("route", id);
        after.addFlashAttribute("said", "route.said." + what);
        return "redirect:/routes";
    }
}
