package vn.lienthong.agency;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Open;

/**
 * The way to a sign-in provider and back. Who comes back comes from another site, and so without his session, whose cookie no
 * other site's link brings along: the page at which he arrives touches no session and leads on by itself, from the hub to the hub.
 */
@Controller
class ProviderController {
    private static final int LONGEST = 4096;

    private final IdentityProviders providers;
    private final ProviderErrands errands;
    private final ProviderSignIn signIn;
    private final ProviderSession session;
    private final Confirmations confirmations;
    private final Sessions sessions;

    ProviderController(
            IdentityProviders providers,
            ProviderErrands errands,
            ProviderSignIn signIn,
            ProviderSession session,
            Confirmations confirmations,
            Sessions sessions) {
        this.providers = providers;
        this.errands = errands;
        this.signIn = signIn;
        this.session = session;
        this.confirmations = confirmations;
        this.sessions = sessions;
    }

    @Open
    @PostMapping(IdentityProviders.RETURN + "/{provider}")
    String begin(@PathVariable String provider, HttpServletRequest request, HttpServletResponse response, Model model) {
        try {
            return errands.send(provider, Errand.For.STRANGER, request, response, model);
        } catch (HubException refused) {
            return SignInPages.again(refused);
        }
    }

    @Open
    @GetMapping(IdentityProviders.RETURN + "/{provider}")
    String arrive(
            @PathVariable String provider,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String iss,
            HttpServletResponse response,
            Model model) {
        providers.find(provider);
        boolean fits = code.length() + state.length() + iss.length() < LONGEST;
        String on = UriComponentsBuilder.fromPath(IdentityProviders.RETURN + "/{provider}/finish")
                .queryParam("code", "{code}")
                .queryParam("state", "{state}")
                .queryParam("iss", "{iss}")
                .encode()
                .buildAndExpand(provider, fits ? code : "", fits ? state : "", fits ? iss : "")
                .toUriString();
        return ProviderErrands.onTheWay(on, response, model);
    }

    @Open
    @GetMapping(IdentityProviders.RETURN + "/{provider}/finish")
    @Nullable
    String finish(
            @PathVariable String provider,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String iss,
            @Nullable Authentication who,
            HttpServletRequest request,
            HttpServletResponse response,
            RedirectAttributes after)
            throws IOException, ServletException {
        IdentityProviders.Offered offered = providers.find(provider);
        Optional<Errand> sent = errands.take(provider, request)
                .filter(errand -> iss.isEmpty() || iss.equals(offered.issuer()))
                .filter(errand ->
                        !ownPage(errand) || who != null && who.getName().equals(errand.person()));
        if (sent.isEmpty()) {
            return SignInPages.again(
                    new HubException(AgencyError.PROVIDER_REFUSED, Map.of("provider", offered.title())));
        }
        Errand errand = sent.get();
        try {
            ProviderSignIn.Came came =
                    signIn.back(errand, new ProviderAnswers.Back(code, state), request.getRemoteAddr());
            if (errand.purpose() == Errand.Purpose.BIND) {
                sessions.endOthers(came.person(), Sessions.present(who));
            }
            return arrived(came, errand, request, response, after);
        } catch (HubException refused) {
            return ownPage(errand)
                    ? PeopleShown.trouble(after, "redirect:" + page(errand), refused)
                    : SignInPages.again(refused);
        }
    }

    private @Nullable String arrived(
            ProviderSignIn.Came came,
            Errand errand,
            HttpServletRequest request,
            HttpServletResponse response,
            RedirectAttributes after)
            throws IOException, ServletException {
        if (!ownPage(errand)) {
            session.enter(came, errand, request, response);
            return null;
        }
        session.cameBy(came, errand, request.getSession());
        if (errand.purpose() == Errand.Purpose.CONFIRM) {
            confirmations.shown(request);
        } else {
            after.addFlashAttribute("said", "me.identity.added");
        }
        return "redirect:" + page(errand);
    }

    private static boolean ownPage(Errand errand) {
        return errand.purpose() == Errand.Purpose.BIND || errand.purpose() == Errand.Purpose.CONFIRM;
    }

    private static String page(Errand errand) {
        return errand.purpose() == Errand.Purpose.CONFIRM ? ConfirmationController.PAGE : "/me";
    }

    /** On the way to signing out at the provider, or back from there. */
    @Open
    @RequestMapping(
            path = ProviderSession.LEFT,
            method = {RequestMethod.GET, RequestMethod.POST})
    String left(HttpServletRequest request, HttpServletResponse response, Model model) {
        return ProviderSession.endingAt(request)
                .map(end -> ProviderErrands.onTheWay(end, response, model))
                .orElse("redirect:/login?left");
    }
}
