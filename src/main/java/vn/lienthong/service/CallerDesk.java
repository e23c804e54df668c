package vn.lienthong.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.agency.Agencies;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Owned;
import vn.lienthong.kernel.Owners;

/**
 * Registers the programs of an agency that ask services, gives them secrets and ends both: whoever manages the people of the agency
 * does. A secret is shown once; while two count, a third is not given.
 */
@Component
class CallerDesk implements Owned {
    static final String KIND = "caller";

    static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,63}");
    private static final Duration LONGEST = Duration.ofDays(730);
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);
    private static final int MOST_SECRETS = 2;
    private static final int MOST_CONTACT = 200;

    private final ServiceCallers kept;
    private final CallerCertificates certificates;
    private final Agencies agencies;
    private final Callers callers;
    private final Journal journal;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CallerDesk(
            ServiceCallers kept,
            CallerCertificates certificates,
            Agencies agencies,
            Callers callers,
            Journal journal,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.kept = kept;
        this.certificates = certificates;
        this.agencies = agencies;
        this.callers = callers;
        this.journal = journal;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Those of the agencies whose people the caller manages, with their secrets and certificates. */
    List<Line> all() {
        Caller caller = callers.current();
        Instant now = clock.instant();
        Map<String, List<CallerCertificates.Kept>> shown = certificates.all();
        return kept.all().stream()
                .filter(one -> caller.may(Act.MANAGE_PEOPLE, one.agency()))
                .map(one -> one.counts(now)
                        ? new Line(one, true, kept.secrets(one.name()), shown.getOrDefault(one.name(), List.of()), now)
                        : new Line(one, false, List.of(), List.of(), now))
                .toList();
    }

    /** A program with its secrets and certificates at this time; {@code counts} is false once it has ended. */
    record Line(
            ServiceCaller caller,
            boolean counts,
            List<ServiceCallers.Kept> secrets,
            List<CallerCertificates.Kept> certificates,
            Instant now) {
        /** Whether a further certificate is taken now. */
        public boolean takesCertificate() {
            return certificates.stream().filter(one -> !one.over(now)).count() < MOST_SECRETS;
        }
    }

    /**
     * Registers a program.
     *
     * @return its first secret
     * @throws HubException CONFIGURATION where something is wrong in it, CONFLICT where the name is taken, DENIED
     */
    ServiceCallers.Issued register(String name, AgencyCode agency, @Nullable String contact, Duration validity) {
        Caller caller = callers.current();
        caller.need(Act.MANAGE_PEOPLE, agency);
        if (!NAME.matcher(name).matches()) {
            throw new HubException(ServiceError.CALLER_NAME_INVALID, Map.of());
        }
        if (agencies.find(agency).isEmpty()) {
            throw new HubException(ServiceError.AGENCY_UNKNOWN, Map.of("agency", agency));
        }
        if (validity.isNegative() || validity.isZero() || validity.compareTo(LONGEST) > 0) {
            throw new HubException(ServiceError.VALIDITY_INVALID, Map.of("most", LONGEST.toDays()));
        }
        String asked = contact == null || contact.isBlank() ? null : contact.strip();
        if (asked != null && asked.length() > MOST_CONTACT) {
            throw new HubException(ServiceError.CONTACT_TOO_LONG, Map.of("most", MOST_CONTACT));
        }
        Instant now = clock.instant();
        return done(() -> {
            if (!kept.add(name, agency, asked, caller.name(), now.plus(validity))) {
                throw new HubException(ServiceError.CALLER_NAME_TAKEN, Map.of("name", name));
            }
            record(
                    caller,
                    "caller.registered",
                    name,
                    agency,
                    Map.of("until", now.plus(validity).toString()));
            return kept.addSecret(name, caller.name(), now);
        });
    }

    /**
     * Gives a further secret.
     *
     * @param overlap how long the one before it still counts
     * @throws HubException CONFLICT while two count
     */
    ServiceCallers.Issued rotate(String name, Duration overlap) {
        Caller caller = callers.current();
        ServiceCaller one = counting(name);
        caller.need(Act.MANAGE_PEOPLE, one.agency());
        needOverlap(overlap);
        return done(() -> {
            kept.lock(name);
            if (kept.secrets(name).size() >= MOST_SECRETS) {
                throw new HubException(ServiceError.TWO_SECRETS, Map.of("name", name));
            }
            record(caller, "caller.rotated", name, one.agency(), Map.of("overlap", overlap.toString()));
            return kept.addSecret(name, caller.name(), clock.instant().plus(overlap));
        });
    }

    static void needOverlap(Duration overlap) {
        if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw new HubException(ServiceError.OVERLAP_INVALID, Map.of("most", LONGEST_OVERLAP.toHours()));
        }
    }

    /** Ends one secret at once. */
    void endSecret(String name, long number) {
        Caller caller = callers.current();
        ServiceCaller one = kept.find(name).orElseThrow(() -> unknown(name));
        caller.need(Act.MANAGE_PEOPLE, one.agency());
        if (kept.secrets(name).stream().noneMatch(secret -> secret.number() == number)) {
            throw new HubException(ServiceError.SECRET_UNKNOWN, Map.of("name", name, "number", number));
        }
        done(() -> {
            record(caller, "caller.secret-ended", name, one.agency(), Map.of("number", "" + number));
            kept.endSecret(number);
            return number;
        });
    }

    /** Ends a program at once, for good. */
    void end(String name) {
        Caller caller = callers.current();
        ServiceCaller one = counting(name);
        caller.need(Act.MANAGE_PEOPLE, one.agency());
        done(() -> {
            record(caller, "caller.ended", name, one.agency(), Map.of());
            kept.end(name, caller.name());
            return name;
        });
    }

    private ServiceCaller counting(String name) {
        ServiceCaller one = kept.find(name).orElseThrow(() -> unknown(name));
        if (!one.counts(clock.instant())) {
            throw new HubException(ServiceError.CALLER_ENDED, Map.of("name", name));
        }
        return one;
    }

    private void record(Caller by, String act, String name, AgencyCode agency, Map<String, String> details) {
        journal.recordWithin(
                new Journal.Entry(by.name(), act, "caller/" + name, "done", null, details).withAgency(agency));
    }

    private <T> T done(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }

    @Override
    public Optional<Owners> owners(String id) {
        return kept.find(id).map(one -> new Owners(one.agency()));
    }

    @Override
    public HubException unknown(String id) {
        return new HubException(ServiceError.CALLER_UNKNOWN, Map.of("name", id));
    }
}
