package vn.lienthong.service;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Open;

/**
 * Where programs take a whole roster as zipped files. Few at a time, since each keeps a thread for as long as it sends, and one of an
 * agency: a slow line of one keeps no other out.
 */
@RestController
class RosterExportController {
    static final String PATH = "/ims/oneroster/csv/v1p2";

    private static final int AT_ONCE = 2;
    private static final long COME_AGAIN_SECONDS = 60;

    private final Doorkeeper door;
    private final CallTools tools;
    private final OpenPages pages;
    private final ListCursors cursors;
    private final RosterDesk desk;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final Set<AgencyCode> taking = ConcurrentHashMap.newKeySet();

    RosterExportController(Doorkeeper door, CallTools tools, OpenPages pages, ListCursors cursors, RosterDesk desk) {
        this.door = door;
        this.tools = tools;
        this.pages = pages;
        this.cursors = cursors;
        this.desk = desk;
    }

    @Open
    @GetMapping(PATH)
    void export(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<ServiceCaller> caller = door.caller(Proof.of(request));
        if (caller.isEmpty()) {
            refuse(Doorkeeper.stranger(), request, response);
            return;
        }
        List<RosterEntity> entities = agreed(caller.get());
        if (entities.isEmpty() || !request.getParameterMap().isEmpty()) {
            refuse(door.unknown(caller.get()), request, response);
            return;
        }
        AgencyCode agency = caller.get().agency();
        if (!taking.add(agency)) {
            refuse(busy(), request, response);
            return;
        }
        try {
            inItsPlace(caller.get(), entities, request, response);
        } finally {
            taking.remove(agency);
        }
    }

    private void inItsPlace(
            ServiceCaller caller, List<RosterEntity> entities, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!free.tryAcquire()) {
            refuse(busy(), request, response);
            return;
        }
        try {
            send(caller, entities, request, response);
        } finally {
            free.release();
        }
    }

    private void send(
            ServiceCaller caller, List<RosterEntity> entities, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        RosterExport export = new RosterExport((entity, cursor) -> turn(caller, entity, cursor));
        Refused why = export.begin(entities);
        if (why != null || export.empty()) {
            refuse(why == null ? Refused.nothing(null) : why, request, response);
            return;
        }
        AnswerHeaders.of(200, "application/zip", null, Map.of()).forEach(response::setHeader);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"oneroster.zip\"");
        try {
            export.send(response.getOutputStream(), () -> told(caller, export, "done"));
        } catch (IOException | RuntimeException broken) {
            told(caller, export, "broken");
            throw broken;
        }
    }

    /** Each page stands in the journal before it is sent; this says whether all of it was. */
    private void told(ServiceCaller caller, RosterExport export, String outcome) throws IOException {
        String files = export.sent().stream().map(RosterEntity::collection).collect(Collectors.joining(", "));
        Journal.Entry entry = new Journal.Entry(
                        caller.actor(), "service.roster-taken", "service", outcome, null, Map.of("files", files))
                .withAgency(caller.agency());
        try {
            tools.journal().record(entry);
        } catch (RuntimeException unwritten) {
            throw new IOException("the account of an export cannot be written", unwritten);
        }
    }

    /** Those that the program's agency may take as lists today; of others nothing is asked, as of files that are not there. */
    private List<RosterEntity> agreed(ServiceCaller caller) {
        LocalDate today = LocalDate.ofInstant(tools.clock().instant(), ServiceCall.ZONE);
        return Stream.of(RosterEntity.values())
                .filter(caller::opens)
                .filter(entity -> desk.behind(entity, caller).stream()
                        .filter(DataService::lists)
                        .flatMap(service -> tools.services().agreements(service.id(), caller.agency()).stream()
                                .filter(agreement -> agreement
                                        .answer()
                                        .contains(service.roster().id())))
                        .anyMatch(agreement -> agreement.list()
                                && tools.services().permits(agreement, today)
                                && !tools.suspensions().suspended(agreement.name())))
                .toList();
    }

    private RosterExport.Page turn(ServiceCaller caller, RosterEntity entity, @Nullable String cursor) {
        Optional<DataService> service = desk.behind(entity, caller);
        ListCall call = new ListCall(
                tools,
                pages,
                cursors,
                caller,
                service.orElseThrow(() -> new HubException(ServiceError.NOTHING_HERE, Map.of())),
                new ServiceCall.Given(() -> cursor == null ? Map.of() : Map.of("cursor", cursor), true));
        try (ListCall held = call) { // its place among those who read, also where the route breaks off
            Refused stopped = door.carryOut(held);
            return new RosterExport.Page(held, stopped == null ? held.refused() : stopped);
        }
    }

    private static Refused busy() {
        return new Refused(503, new HubException(ServiceError.NO_ANSWER_NOW, Map.of()), null, COME_AGAIN_SECONDS);
    }

    private void refuse(Refused why, HttpServletRequest request, HttpServletResponse response) throws IOException {
        DataAnswer answer = RosterDesk.refused(tools.json(), why, request.getLocale());
        response.setStatus(answer.status());
        AnswerHeaders.of(answer.status(), answer.contentType(), answer.seconds(), answer.headers())
                .forEach(response::setHeader);
        response.getOutputStream().write((byte[]) Objects.requireNonNull(answer.sent()));
    }
}
