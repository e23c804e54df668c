package vn.lienthong.agency;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/**
 * The sign-in providers there are. What each says of itself is asked for when somebody first comes by it, and kept for an hour; one
 * that does not answer is not asked again for some seconds, so that nobody can keep the hub waiting. Templates list them as
 * {@code @providers}. Used on many threads.
 */
@Component("providers")
public class IdentityProviders {
    /** Where a provider sends people back to. */
    static final String RETURN = "/login/oidc";

    private static final Logger LOG = LoggerFactory.getLogger(IdentityProviders.class);
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration LEFT_ALONE = Duration.ofSeconds(10);

    /** So many may wait for providers to say what they are: strangers make them wait. */
    static final int AT_A_TIME = 4;

    private final IdentitySettings settings;
    private final Clock clock;
    private final ClientHttpRequestFactory http = ProviderMetadata.http();
    private final Map<String, Asked> asked = new ConcurrentHashMap<>();
    private final Semaphore waiting = new Semaphore(AT_A_TIME);

    IdentityProviders(IdentitySettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** One that people can choose. */
    public record Offered(String id, Text title, String issuer) {}

    /** When a provider was asked, and what it said; null where it gave no usable answer. */
    record Asked(Instant at, @Nullable ProviderMetadata answer) {
        private boolean counts(Instant now) {
            return now.isBefore(at.plus(answer == null ? LEFT_ALONE : KEPT));
        }
    }

    /** One that has answered. */
    record Known(Offered offered, IdentitySettings.Provider settings, ClientRegistration registration) {}

    /** All of them, by their short names. */
    public List<Offered> all() {
        return settings.oidc().keySet().stream().sorted().map(this::offered).toList();
    }

    /** The one of this issuer, if it is still one of them. */
    Optional<Offered> ofIssuer(String issuer) {
        return all().stream().filter(one -> one.issuer().equals(issuer)).findFirst();
    }

    /** @throws HubException NOT_FOUND */
    Offered find(String id) {
        if (!settings.oidc().containsKey(id)) {
            throw new HubException(AgencyError.PROVIDER_UNKNOWN, Map.of("provider", id));
        }
        return offered(id);
    }

    /** When one was asked last, and what it said; empty where nobody came by it since the start. */
    Optional<Asked> lastAsked(String id) {
        return Optional.ofNullable(asked.get(id));
    }

    /**
     * One that can be used now; waits for its answer.
     *
     * @throws HubException NOT_FOUND, or UNAVAILABLE where it does not answer as it should
     */
    Known open(String id) {
        Offered offered = find(id);
        IdentitySettings.Provider own = settings.oidc().get(id);
        ProviderMetadata metadata = ask(offered);
        if (metadata == null) {
            throw away(offered, null);
        }
        String secret = secret(offered, own);
        ClientRegistration.Builder registration = ClientRegistrations.fromOidcConfiguration(metadata.said())
                .registrationId(id)
                .clientId(own.clientId())
                .redirectUri("{baseUrl}" + RETURN + "/{registrationId}")
                .scope("openid")
                .clientSecret(secret);
        if (secret.isEmpty()) {
            registration.clientAuthenticationMethod(ClientAuthenticationMethod.NONE);
        }
        return new Known(offered, own, registration.build());
    }

    /** Where somebody signs out of a provider; empty where it has not said so lately. Waits for nobody. */
    Optional<String> endSession(String id) {
        return lastAsked(id).map(Asked::answer).map(answer -> answer.endSession(settings));
    }

    HubException away(Offered provider, @Nullable Throwable why) {
        return new HubException(AgencyError.PROVIDER_AWAY, Map.of("provider", provider.title()), why);
    }

    String clientId(String id) {
        return String.valueOf(settings.oidc().get(id).clientId());
    }

    ClientHttpRequestFactory http() {
        return http;
    }

    /** What it said lately; where too many wait for answers already, what is known is all there is. */
    private @Nullable ProviderMetadata ask(Offered provider) {
        Asked last = asked.get(provider.id());
        if (last != null && last.counts(clock.instant())) {
            return last.answer();
        }
        if (!waiting.tryAcquire()) {
            return last == null ? null : last.answer();
        }
        try {
            Asked now = new Asked(clock.instant(), answer(provider));
            asked.put(provider.id(), now);
            return now.answer();
        } finally {
            waiting.release();
        }
    }

    private @Nullable ProviderMetadata answer(Offered provider) {
        try {
            ProviderMetadata answer = ProviderMetadata.of(provider.issuer(), settings, http);
            ClientRegistrations.fromOidcConfiguration(answer.said());
            return answer;
        } catch (RestClientException | IllegalArgumentException unusable) {
            LOG.warn(
                    "sign-in-provider={} issuer={} does not answer as it should",
                    provider.id(),
                    provider.issuer(),
                    unusable);
            return null;
        }
    }

    private Offered offered(String id) {
        IdentitySettings.Provider own = settings.oidc().get(id);
        return new Offered(id, own.called(id), String.valueOf(own.issuer()));
    }

    /** Empty where it has none. */
    private String secret(Offered offered, IdentitySettings.Provider own) {
        @Nullable Path file = own.clientSecretFile();
        if (file == null) {
            return own.clientSecret() == null ? "" : own.clientSecret().strip();
        }
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            LOG.warn("sign-in-provider={} its secret cannot be read from {}", offered.id(), file, unreadable);
            throw away(offered, unreadable);
        }
    }
}
