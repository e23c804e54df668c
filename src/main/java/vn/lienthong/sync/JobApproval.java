package vn.lienthong.sync;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.approval.Approvable;
import vn.lienthong.approval.Approval;
import vn.lienthong.approval.Approvals;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Text;

/**
 * Changes of jobs that take a second person: a version that protects the target less, and removal. Until they are decided the job goes
 * on as it is. As long as nobody else could decide, one alone does it.
 */
@Component
class JobApproval implements Approvable {
    private static final String KIND = "job";
    private static final String JOB = "job";
    private static final String BEFORE = "before";
    private static final String AFTER = "after";

    private final KnownSyncJobs jobs;
    private final Approvals approvals;
    private final Callers callers;

    JobApproval(KnownSyncJobs jobs, Approvals approvals, Callers callers) {
        this.jobs = jobs;
        this.approvals = approvals;
        this.callers = callers;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /**
     * What became of a job that somebody registered.
     *
     * @param job as it is in effect now
     * @param asked the request, where a second person has to decide; else null
     */
    record Changed(SyncJob job, @Nullable Approval asked) {}

    /**
     * Registers or replaces a job, or asks for it.
     *
     * @param reason why, in the caller's words; needed where a second person decides
     */
    Changed register(String yaml, String reason, Caller caller) {
        SyncJob after = jobs.check(yaml, caller);
        SyncJob before = jobs.find(after.name()).orElse(null);
        List<Approval.Change> weaker = before == null ? List.of() : Protections.weakened(before, after);
        if (weaker.isEmpty() || !anybodyElse(caller, before)) {
            return new Changed(jobs.register(yaml, caller, null), null);
        }
        Text what = new Text(
                "Nới bảo vệ của tác vụ " + before.title().vi(),
                "Weaken a protection of the job " + before.title().en());
        return new Changed(before, ask(caller, before, yaml, what, weaker, reason));
    }

    /**
     * Registers a job that is new: nothing is protected less by it.
     *
     * @throws HubException CONFLICT where there is one of its name, or a page is called so
     */
    SyncJob begin(String yaml, Caller caller) {
        SyncJob job = jobs.check(yaml, caller);
        if (jobs.find(job.name()).isPresent() || job.name().value().equals("new")) {
            throw new HubException(SyncError.JOB_NAME_TAKEN, Map.of("job", job.name()));
        }
        return jobs.register(yaml, caller, null);
    }

    /** Removes a job, or asks for it; a job of a file is refused. */
    Optional<Approval> remove(JobName name, String reason, Caller caller) {
        SyncJob job = jobs.removable(name);
        if (!anybodyElse(caller, job)) {
            jobs.remove(name, caller.name(), reason.isBlank() ? null : reason, null);
            return Optional.empty();
        }
        Text what = new Text(
                "Xóa tác vụ " + job.title().vi(),
                "Remove the job " + job.title().en());
        Approval.Change gone = new Approval.Change(
                new Text("Tác vụ", "Job"),
                Text.same(job.from().dataset() + " → " + job.to().dataset()),
                new Text("không còn; các dòng ở đích giữ nguyên", "gone; rows of the target stay"));
        return Optional.of(ask(caller, job, null, what, List.of(gone), reason));
    }

    private boolean anybodyElse(Caller caller, SyncJob job) {
        return callers.others(caller.name(), Act.WRITE_JOBS, job.agency());
    }

    private Approval ask(
            Caller caller,
            SyncJob job,
            @Nullable String yaml,
            Text what,
            List<Approval.Change> difference,
            String reason) {
        Map<String, String> facts = yaml == null
                ? Map.of(JOB, job.name().value(), BEFORE, job.yaml())
                : Map.of(JOB, job.name().value(), BEFORE, job.yaml(), AFTER, yaml);
        approvals
                .open(KIND, "job/" + job.name())
                .filter(open -> !open.wanted().facts().equals(facts))
                .ifPresent(open -> {
                    throw new HubException(
                            SyncError.JOB_CHANGE_WAITS, Map.of("job", job.name(), "number", open.number()));
                });
        return approvals.ask(
                new Approval.Wanted(
                        KIND,
                        "job/" + job.name(),
                        job.agency(),
                        Act.WRITE_JOBS,
                        what,
                        "/jobs/" + job.name(),
                        difference,
                        facts,
                        reason.strip()),
                caller);
    }

    /** The job is as it was when it was asked for. */
    @Override
    public boolean stands(Approval approval) {
        Map<String, String> facts = approval.wanted().facts();
        return jobs.find(new JobName(facts.get(JOB)))
                .filter(job -> job.yaml().equals(facts.get(BEFORE)))
                .isPresent();
    }

    @Override
    public void carryOut(Approval approval, String approver, String words) {
        Map<String, String> facts = approval.wanted().facts();
        String paper = "approval/" + approval.number();
        String after = facts.get(AFTER);
        if (after == null) {
            jobs.remove(new JobName(facts.get(JOB)), approver, approval.wanted().reason(), paper);
        } else {
            jobs.register(after, callers.current(), paper);
        }
    }
}
