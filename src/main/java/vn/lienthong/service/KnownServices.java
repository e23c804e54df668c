package vn.lienthong.service;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Connectors;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.HubException;

/** The services, agreements and legal instruments in effect, as last looked at; readers never wait for a look. */
final class KnownServices implements Services {
    private static final String HUB = "hub/";

    private final ServiceFiles files;
    private final KeptAgreements kept;
    private final KeptInstruments keptInstruments;
    private final DocumentKinds kinds;
    private final ServiceChecks checks;
    private final Function<AgencyCode, List<AgencyCode>> upwards;
    private final Consumer<ServicesChanged> changes;
    private final Clock clock;
    private Map<String, String> seen = Map.of();
    private Map<String, String> seenInstruments = Map.of();
    private volatile State state = new State(Map.of(), Map.of(), Map.of(), List.of(), Set.of());

    KnownServices(
            ServiceFiles files,
            KeptAgreements kept,
            KeptInstruments keptInstruments,
            DocumentKinds kinds,
            Connectors connectors,
            Function<AgencyCode, List<AgencyCode>> upwards,
            Consumer<ServicesChanged> changes,
            Clock clock) {
        this.clock = clock;
        this.files = files;
        this.kept = kept;
        this.keptInstruments = keptInstruments;
        this.kinds = kinds;
        this.checks = new ServiceChecks(connectors);
        this.upwards = upwards;
        this.changes = changes;
    }

    private record State(
            Map<ServiceId, DataService> services,
            Map<String, Agreement> agreements,
            Map<String, Instrument> instruments,
            List<Problem> problems,
            Set<String> wrong,
            Map<ServiceId, List<Agreement>> byService) {
        State(
                Map<ServiceId, DataService> services,
                Map<String, Agreement> agreements,
                Map<String, Instrument> instruments,
                List<Problem> problems,
                Set<String> wrong) {
            this(
                    services,
                    agreements,
                    instruments,
                    problems,
                    wrong,
                    agreements.values().stream().collect(Collectors.groupingBy(Agreement::service)));
        }
    }

    /** Looks whether the files or what the hub keeps have changed, and takes the changes over. */
    synchronized void refresh() {
        Map<String, String> approved = kept.all();
        Map<String, String> recorded = keptInstruments.all();
        if (!files.refresh() && approved.equals(seen) && recorded.equals(seenInstruments)) {
            return;
        }
        seen = approved;
        seenInstruments = recorded;
        Map<ServiceId, DataService> services = new TreeMap<>();
        files.services().forEach(service -> services.put(service.id(), service));
        Map<String, Agreement> agreements = new TreeMap<>();
        files.agreements().stream()
                .filter(agreement -> services.containsKey(agreement.service()))
                .forEach(agreement -> agreements.put(agreement.name(), agreement));
        List<Problem> problems = new ArrayList<>(files.problems());
        approved.forEach((name, yaml) -> {
            try {
                agreements.put(name, read(yaml, files.services(), agreements));
            } catch (DocumentException overtaken) {
                problems.addAll(overtaken.problems());
            }
        });
        Map<String, Instrument> instruments = new TreeMap<>();
        files.instruments().forEach(one -> instruments.put(one.name(), one));
        recorded.forEach((name, yaml) -> {
            try {
                instruments.put(name, read(yaml, instruments));
            } catch (DocumentException overtaken) {
                problems.addAll(overtaken.problems());
            }
        });
        state = new State(services, agreements, instruments, List.copyOf(problems), files.wrong());
        changes.accept(new ServicesChanged(List.copyOf(services.keySet())));
    }

    @Override
    public List<ServiceId> published() {
        return List.copyOf(state.services().keySet());
    }

    @Override
    public List<Offer> offers() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ServiceCall.ZONE);
        return state.services().values().stream()
                .map(service -> new Offer(
                        service.id(),
                        service.title(),
                        service.agency(),
                        service.contact(),
                        service.dataset(),
                        checks.asks(service),
                        hindrances(service).stream()
                                .findFirst()
                                .map(Problem::what)
                                .orElse(null),
                        service.retirement().over(today)))
                .toList();
    }

    /** An agreement as somebody writes it for the hub, beside those that are there. */
    private Agreement read(String yaml, List<DataService> services, Map<String, Agreement> others) {
        Document document = Document.parse(HUB + "agreement.yaml", yaml);
        Agreement agreement = new AgreementReader(kinds, services).read(document, null);
        if (others.containsKey(agreement.name())) {
            throw new DocumentException(List.of(ServiceChecks.problem(
                    document,
                    "/agreement",
                    new HubException(ServiceError.AGREEMENT_THERE, Map.of("agreement", agreement.name())))));
        }
        agreement.refuseBeside(others.values());
        return agreement;
    }

    /**
     * Reads an agreement as it would be taken into the hub, and changes nothing.
     *
     * @param may for which services it may be; another one is as if it were not there
     * @param renewed the agreement that it takes the place of; null where it is a new one
     * @throws DocumentException with all that is wrong in it
     */
    Agreement check(String yaml, Predicate<DataService> may, @Nullable Agreement renewed) {
        State now = state;
        List<DataService> services =
                now.services().values().stream().filter(may).toList();
        Map<String, Agreement> others = new TreeMap<>(now.agreements());
        if (renewed != null) {
            others.remove(renewed.name());
        }
        Agreement agreement = read(yaml, services, others);
        List<Problem> wrong =
                new ArrayList<>(checks.laidDown(agreement, now.services().get(agreement.service())));
        wrong.addAll(ServiceChecks.answeredStill(agreement, now.services().get(agreement.service())));
        wrong.addAll(ServiceChecks.recorded(agreement, now.instruments()));
        if (!wrong.isEmpty()) {
            throw new DocumentException(wrong);
        }
        return agreement;
    }

    /** An instrument as somebody writes it for the hub, beside those that files hold. */
    private Instrument read(String yaml, Map<String, Instrument> others) {
        Document document = Document.parse(HUB + "instrument.yaml", yaml);
        Instrument instrument = new InstrumentReader(kinds).read(document, null);
        Instrument there = others.get(instrument.name());
        if (there != null && there.ofFile()) {
            throw new DocumentException(List.of(ServiceChecks.problem(
                    document,
                    "/instrument",
                    new HubException(
                            ServiceError.INSTRUMENT_OF_FILE,
                            Map.of("instrument", there.name(), "file", there.file())))));
        }
        return instrument;
    }

    /**
     * Reads an instrument as it would be put on record in the hub, and changes nothing.
     *
     * @throws DocumentException with all that is wrong in it
     */
    Instrument checkInstrument(String yaml) {
        return read(yaml, state.instruments());
    }

    /** All legal instruments on record, by name. */
    Map<String, Instrument> instruments() {
        return state.instruments();
    }

    /** How an agreement stands on its instruments on a day. */
    Basis basis(Agreement agreement, LocalDate day) {
        State now = state;
        Map<String, Instrument> own = new TreeMap<>(now.instruments());
        DataService service = now.services().get(agreement.service());
        own.values().removeIf(one -> !one.ofFile() && (service == null || !suits(one, agreement, service)));
        return Basis.of(agreement, own, day);
    }

    /**
     * Whether what was put on record in the hub counts for an agreement. A name may be taken by whoever comes first: nobody but who
     * provides the data, or is above him, shall end or prolong what an agreement stands on.
     */
    private boolean suits(Instrument instrument, Agreement agreement, DataService service) {
        List<AgencyCode> own = upwards.apply(service.agency());
        return own.contains(instrument.agency())
                && (instrument.parties().isEmpty()
                        || instrument.parties().contains(agreement.consumer())
                                && instrument.parties().stream().anyMatch(own::contains));
    }

    /** Whether calls are answered under an agreement on a day, as far as its term, its service's and its legal basis say. */
    boolean permits(Agreement agreement, LocalDate day) {
        return agreement.covers(day)
                && !retirement(agreement).over(day)
                && basis(agreement, day).carries();
    }

    /** How the version that an agreement is about goes out of use. */
    Retirement retirement(Agreement agreement) {
        DataService service = state.services().get(agreement.service());
        return service == null ? Retirement.NONE : service.retirement();
    }

    /** Whether the file that holds an agreement is wrong now, so that its last good version is in effect. */
    boolean outdated(Agreement agreement) {
        return state.wrong().contains(agreement.file());
    }

    /** All services, by name and version. */
    List<DataService> all() {
        return List.copyOf(state.services().values());
    }

    Optional<DataService> find(ServiceId id) {
        return Optional.ofNullable(state.services().get(id));
    }

    /** All agreements, by name. */
    List<Agreement> agreements() {
        return List.copyOf(state.agreements().values());
    }

    Optional<Agreement> agreement(String name) {
        return Optional.ofNullable(state.agreements().get(name));
    }

    /** The agreements under which an agency may ask a service, in whatever term. */
    List<Agreement> agreements(ServiceId service, AgencyCode consumer) {
        return state.byService().getOrDefault(service, List.of()).stream()
                .filter(one -> one.consumer().equals(consumer))
                .toList();
    }

    /** Why a service may not answer, by what its connector lays down; empty where nothing hinders it. */
    List<Problem> hindrances(DataService service) {
        return checks.laidDown(service);
    }

    /** What is wrong in the files; the last good version of such a file stays in effect. */
    List<Problem> problems() {
        List<Problem> all = new ArrayList<>(state.problems());
        state.services().values().forEach(service -> all.addAll(hindrances(service)));
        return all;
    }
}
