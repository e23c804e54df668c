package vn.lienthong.service;

import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Position;
import vn.lienthong.mapping.RowCondition;

/**
 * One page of the list of a service, given to a program whose agreement says so. It takes the steps of a call, so that what is not
 * permitted is refused, counted and recorded as there.
 */
final class ListCall implements CallSteps, AutoCloseable {
    private static final String LIMIT = "limit";
    private static final String CURSOR = "cursor";

    private final CallTools tools;
    private final OpenPages pages;
    private final ListCursors cursors;
    private final ServiceCaller caller;
    private final DataService service;
    private final ServiceCall.Given given;
    private final ServiceCall call;
    private final PageTurn turn;
    private int most;
    private @Nullable Position after;
    private @Nullable ListPage page;
    private @Nullable String next;

    ListCall(
            CallTools tools,
            OpenPages pages,
            ListCursors cursors,
            ServiceCaller caller,
            DataService service,
            ServiceCall.Given given) {
        this.tools = tools;
        this.pages = pages;
        this.cursors = cursors;
        this.caller = caller;
        this.service = service;
        this.given = given;
        this.call = new ServiceCall(tools, caller, service, given);
        this.turn = new PageTurn(tools, pages, caller, call);
    }

    @Override
    public ServiceId service() {
        return service.id();
    }

    @Override
    public void permit() {
        call.permit();
        if (call.refused() == null && !(service.lists() && call.agreement().list())) {
            call.refuse(
                    Refused.nothing(new HubException(ServiceError.LIST_NOT_AGREED, Map.of("service", service.id()))));
        }
    }

    @Override
    public void hold(HubException why) {
        call.hold(why);
    }

    @Override
    public void count() {
        turn.count(true);
    }

    /** How many, and where it goes on; nothing else. */
    @Override
    public void ask() {
        call.attempt(() -> {
            Map<String, Object> asked = new LinkedHashMap<>(given.fields().get());
            Object limit = asked.remove(LIMIT);
            Object cursor = asked.remove(CURSOR);
            most = limit == null ? service.most() : number(limit.toString());
            if (!asked.isEmpty() || most < 1) {
                throw new HubException(ServiceError.ASK_LIST, Map.of("most", service.most()));
            }
            most = Math.min(most, service.most());
            after = cursor == null ? null : cursors.open(cursor.toString(), call.agreement(), service, key());
        });
    }

    private static int number(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    private List<String> key() {
        return tools.lookUps().dataset(service.dataset()).key();
    }

    @Override
    public void find() {
        call.attempt(() -> {
            RowCondition where = call.agreement().seen();
            Set<String> columns = new LinkedHashSet<>(call.answer());
            if (where != null) {
                columns.addAll(where.columns());
            }
            if (service.person() != null) {
                columns.add(service.person());
            }
            turn.enter(service.dataset());
            OffsetDateTime now =
                    tools.clock().instant().atZone(ServiceCall.ZONE).toOffsetDateTime();
            page = pages.read(
                    new OpenPages.Wanted(
                            service.dataset(), call.answer(), List.copyOf(columns), after, key(), most, where),
                    (rows, row) -> where == null || where.holds(rows, row, now, ServiceCall.ZONE));
            Position end = page.next();
            next = end == null ? null : cursors.seal(end, call.agreement(), service, key());
        });
    }

    @Override
    public void record() {
        turn.record(() -> ListRecord.of(caller, service, call.agreement(), call.answer(), page()));
    }

    @Override
    public void close() {
        turn.close();
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

    /** Why there is no page; null where there is one. */
    @Nullable
    Refused refused() {
        return call.refused();
    }

    private ListPage page() {
        return Objects.requireNonNull(page);
    }

    /** The rows of the page; known of what is not refused. */
    List<ListPage.Row> rows() {
        return page().rows();
    }

    /** Where the list goes on; null at its end. */
    @Nullable
    String next() {
        return next;
    }

    /** What of it a roster shows; of a service that gives one. */
    RosterView view() {
        return new RosterView(
                Objects.requireNonNull(service.roster()),
                call.answer(),
                tools.lookUps().schema(service));
    }

    /** What the caller gets; only of what is not refused. */
    DataAnswer answer() {
        Map<String, String> headers = new LinkedHashMap<>(call.announced(DataService.REST));
        if (next != null) {
            String link = "<" + service.id().address() + DataDesk.LISTED + "?limit=" + most + "&cursor=" + next
                    + ">; rel=\"next\"";
            headers.merge("Link", link, (said, more) -> more + ", " + said);
        }
        return DataAnswer.of(new ListBody(service.id(), call.answer(), page().rows(), next))
                .with(headers);
    }
}
