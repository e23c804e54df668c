package vn.lienthong.agency;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.Costly;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Personal;

/** Somebody's own page: what he may do, his tokens, his password and his phone. */
@Controller
@RequestMapping("/me")
class MeController {
    private static final String BEGUN = MeController.class.getName() + ".begun";
    private static final String PAGE = "redirect:/me";
    private static final String CONFIRMED = "person.confirmed";

    private final People people;
    private final Accounts accounts;
    private final Enrolment enrolment;
    private final SignIn signIn;
    private final TokenDesk tokens;
    private final Sessions sessions;
    private final Confirmations confirmations;
    private final PeopleShown shown;
    private final Identities identities;
    private final IdentityProviders providers;
    private final Callers callers;

    MeController(
            People people,
            Accounts accounts,
            Enrolment enrolment,
            SignIn signIn,
            TokenDesk tokens,
            Sessions sessions,
            Confirmations confirmations,
            PeopleShown shown,
            Identities identities,
            IdentityProviders providers,
            Callers callers) {
        this.people = people;
        this.accounts = accounts;
        this.enrolment = enrolment;
        this.signIn = signIn;
        this.tokens = tokens;
        this.sessions = sessions;
        this.confirmations = confirmations;
        this.shown = shown;
        this.identities = identities;
        this.providers = providers;
        this.callers = callers;
    }

    @Personal
    @GetMapping
    String page(Authentication who, Model model) {
        Caller caller = callers.current();
        model.addAttribute("line", shown.line(people.find(caller.name()).orElseThrow()));
        model.addAttribute("acts", Stream.of(Act.values()).filter(caller::may).toList());
        model.addAttribute(
                "agencies", shown.agencies(agency -> Stream.of(Act.values()).anyMatch(act -> caller.may(act, agency))));
        model.addAttribute(
                "tokens",
                tokens.seen(caller).stream()
                        .filter(token -> token.person().equals(caller.name()))
                        .toList());
        model.addAttribute("sessions", sessions.of(caller.name()));
        model.addAttribute("present", Sessions.present(who));
        model.addAttribute("recoveryCodesLeft", accounts.recoveryCodesLeft(caller.name()));
        List<Own> own = identities.of(caller.name()).stream()
                .map(one -> new Own(one, providers.ofIssuer(one.issuer()).orElse(null)))
                .toList();
        model.addAttribute("identities", own);
        model.addAttribute(
                "providers",
                providers.all().stream()
                        .filter(one -> !caller.name().equals(People.FIRST_ADMINISTRATOR)
                                && own.stream()
                                        .noneMatch(has -> has.bound().issuer().equals(one.issuer())))
                        .toList());
        return "agency/me";
    }

    /** An identity of his; without a provider where the operator names that of its issuer no more. */
    record Own(Identities.Bound bound, IdentityProviders.@Nullable Offered provider) {}

    @Personal
    @Confirmed
    @Costly
    @PostMapping("/tokens")
    String token(
            @RequestParam(defaultValue = "") String purpose,
            @RequestParam(defaultValue = "12") long hours,
            @RequestParam(defaultValue = "") String agency,
            @RequestParam(required = false) @Nullable List<String> acts,
            RedirectAttributes after) {
        return PeopleShown.told(after, PAGE, () -> {
            TokenDesk.Order order = new TokenDesk.Order(purpose, acts, agency, hours);
            after.addFlashAttribute("issued", tokens.issueOwn(callers.current().name(), order));
        });
    }

    @Personal
    @PostMapping("/tokens/{number}/end")
    String endToken(@PathVariable long number, RedirectAttributes after) {
        return PeopleShown.told(after, PAGE, () -> {
            tokens.end(callers.current(), number);
            after.addFlashAttribute("said", "me.token.ended");
        });
    }

    @Personal
    @PostMapping("/password")
    String password(
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String fresh,
            @RequestParam(defaultValue = "") String again,
            @RequestParam(defaultValue = "false") boolean tokens,
            Authentication who,
            HttpServletRequest request,
            RedirectAttributes after) {
        String name = callers.current().name();
        try {
            signIn.person(new SignIn.Given(name, password, code, request.getRemoteAddr()), CONFIRMED);
            enrolment.password(name, fresh, again, tokens, Sessions.present(who));
            confirmations.forget(request);
            after.addFlashAttribute("said", "me.password.changed");
            return PAGE;
        } catch (HubException refused) {
            return PeopleShown.trouble(after, PAGE, refused);
        }
    }

    /** Begins with a new phone; the page then shows its secret until the phone has shown a code. */
    @Personal
    @PostMapping("/phone")
    String phone(
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            HttpSession session,
            Model model,
            RedirectAttributes after) {
        String name = callers.current().name();
        try {
            signIn.person(new SignIn.Given(name, password, code, request.getRemoteAddr()), CONFIRMED);
        } catch (HubException refused) {
            return PeopleShown.trouble(after, PAGE, refused);
        }
        Enrolment.Begun begun = enrolment.renew(name);
        session.setAttribute(BEGUN, begun);
        model.addAttribute("begun", begun);
        return "agency/my-phone";
    }

    @Personal
    @PostMapping("/phone/code")
    String finish(
            @RequestParam(defaultValue = "") String code,
            Authentication who,
            HttpServletRequest request,
            HttpSession session,
            Model model) {
        if (!(session.getAttribute(BEGUN) instanceof Enrolment.Begun begun)
                || !Objects.equals(begun.person(), callers.current().name())) {
            return PAGE;
        }
        try {
            model.addAttribute("codes", enrolment.finish(begun, code, Sessions.present(who)));
            confirmations.forget(request);
            session.removeAttribute(BEGUN);
        } catch (HubException refused) {
            model.addAttribute("begun", begun);
            model.addAttribute("trouble", PeopleShown.words(refused));
        }
        return "agency/my-phone";
    }
}
