package vn.lienthong.route;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Text;

/** The pages of routes: where exactly is it slow or broken. */
@Controller
@RequestMapping("/routes")
class RouteController {
    private final Routes routes;

    RouteController(Routes routes) {
        this.routes = routes;
    }

    @May(Act.SEE)
    @GetMapping
    String page(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String group,
            @RequestParam(defaultValue = "") String agency,
            @RequestParam(defaultValue = "6") int hours,
            Model model) {
        RouteLines wanted = new RouteLines(q, state, group, agency, hours);
        List<RouteHealth> all = routes.all(wanted.span());
        Map<String, Text> owners = new TreeMap<>();
        all.forEach(route -> owners.put(route.agency().value(), route.owner()));
        model.addAttribute("wanted", wanted);
        model.addAttribute("all", all.size());
        model.addAttribute("lines", wanted.of(all));
        model.addAttribute("counts", RouteLines.counts(all));
        model.addAttribute("owners", owners);
        model.addAttribute("refused", routes.refused());
        model.addAttribute("groups", RouteHealth.Group.values());
        model.addAttribute("spans", RouteLines.HOURS);
        return "route/page";
    }

    @May(value = Act.SEE, of = "route", id = "id")
    @GetMapping("/{id}")
    String one(@PathVariable String id, @RequestParam(defaultValue = "6") int hours, Model model) {
        RouteLines wanted = new RouteLines("", "", "", "", hours);
        RouteDetail found = routes.find(id, wanted.span())
                .orElseThrow(() -> new HubException(RouteError.UNKNOWN, Map.of("route", id)));
        model.addAttribute("wanted", wanted);
        model.addAttribute("detail", found);
        model.addAttribute("line", RouteLines.Line.of(found.route()));
        model.addAttribute("spans", RouteLines.HOURS);
        return "route/one";
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
        return said(after, id, id.startsWith("camel.") ? "stopped.made" : "stopped");
    }

    private static String said(RedirectAttributes after, String id, String what) {
        after.addAttribute("id", id);
        after.addFlashAttribute("said", "route.said." + what);
        return "redirect:/routes/{id}";
    }
}
