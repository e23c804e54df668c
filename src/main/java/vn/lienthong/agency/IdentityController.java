package vn.lienthong.agency;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Personal;

/** Somebody's own identities at sign-in providers: one more, or one less. */
@Controller
@RequestMapping("/me/identities")
class IdentityController {
    private static final String PAGE = "redirect:/me";

    private final ProviderErrands errands;
    private final ProviderSignIn signIn;
    private final Callers callers;

    IdentityController(ProviderErrands errands, ProviderSignIn signIn, Callers callers) {
        this.errands = errands;
        this.signIn = signIn;
        this.callers = callers;
    }

    @Personal
    @Confirmed
    @PostMapping("/{provider}")
    String bind(
            @PathVariable String provider,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes after) {
        try {
            Errand.For whom =
                    Errand.For.person(Errand.Purpose.BIND, callers.current().name());
            return errands.send(provider, whom, request, response, model);
        } catch (HubException refused) {
            return PeopleShown.trouble(after, PAGE, refused);
        }
    }

    @Personal
    @Confirmed
    @PostMapping("/{number}/end")
    String unbind(@PathVariable long number, RedirectAttributes after) {
        try {
            signIn.unbind(callers.current().name(), number);
            return "redirect:/login?unbound";
        } catch (HubException refused) {
            return PeopleShown.trouble(after, PAGE, refused);
        }
    }
}
