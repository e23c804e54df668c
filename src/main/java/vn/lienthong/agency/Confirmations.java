package vn.lienthong.agency;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;

/**
 * Shows that it is still he who signed in: before somebody reveals much or does what cannot be undone, he gives password and code once
 * more. That counts for a few minutes, for the session or the token that he gave it with. Signing in counts, too.
 */
@Component
class Confirmations {
    static final Duration VALID = Duration.ofMinutes(5);

    /** What he does by it, for the journal. */
    static final String ACT = "person.confirmed";

    private static final String UNTIL = Confirmations.class.getName() + ".until";

    private final ApiTokens tokens;
    private final SignIn signIn;
    private final Clock clock;

    Confirmations(ApiTokens tokens, SignIn signIn, Clock clock) {
        this.tokens = tokens;
        this.signIn = signIn;
        this.clock = clock;
    }

    /**
     * What somebody gives to show who he is.
     *
     * @param firstStartToken of the first administrator, who has no password; empty for everybody else
     */
    record Shown(String password, String code, String firstStartToken) {
        @Override
        public String toString() {
            return "Shown[]";
        }
    }

    /** Whether it still counts for whoever makes this request. */
    boolean last(@Nullable RequestAttributes request, Authentication who) {
        return until(request, who).filter(clock.instant()::isBefore).isPresent();
    }

    private Optional<Instant> until(@Nullable RequestAttributes request, Authentication who) {
        if (who.getCredentials() instanceof Long token) {
            return tokens.confirmedUntil(token);
        }
        if (request != null && request.getAttribute(UNTIL, RequestAttributes.SCOPE_SESSION) instanceof Instant until) {
            return Optional.of(until);
        }
        return who.getDetails() instanceof SignInProvider.Session session && session.shown()
                ? Optional.of(session.since().plus(VALID))
                : Optional.empty();
    }

    /**
     * Takes what somebody shows.
     *
     * @return until when it counts
     * @throws vn.lienthong.kernel.HubException DENIED where it is wrong, or where he has to wait
     */
    Instant take(Shown shown, Authentication who, HttpServletRequest request) {
        if (who.getName().equals(People.FIRST_ADMINISTRATOR)) {
            signIn.firstAdministrator(shown.firstStartToken(), ACT, "hub");
        } else {
            signIn.person(
                    new SignIn.Given(
                            who.getName(), shown.password(), shown.code().strip(), request.getRemoteAddr()),
                    ACT);
        }
        if (who.getCredentials() instanceof Long token) {
            Instant until = clock.instant().plus(VALID);
            tokens.confirm(token, until);
            return until;
        }
        return shown(request);
    }

    /** What he showed in this session counts no more, because it is no longer what he has. */
    void forget(HttpServletRequest request) {
        request.getSession().setAttribute(UNTIL, Instant.EPOCH);
    }

    /**
     * Somebody has shown it, in this session: here, or at his sign-in provider.
     *
     * @return until when it counts
     */
    Instant shown(HttpServletRequest request) {
        Instant until = clock.instant().plus(VALID);
        request.getSession().setAttribute(UNTIL, until);
        return until;
    }
}
