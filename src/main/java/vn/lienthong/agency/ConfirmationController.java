package vn.lienthong.agency;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Personal;

/** Where somebody shows once more who he is, and from where he then goes on with what he wanted. */
@Controller
@RequestMapping(ConfirmationController.PAGE)
public class ConfirmationController {
    /** The address of the page. */
    public static final String PAGE = "/me/confirm";

    private static final String GOING_ON = ConfirmationController.class.getName() + ".to";

    private final Confirmations confirmations;
    private final ProviderErrands errands;
    private final Callers callers;

    ConfirmationController(Confirmations confirmations, ProviderErrands errands, Callers callers) {
        this.errands = errands;
        this.confirmations = confirmations;
        this.callers = callers;
    }

    /** Remembers where somebody who is sent to the page goes on afterwards: a path of the hub, made by the hub. */
    public static void goOnAt(HttpSession session, String path) {
        session.setAttribute(GOING_ON, path);
    }

    @Personal
    @GetMapping
    String page(HttpSession session, Model model) {
        model.addAttribute("confirmed", callers.current().confirmed());
        model.addAttribute("to", session.getAttribute(GOING_ON) instanceof String path ? path : "/");
        return "agency/confirm";
    }

    @Personal
    @PostMapping
    String confirm(
            @RequestParam(name = "own-password", defaultValue = "") String password,
            @RequestParam(name = "own-code", defaultValue = "") String code,
            @RequestParam(name = "own-token", defaultValue = "") String firstStartToken,
            Authentication who,
            HttpServletRequest request,
            RedirectAttributes after) {
        try {
            confirmations.take(new Confirmations.Shown(password, code, firstStartToken), who, request);
            return "redirect:" + PAGE;
        } catch (HubException refused) {
            return PeopleShown.trouble(after, "redirect:" + PAGE, refused);
        }
    }

    /** Shows it at a sign-in provider, which asks once more. */
    @Personal
    @PostMapping("/oidc/{provider}")
    String byProvider(
            @PathVariable String provider,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes after) {
        try {
            Errand.For whom =
                    Errand.For.person(Errand.Purpose.CONFIRM, callers.current().name());
            return errands.send(provider, whom, request, response, model);
        } catch (HubException refused) {
            return PeopleShown.trouble(after, "redirect:" + PAGE, refused);
        }
    }
}
