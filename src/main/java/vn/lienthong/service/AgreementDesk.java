package vn.lienthong.service;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.approval.Approval;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Owned;
import vn.lienthong.kernel.Owners;

/**
 * Services and agreements as far as they are for whoever looks: those of his agencies, and those under which his agencies ask. Whoever
 * agrees on sharing for the providing agency stops an agreement and lets it go on.
 */
@Component
class AgreementDesk implements Owned {
    static final String KIND = "agreement";

    private static final int DAYS = 30;

    private final KnownServices known;
    private final KeptAgreements kept;
    private final PastAgreements past;
    private final Suspensions suspensions;
    private final CallUses uses;
    private final AgreementWords words;
    private final Callers callers;
    private final Journal journal;
    private final TransactionTemplate transaction;
    private final Clock clock;

    AgreementDesk(
            KnownServices known,
            KeptAgreements kept,
            PastAgreements past,
            Suspensions suspensions,
            CallUses uses,
            AgreementWords words,
            Callers callers,
            Journal journal,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.known = known;
        this.kept = kept;
        this.past = past;
        this.suspensions = suspensions;
        this.uses = uses;
        this.words = words;
        this.callers = callers;
        this.journal = journal;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * One agreement.
     *
     * @param offered how many columns its service can answer
     * @param calls of the last thirty days
     */
    record Line(Agreement agreement, AgencyCode provider, Standing standing, int offered, CallUses.Count calls) {}

    /**
     * One service, as the caller may know it.
     *
     * @param own whether he may look at what stands behind it
     * @param answers false where something hinders it, or it is over
     * @param hindrances what does; empty where what stands behind it is not for him
     * @param consumers how many of those that he may look at
     * @param calls of these, of the last thirty days
     */
    record Published(
            DataService service,
            boolean own,
            boolean answers,
            List<Problem> hindrances,
            int consumers,
            CallUses.Count calls) {}

    /** The services that the caller may look at, by name. */
    List<Published> services() {
        Caller caller = callers.current();
        Map<String, CallUses.Count> counts = uses.all(DAYS);
        return known.all().stream()
                .filter(service -> caller.sees(owners(service)))
                .map(service -> published(service, counts, caller))
                .toList();
    }

    private Published published(DataService service, Map<String, CallUses.Count> counts, Caller caller) {
        List<Agreement> its = known.agreements().stream()
                .filter(one -> one.service().equals(service.id()))
                .filter(one -> owners(one).filter(caller::sees).isPresent())
                .toList();
        CallUses.Count calls = its.stream()
                .map(one -> counts.getOrDefault(one.name(), CallUses.Count.NONE))
                .reduce(CallUses.Count.NONE, CallUses.Count::and);
        LocalDate today = today();
        int consumers = (int) its.stream()
                .filter(one -> known.permits(one, today))
                .map(Agreement::consumer)
                .distinct()
                .count();
        boolean own = caller.sees(new Owners(service.agency()));
        List<Problem> hindrances = known.hindrances(service);
        return new Published(
                service,
                own,
                hindrances.isEmpty() && !service.retirement().over(today),
                own ? hindrances : List.of(),
                consumers,
                calls);
    }

    /** The agreements that the caller may look at, by name. */
    List<Line> agreements() {
        Caller caller = callers.current();
        Map<String, CallUses.Count> counts = uses.all(DAYS);
        Map<String, Suspensions.Suspension> stopped = suspensions.all();
        return known.agreements().stream()
                .filter(one -> owners(one).filter(caller::sees).isPresent())
                .map(one -> line(one, stopped, counts.getOrDefault(one.name(), CallUses.Count.NONE)))
                .toList();
    }

    /** One of them, if it counts. */
    Optional<Line> find(String name) {
        return agreements().stream()
                .filter(line -> line.agreement().name().equals(name))
                .findFirst();
    }

    /** One of them. */
    Line agreement(String name) {
        return find(name).orElseThrow(() -> unknown(name));
    }

    private Line line(Agreement agreement, Map<String, Suspensions.Suspension> stopped, CallUses.Count calls) {
        DataService service = known.find(agreement.service()).orElseThrow();
        return new Line(
                agreement,
                service.agency(),
                Standing.of(agreement, known, stopped, today()),
                service.answer().size(),
                calls);
    }

    /** The day that counts. */
    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ServiceCall.ZONE);
    }

    /** What is wrong in files of services and agreements, for whoever keeps the platform. */
    List<Problem> problems() {
        return callers.current().may(Act.RUN_PLATFORM, null) ? known.problems() : List.of();
    }

    /**
     * Stops an agreement at once.
     *
     * @throws HubException CONFLICT where it is stopped already, CONFIGURATION without a reason
     */
    void suspend(String name, String reason) {
        if (reason.isBlank()) {
            throw new HubException(ServiceError.REASON_MISSING, Map.of());
        }
        change(
                name,
                "agreement.suspended",
                reason.strip(),
                ServiceError.SUSPENDED_ALREADY,
                caller -> suspensions.suspend(name, caller.name(), reason.strip()));
    }

    /**
     * Lets a stopped agreement go on.
     *
     * @throws HubException CONFLICT where nothing stops it
     */
    void lift(String name, String reason) {
        change(
                name,
                "agreement.lifted",
                reason.isBlank() ? null : reason.strip(),
                ServiceError.NOT_SUSPENDED,
                caller -> suspensions.lift(name, caller.name()));
    }

    /**
     * Ends an agreement of the hub at once, for good.
     *
     * @throws HubException CONFLICT where a file holds it
     */
    void end(String name, String reason) {
        Caller caller = callers.current();
        Line line = agreement(name);
        caller.need(Act.SHARE_DATA, line.provider());
        if (line.agreement().ofFile()) {
            throw new HubException(
                    ServiceError.AGREEMENT_OF_FILE,
                    Map.of("agreement", name, "file", line.agreement().file()));
        }
        change(
                name,
                "agreement.ended",
                reason.isBlank() ? null : reason.strip(),
                ServiceError.AGREEMENT_UNKNOWN,
                by -> {
                    kept.end(name, by.name());
                    return true;
                });
        known.refresh();
    }

    private interface Change {
        boolean done(Caller caller);
    }

    private void change(String name, String act, @Nullable String reason, ServiceError otherwise, Change change) {
        Caller caller = callers.current();
        Line line = agreement(name);
        caller.need(Act.SHARE_DATA, line.provider());
        transaction.executeWithoutResult(status -> {
            if (!change.done(caller)) {
                throw new HubException(otherwise, Map.of("agreement", name));
            }
            journal.recordWithin(new Journal.Entry(caller.name(), act, "agreement/" + name, "done", reason, Map.of())
                    .withAgency(line.provider(), line.agreement().consumer()));
        });
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<Owners> owners(String id) {
        return known.agreement(id).flatMap(this::owners).or(() -> past.newest(id)
                .map(PastAgreements.Past::owners));
    }

    /** What was agreed, in words; the dataset behind the service only for whoever may look at it. */
    List<Approval.Change> terms(Line line) {
        DataService service = known.find(line.agreement().service()).orElseThrow();
        List<Approval.Change> all = words.difference(line.agreement(), service, null);
        return callers.current().sees(new Owners(service.agency())) ? all : all.subList(1, all.size());
    }

    private Optional<Owners> owners(Agreement agreement) {
        return known.find(agreement.service())
                .map(service -> new Owners(service.agency(), Set.of(agreement.consumer())));
    }

    private Owners owners(DataService service) {
        return new Owners(
                service.agency(),
                known.agreements().stream()
                        .filter(one -> one.service().equals(service.id()))
                        .map(Agreement::consumer)
                        .collect(Collectors.toSet()));
    }

    @Override
    public HubException unknown(String id) {
        return new HubException(ServiceError.AGREEMENT_UNKNOWN, Map.of("agreement", id));
    }
}
