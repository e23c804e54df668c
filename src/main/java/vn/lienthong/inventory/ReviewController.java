package vn.lienthong.inventory;

import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Costly;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;

/** Pages on all systems together: the report, who already holds what somebody needs, and measuring overlap. */
@Controller
@RequestMapping("/systems")
class ReviewController {
    private static final int MOST_WORDS = 300;

    private final Review review;
    private final Needs needs;
    private final MeasureDesk desk;
    private final DataKinds kinds;
    private final Callers callers;

    ReviewController(Review review, Needs needs, MeasureDesk desk, DataKinds kinds, Callers callers) {
        this.review = review;
        this.needs = needs;
        this.desk = desk;
        this.kinds = kinds;
        this.callers = callers;
    }

    /** Begins to measure overlap between the reader's systems; the page of the table shows how far it is. */
    @May(Act.EXAMINE)
    @Costly
    @PostMapping("/measurements")
    String measure(RedirectAttributes after) {
        try {
            desk.ask(callers.current());
            return "redirect:/systems#measure";
        } catch (HubException refused) {
            return SystemsController.trouble(after, "redirect:/systems", refused);
        }
    }

    @May(Act.SEE)
    @GetMapping("/check")
    String check(
            @RequestParam(defaultValue = "") String need,
            @RequestParam(defaultValue = "") List<String> kind,
            Model model) {
        String words = need.strip().substring(0, Math.min(need.strip().length(), MOST_WORDS));
        boolean asked = !words.isEmpty() || !kind.isEmpty();
        model.addAttribute("need", words);
        model.addAttribute("chosen", kind);
        model.addAttribute("kinds", kinds.all());
        model.addAttribute("answer", asked ? needs.check(words, kind) : null);
        return "inventory/check";
    }

    @May(Act.SEE)
    @GetMapping("/report")
    String report(Model model) {
        model.addAttribute("found", review.find());
        model.addAttribute("names", kinds.names());
        return "inventory/report";
    }
}
