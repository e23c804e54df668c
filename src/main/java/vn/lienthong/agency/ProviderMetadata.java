package vn.lienthong.agency;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * What a provider says of itself (OpenID Connect Discovery), checked: it names the issuer it was asked for, and every address can be
 * spoken to. No redirect is followed, and nobody waits longer than {@link #PATIENCE} for an answer.
 *
 * @param said the document
 */
record ProviderMetadata(Map<String, Object> said) {
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String END_SESSION = "end_session_endpoint";
    private static final List<String> ADDRESSES = List.of("authorization_endpoint", "token_endpoint", "jwks_uri");

    /** How the hub speaks to providers. */
    static ClientHttpRequestFactory http() {
        JdkClientHttpRequestFactory http = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build());
        http.setReadTimeout(PATIENCE);
        return http;
    }

    /**
     * Asks a provider.
     *
     * @throws org.springframework.web.client.RestClientException where it does not answer
     * @throws IllegalArgumentException where what it says cannot be used, saying what
     */
    static ProviderMetadata of(String issuer, IdentitySettings settings, ClientHttpRequestFactory http) {
        String address = issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration";
        Map<String, Object> said = RestClient.create(new RestTemplate(http))
                .get()
                .uri(address)
                .retrieve()
                .body(new ParameterizedTypeReference<>() {});
        if (said == null || !issuer.equals(said.get("issuer"))) {
            throw new IllegalArgumentException("it names another issuer");
        }
        for (String name : ADDRESSES) {
            if (!settings.speakable(text(said.get(name)))) {
                throw new IllegalArgumentException("its " + name + " is no https address");
            }
        }
        return new ProviderMetadata(said);
    }

    /** Where somebody signs out there; null where it does not say, or no address that one may be sent to. */
    @Nullable
    String endSession(IdentitySettings settings) {
        String address = text(said.get(END_SESSION));
        return settings.speakable(address) ? address : null;
    }

    /** Knows tokens meant for this hub by the keys that their provider shows at this moment: public keys only. */
    static JwtDecoder decoder(ClientRegistration registration, ClientHttpRequestFactory http, Clock clock) {
        OidcIdTokenValidator meant = new OidcIdTokenValidator(registration);
        meant.setClock(clock);
        JwtTimestampValidator inTime = new JwtTimestampValidator();
        inTime.setClock(clock);
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(
                        registration.getProviderDetails().getJwkSetUri())
                .restOperations(new RestTemplate(http))
                .jwsAlgorithms(any -> any.addAll(List.of(SignatureAlgorithm.values())))
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(inTime, meant));
        return decoder;
    }

    private static @Nullable String text(@Nullable Object value) {
        return Objects.toString(value, null);
    }
}
