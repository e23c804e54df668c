package vn.lienthong.person;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Text;

/** Requests to erase one person, over REST. */
@RestController
@RequestMapping("/api/v1/erasures")
class ErasuresApi {
    private final ErasureDesk desk;
    private final LiftDesk lifts;
    private final Erasures erasures;
    private final PersonDownloadsController downloads;
    private final Callers callers;

    ErasuresApi(
            ErasureDesk desk, LiftDesk lifts, Erasures erasures, PersonDownloadsController downloads, Callers callers) {
        this.downloads = downloads;
        this.desk = desk;
        this.lifts = lifts;
        this.erasures = erasures;
        this.callers = callers;
    }

    /** Whom, why and by which law; see {@link Asked}. */
    record Wanted(
            @Nullable String agency,
            @Nullable String dataset,
            @Nullable String column,
            @Nullable String value,
            @Nullable String reason,
            @Nullable String basis) {
        @Override
        public String toString() {
            return "Wanted[]";
        }
    }

    /** Why rows are let in again. */
    record Lift(@Nullable String reason) {}

    /** The requests that a second person decides. */
    record Waiting(long erasure, long approval) {}

    /** A request as programs see it; see {@link Erasure}. */
    record View(
            long number,
            String agency,
            @Nullable String dataset,
            String column,
            String reason,
            String basis,
            String requester,
            Instant asked,
            String state,
            @Nullable Long approval,
            @Nullable String approver,
            @Nullable Instant approved,
            @Nullable Instant ended,
            @Nullable Instant lifted,
            List<PlaceView> places) {}

    /** One place and what became of it; see {@link Erasure.Place}. */
    record PlaceView(
            String job,
            String what,
            String outcome,
            int rows,
            @Nullable String code,
            @Nullable Text why,
            int tries,
            Instant at) {}

    @May(Act.HANDLE_PERSONS)
    @GetMapping
    List<View> all() {
        return desk.all().stream().map(this::view).toList();
    }

    @May(Act.HANDLE_PERSONS)
    @Confirmed
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    Waiting ask(@RequestBody Wanted wanted) {
        Asked asked = Asked.of(wanted.agency(), wanted.dataset(), wanted.column(), wanted.value(), wanted.reason());
        Erasure erasure = desk.ask(asked, text(wanted.basis()), callers.current());
        Long approval = erasure.approval();
        return new Waiting(erasure.number(), approval == null ? 0 : approval);
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }

    @May(value = Act.HANDLE_PERSONS, of = "erasure", id = "number")
    @GetMapping("/{number}")
    View one(@PathVariable long number) {
        return view(desk.get(number));
    }

    /** Who asked, who approved, what became of each place and what remains, signed at its end. */
    @May(value = Act.HANDLE_PERSONS, of = "erasure", id = "number")
    @GetMapping(path = "/{number}/account", produces = MediaType.APPLICATION_NDJSON_VALUE)
    void account(@PathVariable long number, HttpServletResponse response) throws IOException {
        downloads.account(number, response);
    }

    @May(value = Act.HANDLE_PERSONS, of = "erasure", id = "number")
    @PostMapping("/{number}/retry")
    View again(@PathVariable long number) {
        return view(desk.again(number));
    }

    @May(value = Act.HANDLE_PERSONS, of = "erasure", id = "number")
    @Confirmed
    @PostMapping("/{number}/lift")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Waiting lift(@PathVariable long number, @RequestBody(required = false) @Nullable Lift lift) {
        String reason = lift == null ? "" : text(lift.reason());
        return new Waiting(
                number, lifts.ask(desk.get(number), reason, callers.current()).number());
    }

    private View view(Erasure one) {
        return new View(
                one.number(),
                one.agency().value(),
                one.dataset() == null ? null : one.dataset().toString(),
                one.column(),
                one.reason(),
                one.basis(),
                one.requester(),
                one.asked(),
                one.state().code(),
                one.approval(),
                one.approver(),
                one.approved(),
                one.ended(),
                one.lifted(),
                erasures.places(one.number()).stream()
                        .map(place -> new PlaceView(
                                place.job(),
                                place.what(),
                                place.outcome().code(),
                                place.rows(),
                                place.code(),
                                place.why(),
                                place.tries(),
                                place.at()))
                        .toList());
    }
}
