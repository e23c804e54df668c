package vn.lienthong.agency;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Open;

/** Where somebody who was invited chooses a password and sets up a phone. The invitation stands in bodies only. */
@Controller
@RequestMapping("/invitation")
class InvitationController {
    private static final String BEGUN = InvitationController.class.getName() + ".begun";
    private static final String FORM = "agency/invitation";
    private static final String PHONE = "agency/phone";

    private final Enrolment enrolment;
    private final ProviderErrands errands;

    InvitationController(Enrolment enrolment, ProviderErrands errands) {
        this.errands = errands;
        this.enrolment = enrolment;
    }

    @Open
    @GetMapping
    String form() {
        return FORM;
    }

    @Open
    @PostMapping
    String begin(
            @RequestParam(defaultValue = "") String person,
            @RequestParam(defaultValue = "") String invitation,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String again,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        try {
            Enrolment.Begun begun =
                    enrolment.begin(new SignIn.Given(person, password, invitation, request.getRemoteAddr()), again);
            request.getSession();
            request.changeSessionId();
            request.getSession().setAttribute(BEGUN, begun);
            model.addAttribute("begun", begun);
            return PHONE;
        } catch (HubException refused) {
            model.addAttribute("person", person);
            return trouble(refused, FORM, response, model);
        }
    }

    /** He comes by a sign-in provider from now on, in place of a password. */
    @Open
    @PostMapping("/oidc/{provider}")
    String byProvider(
            @PathVariable String provider,
            @RequestParam(defaultValue = "") String person,
            @RequestParam(defaultValue = "") String invitation,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        try {
            Enrolment.Invited who =
                    enrolment.invited(new SignIn.Given(person, "", invitation, request.getRemoteAddr()));
            Errand.For whom = new Errand.For(Errand.Purpose.ACCEPT, who.person(), who.number());
            return errands.send(provider, whom, request, response, model);
        } catch (HubException refused) {
            model.addAttribute("person", person);
            return trouble(refused, FORM, response, model);
        }
    }

    @Open
    @PostMapping("/phone")
    String finish(
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        @Nullable HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(BEGUN) instanceof Enrolment.Begun begun)) {
            return "redirect:/invitation";
        }
        try {
            model.addAttribute("codes", enrolment.finish(begun, code, null));
            session.removeAttribute(BEGUN);
            return "agency/recovery";
        } catch (HubException refused) {
            model.addAttribute("begun", begun);
            return trouble(refused, refused.code() == AgencyError.CODE_WRONG ? PHONE : FORM, response, model);
        }
    }

    private static String trouble(HubException refused, String page, HttpServletResponse response, Model model) {
        if (!(refused.code() instanceof AgencyError)) {
            throw refused;
        }
        response.setStatus(422);
        model.addAttribute("problem", refused.problem());
        model.addAttribute("remedy", refused.remedy());
        return page;
    }
}
