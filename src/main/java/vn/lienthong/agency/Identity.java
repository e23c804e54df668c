package vn.lienthong.agency;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody is at a sign-in provider: issuer and subject, and nothing else that a token tells. In particular no e-mail address, which
 * others may get.
 *
 * @param askedAt when the provider last asked who it is; null where it does not say
 * @param token what the provider signed, for signing out there
 */
record Identity(String issuer, String subject, @Nullable Instant askedAt, String token) {
    /** So far may the clocks of hub and provider be apart. */
    static final Duration SKEW = Duration.ofSeconds(60);

    /** Whether the provider asked who it is since then, and not long before. */
    boolean askedSince(Instant begun) {
        return askedAt != null && !askedAt.isBefore(begun.minus(SKEW));
    }

    @Override
    public String toString() {
        return "Identity[]";
    }
}
