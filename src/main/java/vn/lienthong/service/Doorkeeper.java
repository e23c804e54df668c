package vn.lienthong.service;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;

/**
 * Lets programs in, by whatever protocol they come, and has their calls carried out on the service's route. Whoever shows a token learns
 * of what is not for him no more than of what is not there.
 */
@Component
class Doorkeeper {
    private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);

    private final ServiceCallers callers;
    private final CallerCertificates certificates;
    private final CallTools tools;
    private final ObjectProvider<CallRunner> runner;

    Doorkeeper(
            ServiceCallers callers,
            CallerCertificates certificates,
            CallTools tools,
            ObjectProvider<CallRunner> runner) {
        this.callers = callers;
        this.certificates = certificates;
        this.tools = tools;
        this.runner = runner; // asked for at each call: routes lean on this room
    }

    /** Who shows this; empty where nothing is shown, or any of it is nobody's, or it is of two programs. */
    Optional<ServiceCaller> caller(Proof proof) {
        Optional<ServiceCaller> byToken = proof.token() == null ? Optional.empty() : callers.holder(proof.token());
        if (proof.certificate() == null) {
            return byToken;
        }
        Optional<ServiceCaller> byCertificate = certificates.holder(proof.certificate());
        boolean same =
                !proof.authorized() || byToken.map(ServiceCaller::name).equals(byCertificate.map(ServiceCaller::name));
        return same ? byToken.or(() -> byCertificate) : Optional.empty();
    }

    /**
     * What becomes of a call at an address that is no roster, where the token was asked for to open rosters alone; null where it may go
     * on. It is counted and recorded as any that leads nowhere.
     */
    @Nullable
    Refused narrowed(ServiceCaller caller) {
        return caller.scopes() == null ? null : uncalled(caller, tooNarrow());
    }

    /** What becomes of whoever comes with a token for other things. */
    static Refused tooNarrow() {
        return Refused.of(403, ServiceError.SCOPE_TOO_NARROW, Map.of());
    }

    /** What becomes of whoever shows nothing that counts. */
    static Refused stranger() {
        return Refused.of(401, ServiceError.TOKEN_NEEDED, Map.of());
    }

    /** Takes every step; why the route itself could not, or null where it could. */
    @Nullable
    Refused carryOut(CallSteps steps) {
        try {
            runner.getObject().carryOut(steps);
            return null;
        } catch (HubException stopped) {
            LOG.warn("service {} is not answered: {}", steps.service(), stopped.getMessage());
            return Refused.silent(stopped);
        }
    }

    /** A service that is not there: as a call of one without an agreement, counted and recorded alike. */
    Refused unknown(ServiceCaller caller) {
        return uncalled(caller, Refused.nothing(null));
    }

    /** A call that never became one is counted, and recorded as long as it does not come too often. */
    Refused uncalled(ServiceCaller caller, Refused why) {
        try {
            AgreementLimits.Verdict verdict = tools.guessed(caller);
            if (verdict.allowed() || verdict.first()) {
                tools.journal().record(List.of(refusal(caller, why))); // by the way of calls without agreement
            }
            return verdict.allowed() ? why : Refused.limited(verdict.seconds());
        } catch (RuntimeException unwritten) {
            LOG.error("a call is not recorded and not answered: {}", Unwritten.why(unwritten));
            return Refused.of(503, ServiceError.UNRECORDED, Map.of());
        }
    }

    /** What the caller's own agency reads of a call that led nowhere: nothing tells whether there is such a service. */
    static Journal.Entry refusal(Asker caller, Refused why) {
        return new Journal.Entry(caller.actor(), caller.act(), "service", "refused", null, Map.of("why", why.code()))
                .withAgency(caller.agency());
    }
}
