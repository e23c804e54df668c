package vn.lienthong.service;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.SearchRequest;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.ValueType;
import vn.lienthong.mapping.RowCondition;

/**
 * One question of OneRoster: a page of a collection, a single entity, or the roles of some users. It takes the steps of a call of the
 * service behind it, so that what is not permitted is refused, counted and recorded as there. One thread.
 */
final class RosterCall implements CallSteps, AutoCloseable {
    /** More roles than this of the users of one page are none that people have. */
    private static final int MOST_ROLES = 5_000;

    private final CallTools tools;
    private final OpenPages pages;
    private final ServiceCaller caller;
    private final DataService service;
    private final Roster roster;
    private final Asks asks;
    private final ServiceCall call;
    private final PageTurn turn;
    private @Nullable RosterView view;
    private @Nullable RosterQuestion question;
    private RosterRows.@Nullable Found found;

    /**
     * What is asked.
     *
     * @param address what lies where it is asked
     * @param given the parameters
     * @param of whose roles are asked for, by their ids; null where none are
     */
    record Asks(
            RosterAddress address,
            ServiceCall.Given given,
            @Nullable Set<String> of) {
        /** Whether it gives more than what somebody knows the id of. */
        boolean list() {
            return address.one() == null;
        }
    }

    RosterCall(CallTools tools, OpenPages pages, ServiceCaller caller, DataService service, Asks asks) {
        this.tools = tools;
        this.pages = pages;
        this.caller = caller;
        this.service = service;
        this.roster = Objects.requireNonNull(service.roster());
        this.asks = asks;
        this.call = new ServiceCall(tools, caller, service, asks.given());
        this.turn = new PageTurn(tools, pages, caller, call);
    }

    @Override
    public ServiceId service() {
        return service.id();
    }

    @Override
    public void permit() {
        call.permit();
        if (call.refused() != null) {
            return;
        }
        boolean lists = service.lists() && call.agreement().list();
        if (asks.list() && !lists) {
            call.refuse(
                    Refused.nothing(new HubException(ServiceError.LIST_NOT_AGREED, Map.of("service", service.id()))));
        } else if (!call.answer().contains(roster.id())) {
            call.refuse(Refused.nothing(new HubException(ServiceError.AGREEMENT_NONE, Map.of())));
        }
    }

    @Override
    public void hold(HubException why) {
        call.hold(why);
    }

    @Override
    public void count() {
        turn.count(asks.list());
    }

    @Override
    public void ask() {
        call.attempt(() -> {
            view = new RosterView(roster, call.answer(), tools.lookUps().schema(service));
            int most = asks.of() == null ? service.most() : MOST_ROLES;
            question = RosterQuestion.read(asks.given().fields().get(), view, !asks.list() || asks.of() != null, most);
            String kind = asks.address().kind();
            if (kind != null && view.chosenBy(kind).isEmpty()) {
                call.refuse(Refused.nothing(new HubException(
                        ServiceError.COLUMN_GONE,
                        Map.of("column", asks.address().entity() + "." + kind))));
            }
        });
    }

    @Override
    public void find() {
        call.attempt(() -> {
            if (tools.lookUps().dataset(service.dataset()).key().isEmpty()) {
                throw new HubException(ServiceError.LIST_WITHOUT_KEY, Map.of("dataset", service.dataset()));
            }
            RosterRows.Wanted wanted = wanted();
            OffsetDateTime now =
                    tools.clock().instant().atZone(ServiceCall.ZONE).toOffsetDateTime();
            List<ReadRequest.Only> only = wanted.only();
            RowCondition where = wanted.where();
            turn.enter(service.dataset());
            found = pages.search(
                    service.dataset(),
                    search -> RosterRows.find(
                            search,
                            tools.lookUps().schema(service),
                            wanted,
                            (rows, row) -> only.stream().allMatch(one -> holds(one, rows, row))
                                    && (where == null || where.holds(rows, row, now, ServiceCall.ZONE))));
            if (asks.of() != null && found.more()) {
                throw new HubException(ServiceError.TOO_MANY, Map.of("most", MOST_ROLES));
            }
            if (asks.address().one() != null
                    && asks.of() == null
                    && found.rows().isEmpty()) {
                call.refuse(Refused.nothing(null));
            }
        });
    }

    private RosterRows.Wanted wanted() {
        RosterQuestion asked = question();
        Set<String> columns = new LinkedHashSet<>(List.of(roster.id()));
        asked.fields().forEach(field -> columns.add(view().column(field).name()));
        if (service.person() != null) {
            columns.add(service.person());
        }
        List<SearchRequest.Term> terms = new ArrayList<>(asked.filter().terms());
        List<ReadRequest.Only> only = new ArrayList<>();
        RosterAddress address = asks.address();
        boolean single = address.one() != null && asks.of() == null;
        if (single) {
            terms.add(new SearchRequest.Term(roster.id(), SearchRequest.Comparison.EQUAL, id(address.one())));
        }
        if (asks.of() != null) {
            String user = Objects.requireNonNull(roster.columns().get("user"));
            columns.add(user);
            only.add(new ReadRequest.Only(user, List.copyOf(asks.of())));
        }
        if (address.kind() != null) {
            Column kind = view().chosenBy(address.kind()).orElseThrow();
            only.add(new ReadRequest.Only(kind.name(), List.of(Objects.requireNonNull(address.word()))));
        }
        return new RosterRows.Wanted(
                columns,
                only,
                new RosterFilter(terms, asked.filter().any()),
                call.agreement().seen(),
                asked.sort(),
                asked.offset(),
                single ? 1 : asks.of() == null ? asked.limit() : MOST_ROLES,
                asks.list() && asks.of() == null);
    }

    /** An id as its column holds it; what it can hold none such of is not there. */
    private Object id(String text) {
        Column column = tools.lookUps().schema(service).column(roster.id());
        if (column == null || column.type() == ValueType.TEXT) {
            return text;
        }
        return column.type() == ValueType.INTEGER && text.matches("-?\\d{1,18}") ? (Object) Long.valueOf(text) : text;
    }

    private static boolean holds(ReadRequest.Only only, Batch rows, int row) {
        Object value = rows.value(row, rows.schema().position(only.column()));
        return value != null && only.texts().contains(value.toString());
    }

    @Override
    public void record() {
        turn.record(this::entries);
    }

    @Override
    public void close() {
        turn.close();
    }

    private List<Journal.Entry> entries() {
        List<String> fields = new ArrayList<>();
        question().fields().forEach(field -> fields.add(view().column(field).name()));
        ListPage page = new ListPage(found().rows(), null, 0);
        return asks.list()
                ? ListRecord.of(caller, service, call.agreement(), fields, page)
                : ListRecord.single(caller, service, call.agreement(), fields, page);
    }

    @Override
    public boolean answered() {
        return call.answered();
    }

    @Override
    public @Nullable HubException failure() {
        return call.failure();
    }

    @Override
    public @Nullable Asking asking() {
        return call.asking();
    }

    /** Why there is no answer; null where there is one. */
    @Nullable
    Refused refused() {
        return call.refused();
    }

    /** What is said of a service that goes out of use. */
    Map<String, String> announced() {
        return new LinkedHashMap<>(call.announced(DataService.REST));
    }

    Roster roster() {
        return roster;
    }

    RosterView view() {
        return Objects.requireNonNull(view);
    }

    RosterQuestion question() {
        return Objects.requireNonNull(question);
    }

    RosterRows.Found found() {
        return Objects.requireNonNull(found);
    }
}
