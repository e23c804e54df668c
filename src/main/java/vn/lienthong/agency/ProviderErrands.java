package vn.lienthong.agency;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import vn.lienthong.kernel.HubException;

/**
 * Sends people to sign-in providers and knows them again when they come back. Nobody is sent by the answer to a form: browsers hold
 * the content policy's {@code form-action} against that. A page of the hub sends him, by itself.
 */
@Component
class ProviderErrands {
    private static final String SENT = Errand.class.getName();

    private final IdentityProviders providers;
    private final Clock clock;

    ProviderErrands(IdentityProviders providers, Clock clock) {
        this.providers = providers;
        this.clock = clock;
    }

    /**
     * Sends somebody to a provider.
     *
     * @return the page that does so
     * @throws HubException NOT_FOUND where there is no such provider, UNAVAILABLE where it does not answer
     */
    String send(String id, Errand.For whom, HttpServletRequest request, HttpServletResponse response, Model model) {
        IdentityProviders.Known provider = providers.open(id);
        OAuth2AuthorizationRequest asked = asked(provider, whom.purpose(), request);
        request.getSession()
                .setAttribute(
                        SENT, new Errand(whom.purpose(), id, asked, clock.instant(), whom.person(), whom.invitation()));
        return onTheWay(asked.getAuthorizationRequestUri(), response, model);
    }

    /** A page that leads on by itself. */
    static String onTheWay(String to, HttpServletResponse response, Model model) {
        response.setHeader("Refresh", "0; url=" + to);
        model.addAttribute("to", to);
        return "agency/on-the-way";
    }

    /** What this session's person was sent for, once; empty where nothing is, or no longer. */
    Optional<Errand> take(String id, HttpServletRequest request) {
        @Nullable HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(SENT) instanceof Errand errand)) {
            return Optional.empty();
        }
        session.removeAttribute(SENT);
        Instant now = clock.instant();
        return Optional.of(errand).filter(sent -> sent.provider().equals(id) && !sent.over(now));
    }

    private static OAuth2AuthorizationRequest asked(
            IdentityProviders.Known provider, Errand.Purpose purpose, HttpServletRequest request) {
        DefaultOAuth2AuthorizationRequestResolver resolver =
                new DefaultOAuth2AuthorizationRequestResolver(id -> provider.registration(), IdentityProviders.RETURN);
        resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce()
                .andThen(ask -> ask.additionalParameters(more -> {
                    if (purpose.anew()) {
                        more.put("prompt", "login");
                        more.put("max_age", 0);
                    }
                    if (!provider.settings().acr().isEmpty()) {
                        more.put(
                                "acr_values",
                                String.join(" ", provider.settings().acr()));
                    }
                })));
        return Objects.requireNonNull(
                resolver.resolve(request, provider.registration().getRegistrationId()));
    }
}
