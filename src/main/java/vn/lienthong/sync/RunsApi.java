package vn.lienthong.sync;

import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.approval.Approval;
import vn.lienthong.approval.Approvals;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.May;

/** Runs over REST. */
@RestController
@RequestMapping("/api/v1/runs")
class RunsApi {
    private final Runs runs;
    private final RunControl control;
    private final Approvals approvals;
    private final GuardApproval guards;
    private final Callers callers;

    RunsApi(Runs runs, RunControl control, Approvals approvals, GuardApproval guards, Callers callers) {
        this.approvals = approvals;
        this.guards = guards;
        this.callers = callers;
        this.runs = runs;
        this.control = control;
    }

    /** A run and, while it is active, how far it has come. */
    record Shown(Run run, @Nullable RunProgress progress) {}

    /** The request that a second person decides. */
    record Asked(long approval) {}

    /** Why something is done. */
    record Reason(@Nullable String reason) {}

    @May(value = Act.SEE, of = "run", id = "id")
    @GetMapping("/{id}")
    Shown one(@PathVariable long id) {
        Run run = runs.get(id);
        Optional<RunProgress> progress = run.state().active() ? control.progress(id) : Optional.empty();
        return new Shown(run, progress.orElse(null));
    }

    @May(value = Act.SEE, of = "run", id = "id")
    @GetMapping("/{id}/events")
    List<RunEvent> events(@PathVariable long id) {
        return runs.events(runs.get(id).id());
    }

    @May(value = Act.RUN_JOBS, of = "run", id = "id")
    @PostMapping("/{id}/cancel")
    Shown cancel(@PathVariable long id, @RequestBody(required = false) @Nullable Reason reason, Principal person) {
        control.cancel(id, person.getName(), words(reason));
        return one(id);
    }

    @May(value = Act.RUN_JOBS, of = "run", id = "id")
    @PostMapping("/{id}/retry")
    Shown retry(@PathVariable long id, Principal person) {
        control.retryNow(id, person.getName());
        return one(id);
    }

    /** Asks that a guard's limit be passed on purpose; a second person decides. */
    @May(value = Act.DECIDE, of = "run", id = "id")
    @PostMapping("/{id}/continue")
    ResponseEntity<Asked> goOn(@PathVariable long id, @RequestBody(required = false) @Nullable Reason reason) {
        Approval asked = approvals.ask(guards.wanted(id, words(reason)), callers.current());
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/approvals/" + asked.number()))
                .body(new Asked(asked.number()));
    }

    /** What the guard stopped is left undone. */
    @May(value = Act.DECIDE, of = "run", id = "id")
    @PostMapping("/{id}/decline")
    Shown decline(@PathVariable long id, @RequestBody(required = false) @Nullable Reason reason, Principal person) {
        control.decide(id, GuardStop.Decision.DECLINE, person.getName(), words(reason));
        return one(id);
    }

    private static @Nullable String words(@Nullable Reason reason) {
        return reason == null ? null : reason.reason();
    }
}
