package vn.lienthong.service;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.mapping.RowCondition;

/** One call of a service by a program that has shown who it is, or by a person who tries it. */
final class ServiceCall implements CallSteps {
    /** Where days begin and end. */
    static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    /** Whoever asks so that more rows hold it asks for a list, which is given page by page. */
    static final int MOST_ROWS = 100;

    /** How many are looked through for those that the agreement lets be seen. */
    private static final int MOST_LOOKED_AT = 1_000;

    private static final int MOST_CHARACTERS = 1 << 20;
    private static final Set<ServiceError> BEYOND =
            Set.of(ServiceError.TOO_MANY, ServiceError.TOO_LARGE, ServiceError.ASK_DECLINED);

    private static final Logger LOG = LoggerFactory.getLogger(ServiceCall.class);

    private final CallTools tools;
    private final Asker caller;
    private final DataService service;
    private final Given given;
    private @Nullable Agreement agreement;
    private List<String> answer = List.of();
    private Map<String, Object> brought = Map.of();
    private @Nullable List<Object> values;
    private List<Map<String, Object>> rows = List.of();
    private final Set<String> persons = new LinkedHashSet<>();
    private @Nullable Refused refused;
    private boolean recorded = true;

    ServiceCall(CallTools tools, Asker caller, DataService service, Given given) {
        this.tools = tools;
        this.caller = caller;
        this.service = service;
        this.given = given;
    }

    /**
     * What the caller brings; looked at once it is known that he may ask.
     *
     * @param fields by name; reading them may throw what is wrong with them
     * @param inAddress whether they stood in the address, where others on the way see and keep them
     */
    record Given(Supplier<Map<String, Object>> fields, boolean inAddress) {
        /** Whether nothing but the address was sent. */
        boolean reads() {
            return inAddress;
        }
    }

    @Override
    public ServiceId service() {
        return service.id();
    }

    @Override
    public void permit() {
        LocalDate today = LocalDate.ofInstant(tools.clock().instant(), ZONE);
        Optional<Agreement> found = tools.services().agreements(service.id(), caller.agency()).stream()
                .filter(one -> caller.chooses(one) && tools.services().permits(one, today))
                .findFirst();
        agreement = found.orElse(null);
        if (agreement != null) {
            // what the service offers no more is answered no more, though the agreement's last good version names it
            answer = agreement.answer().stream()
                    .filter(service.answer()::contains)
                    .toList();
        }
        if (agreement == null || answer.isEmpty()) {
            ServiceError why =
                    service.retirement().over(today) ? ServiceError.SERVICE_OVER : ServiceError.AGREEMENT_NONE;
            refuse(Refused.nothing(new HubException(why, Map.of())));
        } else if (caller.stopped(agreement, tools.suspensions())) {
            refuse(Refused.nothing(
                    new HubException(ServiceError.AGREEMENT_SUSPENDED, Map.of("agreement", agreement.name()))));
        } else if (!tools.services().hindrances(service).isEmpty()) {
            refuse(Refused.silent(new HubException(ServiceError.SERVICE_HINDERED, Map.of("service", service.id()))));
        }
    }

    @Override
    public void hold(HubException why) {
        if (refused == null) {
            refuse(Refused.silent(why));
        }
    }

    @Override
    public void count() {
        boolean permitted = refused == null || refused.status() != 404;
        AgreementLimits.Verdict verdict = agreement != null && permitted
                ? tools.limits().take("agreement/" + agreement.name(), agreement.perMinute(), agreement.perDay())
                : tools.guessed(caller);
        limit(verdict);
    }

    /** Refuses what comes too often. */
    void limit(AgreementLimits.Verdict verdict) {
        if (!verdict.allowed()) {
            refuse(Refused.limited(verdict.seconds()));
            recorded = verdict.first(); // what comes too often shall not fill the journal as well
        }
    }

    @Override
    public void ask() {
        attempt(() -> {
            if (given.inAddress() && service.ask().stream().anyMatch(column -> tools.masked(service, column))) {
                throw new HubException(ServiceError.ASK_BY_POST, Map.of());
            }
            brought = given.fields().get();
            values = Asked.values(service.ask(), brought, tools.lookUps().schema(service));
        });
    }

    @Override
    public void find() {
        attempt(() -> {
            RowCondition where = agreement.seen();
            Set<String> columns = new LinkedHashSet<>(service.ask());
            columns.addAll(answer);
            if (where != null) {
                columns.addAll(where.columns());
            }
            if (service.person() != null) {
                columns.add(service.person());
            }
            int most = where == null ? MOST_ROWS : MOST_LOOKED_AT;
            Batch found = found(List.copyOf(columns), most + 1, where != null);
            if (found == null) {
                return;
            }
            rows = seen(found, where);
            if (rows.size() > MOST_ROWS || found.size() > most) {
                HubException tooMany = new HubException(ServiceError.TOO_MANY, Map.of("most", MOST_ROWS));
                if (where != null && rows.isEmpty()) {
                    refuse(Refused.nothing(tooMany)); // how many rows of others there are is not for him
                    return;
                }
                throw tooMany;
            }
            if (DataAnswer.characters(rows) > MOST_CHARACTERS) {
                throw new HubException(ServiceError.TOO_LARGE, Map.of("most", MOST_CHARACTERS >> 20));
            }
            if (rows.isEmpty()) {
                refuse(Refused.nothing(null));
            }
        });
    }

    /** What is found; null where the call is refused with it. */
    private @Nullable Batch found(List<String> columns, int most, boolean filtered) {
        try {
            return tools.lookUps().find(service, columns, most, Objects.requireNonNull(values));
        } catch (HubException declined) {
            if (filtered && declined.code() == ServiceError.ASK_DECLINED) {
                refuse(Refused.nothing(declined)); // what is so about rows of others is not for him
                return null;
            }
            throw declined;
        }
    }

    /** Those that hold exactly what was asked, and that the agreement lets be seen. */
    private List<Map<String, Object>> seen(Batch found, @Nullable RowCondition where) {
        OffsetDateTime now = tools.clock().instant().atZone(ZONE).toOffsetDateTime();
        List<Map<String, Object>> seen = new ArrayList<>();
        for (int row = 0; row < found.size(); row++) {
            if (holds(found, row) && (where == null || where.holds(found, row, now, ZONE))) {
                Map<String, Object> fields = new LinkedHashMap<>();
                for (String column : answer) {
                    fields.put(column, found.value(row, found.schema().position(column)));
                }
                seen.add(fields);
                person(found, row);
            }
        }
        return seen;
    }

    /** Whom a row is about, where that is not asked but found. */
    private void person(Batch found, int row) {
        if (service.person() != null && !service.ask().contains(service.person())) {
            Object person = found.value(row, found.schema().position(service.person()));
            if (person != null && !id(person).isBlank()) {
                persons.add(id(person));
            }
        }
    }

    private boolean holds(Batch found, int row) {
        for (int i = 0; i < service.ask().size(); i++) {
            Object value =
                    found.value(row, found.schema().position(service.ask().get(i)));
            if (value == null || !SameValue.same(value, values.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void record() {
        if (!recorded) {
            return;
        }
        try {
            if (agreement == null) { // whoever provides it learns who asked, the caller's agency not that it is there
                tools.journal().record(List.of(entry(), Doorkeeper.refusal(caller, Refused.nothing(null))));
            } else {
                tools.uses().note(agreement.name(), caller.program(), counted());
                tools.journal().record(entries());
            }
        } catch (RuntimeException unwritten) {
            unrecorded(unwritten);
            return;
        }
        if (agreement != null && missed()) {
            tools.misses().missed(agreement, service);
        }
    }

    @Override
    public boolean answered() {
        return refused == null;
    }

    @Override
    public @Nullable HubException failure() {
        Refused why = refused;
        if (why == null || why.status() != 503) {
            return null;
        }
        return why.cause() == null ? why.why() : why.cause();
    }

    @Override
    public @Nullable Asking asking() {
        Agreement known = agreement;
        if (known == null || !(caller instanceof ServiceCaller)) {
            return null;
        }
        return new Asking(
                service.agency(),
                caller.actor(),
                known.name(),
                service.ask().stream()
                        .map(brought::get)
                        .filter(Objects::nonNull)
                        .map(ServiceCall::id)
                        .toList());
    }

    /** What cannot be written into the journal is not answered. */
    void unrecorded(RuntimeException unwritten) {
        LOG.error("a call of service {} is not recorded and not answered: {}", service.id(), Unwritten.why(unwritten));
        refuse(Refused.of(503, ServiceError.UNRECORDED, Map.of()));
    }

    private boolean missed() {
        return refused != null && refused.status() == 404 && refused.cause() == null;
    }

    private CallUses.Count counted() {
        return refused == null
                ? new CallUses.Count(1, 0, 0)
                : missed() ? new CallUses.Count(0, 1, 0) : new CallUses.Count(0, 0, 1);
    }

    private List<Journal.Entry> entries() {
        Journal.Entry entry = entry();
        return rows.isEmpty() || persons.isEmpty()
                ? List.of(entry)
                : persons.stream().map(entry::about).toList();
    }

    private Journal.Entry entry() {
        boolean answered = refused == null || missed();
        Map<String, String> details = new LinkedHashMap<>(
                answered
                        ? Map.of("fields", rows.isEmpty() ? "" : String.join(", ", answer), "rows", "" + rows.size())
                        : Map.of("why", refused.code()));
        details.putAll(caller.details());
        Journal.Entry entry = new Journal.Entry(
                caller.actor(),
                caller.act(),
                "service/" + service.id(),
                answered ? "done" : "refused",
                caller.reason(agreement),
                details);
        entry = agreement == null
                ? entry.withAgency(service.agency())
                : entry.withAgency(service.agency(), caller.agency()).under("agreement/" + agreement.name());
        return values == null || !service.ask().contains(String.valueOf(service.person()))
                ? entry
                : entry.about(id(values.get(service.ask().indexOf(service.person()))));
    }

    /** One spelling of an id, however it was asked: 12.0 and 12 are one person. */
    static String id(Object value) {
        return value instanceof BigDecimal number ? number.stripTrailingZeros().toPlainString() : value.toString();
    }

    /** Takes a step unless the call is refused already; why a step fails, the caller learns as far as it is for him. */
    void attempt(Runnable step) {
        if (refused != null) {
            return;
        }
        try {
            step.run();
        } catch (HubException failed) {
            boolean own = failed.code() instanceof ServiceError code && code.forCallers();
            if (!own) {
                LOG.warn("service {} cannot answer: {}", service.id(), failed.getMessage());
            }
            refuse(
                    own
                            ? new Refused(BEYOND.contains(failed.code()) ? 422 : 400, failed, null, null)
                            : Refused.silent(failed, tools.clock().instant()));
        }
    }

    /** Ends the call: the steps that follow have nothing to do. */
    void refuse(Refused why) {
        refused = why;
        rows = List.of();
    }

    /** Why there are no rows; null where there are. */
    @Nullable
    Refused refused() {
        return refused;
    }

    /** What is said beside its rows of a service that goes out of use, by header; never beside a refusal, which tells of no service. */
    Map<String, String> announced(String way) {
        return Announcement.of(tools, caller, service, way);
    }

    /** Under which agreement it is; known of what is not refused. */
    Agreement agreement() {
        return Objects.requireNonNull(agreement);
    }

    /** The columns that are answered. */
    List<String> answer() {
        return answer;
    }

    /** The rows that were found, by the agreement's columns. */
    List<Map<String, Object>> rows() {
        return rows;
    }
}
