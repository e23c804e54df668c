package vn.lienthong.service;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Certificates;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;

/**
 * Takes certificates for programs and ends them, by the rules of secrets: whoever manages the people of the agency does, and while two
 * count, a third is not taken.
 */
@Component
class CertificateDesk {
    private static final int MOST = 2;

    private final ServiceCallers programs;
    private final CallerCertificates kept;
    private final Callers callers;
    private final Journal journal;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CertificateDesk(
            ServiceCallers programs,
            CallerCertificates kept,
            Callers callers,
            Journal journal,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.programs = programs;
        this.kept = kept;
        this.callers = callers;
        this.journal = journal;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * Lets a program be known by a further certificate.
     *
     * @param pem the certificate alone, in PEM form
     * @param overlap how long the one before it still counts, once this one is valid
     * @throws HubException CONFIGURATION where it cannot be taken, CONFLICT while two count or where it was taken before
     */
    CallerCertificates.Kept add(String name, String pem, Duration overlap) {
        Caller caller = callers.current();
        ServiceCaller one = programs.find(name).orElseThrow(() -> unknown(name));
        caller.need(Act.MANAGE_PEOPLE, one.agency());
        Instant now = clock.instant();
        if (!one.counts(now)) {
            throw new HubException(ServiceError.CALLER_ENDED, Map.of("name", name));
        }
        CallerDesk.needOverlap(overlap);
        X509Certificate certificate = CertificateText.read(pem, now);
        Instant valid = certificate.getNotBefore().toInstant();
        Instant others = (valid.isAfter(now) ? valid : now).plus(overlap);
        return Objects.requireNonNull(transaction.execute(status -> {
            programs.lock(name);
            if (kept.of(name).stream().filter(other -> !other.over(now)).count() >= MOST) {
                throw new HubException(ServiceError.TWO_CERTIFICATES, Map.of("name", name));
            }
            if (!kept.add(name, certificate, caller.name(), others)) {
                throw new HubException(ServiceError.CERTIFICATE_TAKEN, Map.of());
            }
            String fingerprint = HexFormat.of().formatHex(Certificates.sha256(certificate));
            record(
                    caller,
                    "caller.certificate-added",
                    one,
                    Map.of(
                            "sha256",
                            fingerprint,
                            "until",
                            certificate.getNotAfter().toInstant().toString(),
                            "overlap",
                            overlap.toString()));
            return kept.of(name).stream()
                    .filter(added -> added.fingerprint().equals(fingerprint))
                    .findFirst()
                    .orElseThrow();
        }));
    }

    /** Ends one at once, for good. */
    void end(String name, long number) {
        Caller caller = callers.current();
        ServiceCaller one = programs.find(name).orElseThrow(() -> unknown(name));
        caller.need(Act.MANAGE_PEOPLE, one.agency());
        List<CallerCertificates.Kept> its = kept.of(name);
        CallerCertificates.Kept ended = its.stream()
                .filter(certificate -> certificate.number() == number)
                .findFirst()
                .orElseThrow(() ->
                        new HubException(ServiceError.CERTIFICATE_UNKNOWN, Map.of("name", name, "number", number)));
        transaction.executeWithoutResult(status -> {
            record(
                    caller,
                    "caller.certificate-ended",
                    one,
                    Map.of("number", "" + number, "sha256", ended.fingerprint()));
            kept.end(number);
        });
    }

    private void record(Caller by, String act, ServiceCaller program, Map<String, String> details) {
        journal.recordWithin(new Journal.Entry(by.name(), act, "caller/" + program.name(), "done", null, details)
                .withAgency(program.agency()));
    }

    private static HubException unknown(String name) {
        return new HubException(ServiceError.CALLER_UNKNOWN, Map.of("name", name));
    }
}
