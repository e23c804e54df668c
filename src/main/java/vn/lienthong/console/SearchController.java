package vn.lienthong.console;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.May;

/**
 * Looks for things by name. What is typed is sent in a body: a person's number must stand in no address. It is not looked for here
 * either, but taken to the access log's form, which asks for a reason first.
 */
@Controller
@RequestMapping("/search")
class SearchController {
    private static final int LONGEST = 100;

    private final Finds finds;
    private final Callers callers;

    SearchController(Finds finds, Callers callers) {
        this.finds = finds;
        this.callers = callers;
    }

    @May(Act.SEE)
    @GetMapping
    String page(@RequestParam(defaultValue = "") String q, Model model) {
        look(q, model);
        return "console/search";
    }

    @May(Act.SEE)
    @PostMapping
    String find(@RequestParam(defaultValue = "") String q, Model model, RedirectAttributes after) {
        if (!Finds.isNumber(q) && q.chars().filter(Character::isDigit).count() < 9) {
            after.addAttribute("q", shortened(q));
            return "redirect:/search";
        }
        if (callers.current().may(Act.READ_JOURNAL)) {
            after.addFlashAttribute("id", q.strip());
            return "redirect:/journal/person";
        }
        look(q, model);
        return "console/search";
    }

    /** What is found while somebody types. */
    @May(Act.SEE)
    @PostMapping("/found")
    String found(@RequestParam(defaultValue = "") String q, Model model) {
        look(q, model);
        return "console/search :: found";
    }

    private void look(String q, Model model) {
        boolean number = Finds.isNumber(q);
        model.addAttribute("number", number);
        model.addAttribute("q", number ? "" : shortened(q));
        model.addAttribute("groups", finds.of(shortened(q)));
    }

    private static String shortened(String q) {
        String words = q.strip();
        return words.substring(0, Math.min(words.length(), LONGEST));
    }
}
