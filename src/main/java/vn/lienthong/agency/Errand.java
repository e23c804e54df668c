package vn.lienthong.agency;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/**
 * What somebody was sent to a sign-in provider for. It stays in his session until he comes back, counts once, and carries what the
 * answer has to fit: state, nonce and the secret half of PKCE.
 *
 * @param provider its short name
 * @param asked what the provider was asked
 * @param begun when he was sent
 * @param person whom it is for; null where nobody is known yet
 * @param invitation the number of the invitation that he brought; null for every other purpose
 */
record Errand(
        Purpose purpose,
        String provider,
        OAuth2AuthorizationRequest asked,
        Instant begun,
        @Nullable String person,
        @Nullable Long invitation) {
    /** Nobody who comes back later is still believed. */
    static final Duration VALID = Duration.ofMinutes(10);

    /** Why somebody is sent there. */
    enum Purpose {
        /** To come in. */
        SIGN_IN(false),
        /** To come by the provider from now on, in place of a password. */
        ACCEPT(true),
        /** To come by the provider, too. */
        BIND(true),
        /** To show that it is still he. */
        CONFIRM(true);

        private final boolean anew;

        Purpose(boolean anew) {
            this.anew = anew;
        }

        /** Whether the provider is to ask who it is, though it may know already. */
        boolean anew() {
            return anew;
        }
    }

    /** Whom it is for, and by which invitation. */
    record For(
            Purpose purpose,
            @Nullable String person,
            @Nullable Long invitation) {
        static final For STRANGER = new For(Purpose.SIGN_IN, null, null);

        static For person(Purpose purpose, String person) {
            return new For(purpose, person, null);
        }
    }

    boolean over(Instant now) {
        return now.isAfter(begun.plus(VALID));
    }

    @Override
    public String toString() {
        return "Errand[" + purpose + " " + provider + "]";
    }
}
