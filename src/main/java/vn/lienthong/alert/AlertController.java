package vn.lienthong.alert;

import java.util.List;
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

/** Pages of alerts: what is not well, since when, and who has taken it on. */
@Controller
@RequestMapping("/alerts")
class AlertController {
    private static final int PAGE = 50;

    private final Alerts alerts;
    private final Outbox outbox;

    AlertController(Alerts alerts, Outbox outbox) {
        this.alerts = alerts;
        this.outbox = outbox;
    }

    @May(Act.SEE)
    @GetMapping
    String list(
            @RequestParam(defaultValue = "open") String state,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable Long before,
            Model model) {
        List<Alert> open = alerts.open();
        boolean past = state.equals("past");
        List<Alert> all = past ? alerts.past(before, PAGE) : open;
        List<Alert> shown = Alerts.holding(all, q);
        model.addAttribute("open", open);
        model.addAttribute(
                "untaken", open.stream().filter(alert -> alert.taken() == null).count());
        model.addAttribute("shown", shown);
        model.addAttribute("past", past);
        model.addAttribute("q", q);
        model.addAttribute(
                "older", past && all.size() == PAGE ? all.get(PAGE - 1).number() : null);
        return "alert/list";
    }

    @May(value = Act.SEE, of = "alert", id = "number")
    @GetMapping("/{number}")
    String one(@PathVariable long number, Model model) {
        model.addAttribute("one", alerts.get(number));
        model.addAttribute("told", outbox.of(number));
        return "alert/one";
    }

    @May(value = Act.RUN_JOBS, of = "alert", id = "number")
    @PostMapping("/{number}/take")
    String take(
            @PathVariable long number,
            @RequestParam(required = false) @Nullable String reason,
            RedirectAttributes after) {
        alerts.take(number, reason);
        after.addFlashAttribute("said", "alert.said.taken");
        return "redirect:/alerts/" + number;
    }
}
