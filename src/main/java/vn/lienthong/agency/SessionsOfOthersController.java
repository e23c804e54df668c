package vn.lienthong.agency;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.May;

/** Signs somebody out everywhere, at the word of who manages him; a button of his page. */
@Controller
class SessionsOfOthersController {
    private final SessionDesk desk;
    private final Callers callers;

    SessionsOfOthersController(SessionDesk desk, Callers callers) {
        this.desk = desk;
        this.callers = callers;
    }

    @May(value = Act.MANAGE_PEOPLE, of = "person")
    @PostMapping("/people/{name}/sessions/end")
    String end(@PathVariable String name, @RequestParam(defaultValue = "") String reason, RedirectAttributes after) {
        return PeopleShown.told(after, "redirect:/people/" + name, () -> {
            desk.endAllOf(callers.current(), name, reason);
            after.addFlashAttribute("said", "people.sessions.ended");
        });
    }
}
