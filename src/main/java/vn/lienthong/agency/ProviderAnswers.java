package vn.lienthong.agency;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import vn.lienthong.kernel.HubException;

/**
 * Asks a provider who it is that came back with a code, and believes it only what fits the errand: state, nonce, PKCE, signature, issuer,
 * audience and time. Waits for the provider.
 */
@Component
class ProviderAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderAnswers.class);
    private static final int LONGEST_SUBJECT = 255;

    /** An error's code, which the provider may have written. */
    private static final Pattern CODE = Pattern.compile("[a-z_-]{1,40}");

    private final IdentityProviders providers;
    private final OidcAuthorizationCodeAuthenticationProvider exchange;

    ProviderAnswers(IdentityProviders providers, Clock clock) {
        this.providers = providers;
        RestClientAuthorizationCodeTokenResponseClient tokens = new RestClientAuthorizationCodeTokenResponseClient();
        tokens.setRestClient(RestClient.builder()
                .requestFactory(providers.http())
                .messageConverters(readers -> {
                    readers.clear();
                    readers.add(new FormHttpMessageConverter());
                    readers.add(new OAuth2AccessTokenResponseHttpMessageConverter());
                })
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        this.exchange = new OidcAuthorizationCodeAuthenticationProvider(
                tokens, asked -> new DefaultOidcUser(AuthorityUtils.NO_AUTHORITIES, asked.getIdToken()));
        exchange.setJwtDecoderFactory(registration -> ProviderMetadata.decoder(registration, providers.http(), clock));
    }

    /**
     * What came back.
     *
     * @param code empty where the provider gave none: it or the person said no
     */
    record Back(String code, String state) {
        @Override
        public String toString() {
            return "Back[]";
        }
    }

    /**
     * Who it is.
     *
     * @throws HubException DENIED where anything does not fit, UNAVAILABLE where the provider does not answer
     */
    Identity identity(Errand errand, Back back) {
        IdentityProviders.Known provider = providers.open(errand.provider());
        if (back.code().isEmpty()) {
            throw refused(provider, AgencyError.PROVIDER_REFUSED, "no-code", null);
        }
        OidcIdToken token = exchanged(provider, errand, back);
        if (token.getSubject().length() > LONGEST_SUBJECT) {
            throw refused(provider, AgencyError.PROVIDER_REFUSED, "subject-too-long", null);
        }
        try {
            needFactors(provider, token);
            return new Identity(
                    provider.offered().issuer(), token.getSubject(), token.getAuthenticatedAt(), token.getTokenValue());
        } catch (IllegalArgumentException noSuchClaim) {
            throw refused(provider, AgencyError.PROVIDER_REFUSED, "claim", noSuchClaim);
        }
    }

    private OidcIdToken exchanged(IdentityProviders.Known provider, Errand errand, Back back) {
        OAuth2AuthorizationResponse answer = OAuth2AuthorizationResponse.success(back.code())
                .redirectUri(errand.asked().getRedirectUri())
                .state(back.state())
                .build();
        try {
            OAuth2LoginAuthenticationToken known =
                    (OAuth2LoginAuthenticationToken) exchange.authenticate(new OAuth2LoginAuthenticationToken(
                            provider.registration(), new OAuth2AuthorizationExchange(errand.asked(), answer)));
            return ((OidcUser) known.getPrincipal()).getIdToken();
        } catch (AuthenticationException unbelievable) {
            if (Stream.<Throwable>iterate(unbelievable, cause -> cause != null, Throwable::getCause)
                    .anyMatch(IOException.class::isInstance)) {
                LOG.warn("sign-in-provider={} does not answer", errand.provider(), unbelievable);
                throw providers.away(provider.offered(), unbelievable);
            }
            String why = unbelievable instanceof OAuth2AuthenticationException coded
                    ? coded.getError().getErrorCode()
                    : "unknown";
            throw refused(provider, AgencyError.PROVIDER_REFUSED, why, unbelievable);
        }
    }

    private static void needFactors(IdentityProviders.Known provider, OidcIdToken token) {
        List<String> classes = provider.settings().acr();
        List<String> ways =
                Optional.ofNullable(token.getAuthenticationMethods()).orElse(List.of());
        if (!classes.isEmpty() && !classes.contains(String.valueOf(token.getAuthenticationContextClass()))
                || !ways.containsAll(provider.settings().amr())) {
            throw refused(provider, AgencyError.FACTOR_MISSING, "factor", null);
        }
    }

    private static HubException refused(
            IdentityProviders.Known provider, AgencyError error, String why, @Nullable Throwable cause) {
        LOG.info(
                "sign-in-provider={} refused={}",
                provider.offered().id(),
                CODE.matcher(why).matches() ? why : "other");
        return new HubException(error, Map.of("provider", provider.offered().title()), cause);
    }
}
