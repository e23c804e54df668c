package vn.lienthong.service;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.Attempts;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;

/**
 * Gives a program a token for its secret. A right secret is always taken, so that nobody can keep a program out by guessing under its
 * name; after wrong ones whoever brings them waits, as at the sign-in. Which part was wrong is not said.
 */
@Component
class TokenGate {
    private static final String ACT = "caller.admitted";
    private static final String STRANGER = "stranger";

    /** A token lasts ten minutes: a program on several machines needs no more, and one that runs wild fills no table and no journal. */
    private static final long TOKENS_A_MINUTE = 60;

    private static final long TOKENS_A_DAY = 10_000;

    private final ServiceCallers callers;
    private final Attempts attempts;
    private final AgreementLimits limits;
    private final Journal journal;

    TokenGate(ServiceCallers callers, Attempts attempts, AgreementLimits limits, Journal journal) {
        this.callers = callers;
        this.attempts = attempts;
        this.limits = limits;
        this.journal = journal;
    }

    /**
     * A token.
     *
     * @param given the name that the program says
     * @param address where the program calls from
     * @param scopes what the program wants it narrowed to; null where it wants no such thing
     * @throws HubException DENIED, also where it has to wait
     */
    ServiceCallers.Issued token(String given, String secret, String address, @Nullable Set<RosterScope> scopes) {
        String name = CallerDesk.NAME.matcher(given).matches() ? given : ""; // what can be no name is nobody's
        Optional<Long> right = callers.secret(name, secret);
        if (right.isEmpty()) {
            attempts.begin(name, address, "caller");
        } else {
            needMeasure(name);
        }
        told(callers.find(name), right.isPresent());
        return callers.issue(right.orElseThrow(() -> new HubException(ServiceError.SECRET_WRONG, Map.of())), scopes);
    }

    /**
     * Whose secret this is, for whoever shows it with each call; that he did stands in the journal with the call.
     *
     * @throws HubException DENIED, also where he has to wait
     */
    ServiceCaller shown(String given, String secret, String address) {
        String name = CallerDesk.NAME.matcher(given).matches() ? given : "";
        if (callers.secret(name, secret).isPresent()) {
            return callers.find(name).orElseThrow();
        }
        attempts.begin(name, address, "caller");
        told(callers.find(name), false);
        throw new HubException(ServiceError.SECRET_WRONG, Map.of());
    }

    private void told(Optional<ServiceCaller> known, boolean admitted) {
        journal.record(new Journal.Entry(
                        known.map(ServiceCaller::actor).orElse(STRANGER),
                        ACT,
                        "hub",
                        admitted ? "done" : "refused",
                        null,
                        Map.of())
                .withAgency(known.map(ServiceCaller::agency).stream().toArray(AgencyCode[]::new)));
    }

    private void needMeasure(String name) {
        AgreementLimits.Verdict verdict = limits.take("token/" + name, TOKENS_A_MINUTE, TOKENS_A_DAY);
        if (!verdict.allowed()) {
            throw new HubException(ServiceError.LIMIT_REACHED, Map.of("seconds", verdict.seconds()));
        }
    }
}
