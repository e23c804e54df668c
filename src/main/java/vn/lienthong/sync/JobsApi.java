package vn.lienthong.sync;

import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.approval.Approval;
import vn.lienthong.document.TakesDocument;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Costly;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Page;
import vn.lienthong.kernel.Text;

/** Sync jobs over REST. */
@RestController
@RequestMapping("/api/v1/jobs")
class JobsApi {
    private final SyncJobs jobs;
    private final SeenJobs seen;
    private final Runs runs;
    private final RunControl control;
    private final JobApproval changes;
    private final SentRows sent;
    private final Callers callers;

    JobsApi(
            SyncJobs jobs,
            SeenJobs seen,
            Runs runs,
            RunControl control,
            JobApproval changes,
            SentRows sent,
            Callers callers) {
        this.sent = sent;
        this.changes = changes;
        this.callers = callers;
        this.jobs = jobs;
        this.seen = seen;
        this.runs = runs;
        this.control = control;
    }

    /** A job and how it stands. */
    record Job(
            String name,
            Text title,
            String agency,
            String from,
            String to,
            String read,
            String write,
            @Nullable String timing,
            @Nullable String promise,
            SyncJob.Origin origin,
            @Nullable String file,
            RunControl.Standing standing,
            @Nullable Instant nextDue,
            @Nullable Run lastRun,
            SentRows.@Nullable Sent sent,
            String yaml) {}

    /** Why something is done. */
    record Reason(@Nullable String reason) {}

    @May(Act.SEE)
    @GetMapping
    Page<Job> all(@RequestParam(defaultValue = "") String after, @RequestParam(defaultValue = "100") int limit) {
        return Page.after(after, seen.all(), limit, job -> job.name().value()).map(this::shown);
    }

    @May(value = Act.SEE, of = "job")
    @GetMapping("/{name}")
    Job one(@PathVariable String name) {
        return shown(jobs.get(new JobName(name)));
    }

    /** A change that a second person has to decide. */
    record Asked(long approval) {}

    /**
     * Registers or replaces a job, given as YAML. A version that protects the target less waits for a second person: the answer is then
     * 202 with the number of the request, and the job goes on as it is.
     *
     * @param reason why; needed where a second person decides
     */
    @May(Act.WRITE_JOBS)
    @PutMapping(consumes = {"application/yaml", "text/plain"})
    ResponseEntity<?> register(
            @RequestBody @TakesDocument("sync") String yaml, @RequestParam(defaultValue = "") String reason) {
        JobApproval.Changed changed = changes.register(yaml, reason, callers.current());
        return changed.asked() == null ? ResponseEntity.ok(shown(changed.job())) : accepted(changed.asked());
    }

    private static ResponseEntity<Asked> accepted(Approval asked) {
        return ResponseEntity.accepted().body(new Asked(asked.number()));
    }

    /** Removes a job; where there is a second person, he decides. Rows of the target stay. */
    @May(value = Act.WRITE_JOBS, of = "job")
    @DeleteMapping("/{name}")
    ResponseEntity<?> remove(@PathVariable String name, @RequestParam(defaultValue = "") String reason) {
        Optional<Approval> asked = changes.remove(new JobName(name), reason, callers.current());
        return asked.isPresent()
                ? accepted(asked.get())
                : ResponseEntity.noContent().build();
    }

    /** Runs, newest first. */
    @May(value = Act.SEE, of = "job")
    @GetMapping("/{name}/runs")
    Page<Run> runs(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(defaultValue = "50") int limit) {
        int size = Page.size(limit);
        return Page.of(runs.list(jobs.get(new JobName(name)).name(), after, size + 1), size, Run::id);
    }

    /** Starts a run; while one is active, answers with that one. */
    @May(value = Act.RUN_JOBS, of = "job")
    @PostMapping("/{name}/runs")
    ResponseEntity<Run> start(@PathVariable String name, Principal person) {
        Run run = control.start(new JobName(name), person.getName());
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/runs/" + run.id()))
                .body(run);
    }

    @May(value = Act.RUN_JOBS, of = "job")
    @Costly(lasting = true)
    @PostMapping("/{name}/dry-run")
    DryRun dryRun(@PathVariable String name, Principal person) {
        return control.dryRun(new JobName(name), person.getName());
    }

    @May(value = Act.RUN_JOBS, of = "job")
    @Costly(lasting = true)
    @PostMapping("/{name}/reconcile")
    Reconciliation reconcile(@PathVariable String name, Principal person) {
        return control.reconcile(new JobName(name), person.getName());
    }

    @May(value = Act.RUN_JOBS, of = "job")
    @PostMapping("/{name}/pause")
    Job pause(@PathVariable String name, @RequestBody(required = false) @Nullable Reason reason, Principal person) {
        control.pause(new JobName(name), person.getName(), reason == null ? null : reason.reason());
        return one(name);
    }

    @May(value = Act.RUN_JOBS, of = "job")
    @PostMapping("/{name}/resume")
    Job resume(@PathVariable String name, Principal person) {
        control.resume(new JobName(name), person.getName());
        return one(name);
    }

    private Job shown(SyncJob job) {
        return new Job(
                job.name().value(),
                job.title(),
                job.agency().value(),
                job.from().dataset().toString(),
                job.to().dataset().toString(),
                job.from().read().name().toLowerCase(Locale.ROOT),
                job.to().write().name().toLowerCase(Locale.ROOT),
                job.timing() == null ? null : job.timing().toString(),
                job.promise() == null ? null : job.promise().written(),
                job.origin(),
                job.file(),
                control.standing(job.name()),
                control.nextDue(job.name()).orElse(null),
                runs.list(job.name(), null, 1).stream().findFirst().orElse(null),
                sent.of(job),
                job.yaml());
    }
}
