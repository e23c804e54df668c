package vn.lienthong.route.failed;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Costly;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;

/** The page on which one thing is traced by its key. An answer has no address, so that no key ever stands in one. */
@Controller
@RequestMapping("/traces")
class TraceController {
    private final TraceDesk desk;

    TraceController(TraceDesk desk) {
        this.desk = desk;
    }

    @May(Act.SEE_HELD_ROWS)
    @GetMapping
    String page(@RequestParam(defaultValue = "") String route, Model model) {
        model.addAttribute("route", route);
        return "route/trace";
    }

    @May(Act.SEE_HELD_ROWS)
    @Costly
    @PostMapping
    String look(
            @RequestParam(defaultValue = "") String key,
            @RequestParam(defaultValue = "") String route,
            @RequestParam(defaultValue = "false") boolean systems,
            @RequestParam(defaultValue = "") String reason,
            Model model) {
        model.addAttribute("route", route.strip());
        model.addAttribute("systems", systems);
        model.addAttribute("reason", reason);
        try {
            TraceDesk.Traced traced = desk.look(key, route.strip(), systems, reason);
            model.addAttribute("found", traced.items());
            model.addAttribute("stands", systems ? traced.systems() : null);
        } catch (HubException refused) {
            model.addAttribute("refused", refused);
        }
        return "route/trace";
    }
}
