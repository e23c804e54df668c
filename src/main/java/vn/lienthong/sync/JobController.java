package vn.lienthong.sync;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.lienthong.approval.Approval;
import vn.lienthong.approval.Approvals;
import vn.lienthong.connector.Drift;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Costly;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.May;

/** Pages about sync jobs: did it run, is it right, does it wait for me. */
@Controller
@RequestMapping("/jobs")
class JobController {
    private static final int PAGE = 12;

    private final SyncJobs jobs;
    private final Runs runs;
    private final RunControl control;
    private final JobPages pages;
    private final Trials trials;
    private final Checkups checkups;
    private final Callers callers;
    private final Approvals approvals;
    private final GuardApproval guards;

    JobController(
            SyncJobs jobs,
            Runs runs,
            RunControl control,
            JobPages pages,
            Trials trials,
            Checkups checkups,
            Callers callers,
            Approvals approvals,
            GuardApproval guards) {
        this.approvals = approvals;
        this.guards = guards;
        this.callers = callers;
        this.checkups = checkups;
        this.jobs = jobs;
        this.runs = runs;
        this.control = control;
        this.pages = pages;
        this.trials = trials;
    }

    @May(Act.SEE)
    @GetMapping
    String list(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String state, Model model) {
        List<JobPages.Line> lines = pages.lines();
        model.addAttribute("lines", lines);
        model.addAttribute("shown", pages.filtered(lines, q, state));
        model.addAttribute("problems", callers.current().may(Act.RUN_PLATFORM) ? jobs.problems() : List.of());
        model.addAttribute("q", q);
        model.addAttribute("state", state);
        return "sync/list";
    }

    @May(value = Act.SEE, of = "job")
    @GetMapping("/{name}")
    String one(@PathVariable JobName name, @RequestParam(required = false) @Nullable Long before, Model model) {
        SyncJob job = jobs.get(name);
        JobPages.Line line = pages.line(job);
        model.addAttribute("job", job);
        model.addAttribute("line", line);
        model.addAttribute("run", line.newest() == null ? null : pages.shown(line.newest()));
        model.addAttribute(
                "asked",
                line.newest() == null
                        ? null
                        : approvals
                                .open(
                                        guards.kind(),
                                        GuardApproval.subject(line.newest().id()))
                                .orElse(null));
        model.addAttribute("follow", pages.following(job));
        List<Runs.Day> days = pages.days(name);
        model.addAttribute("days", days);
        model.addAttribute("charts", pages.charts(days));
        model.addAttribute("history", pages.history(name, before, PAGE));
        model.addAttribute("before", before);
        model.addAttribute("held", pages.held(name));
        model.addAttribute("sent", pages.sent(job));
        model.addAttribute("hindrances", jobs.hindrances(job));
        List<Drift> drifts = pages.drifts(job);
        model.addAttribute("drifts", drifts);
        model.addAttribute("touched", pages.touched(job, drifts));
        RunControl.Standing standing = control.standing(name);
        model.addAttribute("paused", standing != RunControl.Standing.ON);
        model.addAttribute("stopped", standing == RunControl.Standing.STOPPED);
        model.addAttribute("trial", trials.of(name).orElse(null));
        model.addAttribute("checkup", checkups.of(name).orElse(null));
        return "sync/one";
    }

    @May(value = Act.SEE, of = "job")
    @GetMapping("/{name}/runs/{number}")
    String run(@PathVariable JobName name, @PathVariable long number, Model model) {
        SyncJob job = jobs.get(name);
        model.addAttribute("job", job);
        model.addAttribute("line", pages.line(job));
        model.addAttribute("run", pages.shown(of(name, number)));
        model.addAttribute("events", runs.events(number));
        return "sync/run";
    }

    @May(value = Act.RUN_JOBS, of = "job")
    @PostMapping("/{name}/run")
    String start(@PathVariable JobName name, Principal person, RedirectAttributes after) {
        control.start(name, person.getName());
        return said(after, name, "started");
    }

    @May(value = Act.RUN_JOBS, of = "job")
    @PostMapping("/{name}/pause")
    String pause(
            @PathVariable JobName name,
            @RequestParam(required = false) @Nullable String reason,
            Principal person,
            RedirectAttributes after) {
        control.pause(name, person.getName(), words(reason));
        return said(after, name, "paused");
    }

    @May(value = Act.RUN_JOBS, of = "job")
    @PostMapping("/{name}/resume")
    String resume(@PathVariable JobName name, Principal person, RedirectAttributes after) {
        control.resume(name, person.getName());
        return said(after, name, "resumed");
    }

    @May(value = Act.RUN_JOBS, of = "job")
    @Costly(lasting = true)
    @PostMapping("/{name}/dry-run")
    String dryRun(@PathVariable JobName name, Principal person) {
        trials.start(jobs.get(name).name(), person.getName());
        return "redirect:/jobs/" + name + "#trial";
    }

    @May(value = Act.RUN_JOBS, of = "job")
    @Costly(lasting = true)
    @PostMapping("/{name}/reconcile")
    String reconcile(@PathVariable JobName name, Principal person) {
        checkups.start(jobs.get(name).name(), person.getName());
        return "redirect:/jobs/" + name + "#checkup";
    }

    @May(value = Act.RUN_JOBS, of = "job")
    @PostMapping("/{name}/runs/{number}/cancel")
    String cancel(
            @PathVariable JobName name,
            @PathVariable long number,
            @RequestParam(required = false) @Nullable String reason,
            Principal person,
            RedirectAttributes after) {
        control.cancel(of(name, number).id(), person.getName(), words(reason));
        return said(after, name, "cancelled");
    }

    @May(value = Act.RUN_JOBS, of = "job")
    @PostMapping("/{name}/runs/{number}/retry")
    String retry(@PathVariable JobName name, @PathVariable long number, Principal person, RedirectAttributes after) {
        control.retryNow(of(name, number).id(), person.getName());
        return said(after, name, "retried");
    }

    /** A person's answer to a guard. Letting a dangerous act happen needs a reason and a second person. */
    @May(value = Act.DECIDE, of = "job")
    @PostMapping("/{name}/runs/{number}/decision")
    String decide(
            @PathVariable JobName name,
            @PathVariable long number,
            @RequestParam GuardStop.Decision decision,
            @RequestParam(required = false) @Nullable String reason,
            Principal person,
            RedirectAttributes after) {
        if (decision == GuardStop.Decision.CONTINUE && words(reason) == null) {
            after.addFlashAttribute("reasonMissing", true);
            return "redirect:/jobs/" + name + "#decision";
        }
        if (decision == GuardStop.Decision.CONTINUE) {
            Approval asked = approvals.ask(guards.wanted(of(name, number).id(), words(reason)), callers.current());
            after.addFlashAttribute("said", "approval.said.asked");
            return "redirect:/approvals/" + asked.number();
        }
        control.decide(of(name, number).id(), decision, person.getName(), words(reason));
        return said(after, name, "declined");
    }

    /** A run of this job, and of no other. */
    private Run of(JobName job, long number) {
        return runs.find(number)
                .filter(run -> run.job().equals(job))
                .orElseThrow(() -> new HubException(SyncError.RUN_UNKNOWN, Map.of("run", number)));
    }

    private static @Nullable String words(@Nullable String reason) {
        return reason == null || reason.isBlank() ? null : reason.strip();
    }

    private static String said(RedirectAttributes after, JobName name, String what) {
        after.addFlashAttribute("said", "job.said." + what);
        return "redirect:/jobs/" + name;
    }
}
