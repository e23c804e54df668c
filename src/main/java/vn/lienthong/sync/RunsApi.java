package vn.lienthong.sync;

import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.May;

/** Runs over REST. */
@RestController
@RequestMapping("/api/v1/runs")
class RunsApi {
    private final Runs runs;
    private final RunControl control;

    RunsApi(Runs runs, RunControl control) {
        this.runs = runs;
        this.control = control;
    }

    /** A run and, while it is active, how far it has come. */
    record Shown(Run run, @Nullable RunProgress progress) {}

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

    /** A guard's limit is passed on purpose. */
    @May(value = Act.DECIDE, of = "run", id = "id")
    @PostMapping("/{id}/continue")
    Shown goOn(@PathVariable long id, @RequestBody(required = false) @Nullable Reason reason, Principal person) {
        control.decide(id, GuardStop.Decision.CONTINUE, person.getName(), words(reason));
        return one(id);
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
