package vn.lienthong.agency;

import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Personal;

/** Ends what somebody has open in other browsers; the own page lists it. */
@Controller
@RequestMapping("/me/sessions")
class SessionsController {
    private static final String PAGE = "redirect:/me";

    private final SessionDesk desk;
    private final Callers callers;

    SessionsController(SessionDesk desk, Callers callers) {
        this.desk = desk;
        this.callers = callers;
    }

    @Personal
    @PostMapping("/{number}/end")
    String end(@PathVariable long number, RedirectAttributes after) {
        return PeopleShown.told(after, PAGE, () -> {
            desk.end(callers.current().name(), number);
            after.addFlashAttribute("said", "me.session.ended");
        });
    }

    @Personal
    @PostMapping("/end")
    String endOthers(Authentication who, RedirectAttributes after) {
        return PeopleShown.told(after, PAGE, () -> {
            desk.endOthers(callers.current().name(), Sessions.present(who));
            after.addFlashAttribute("said", "me.sessions.ended");
        });
    }
}
