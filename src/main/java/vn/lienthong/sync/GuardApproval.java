package vn.lienthong.sync;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.approval.Approvable;
import vn.lienthong.approval.Approval;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.HubException;

/** Passing a guard's limit on purpose: one person asks for it, a second one lets it happen. Leaving it takes one. */
@Component
class GuardApproval implements Approvable {
    private static final String KIND = "guard";
    private static final String RUN = "run";
    private static final String FIGURE = "figure";
    private static final String SINCE = "since";

    private final SyncJobs jobs;
    private final Runs runs;
    private final RunControl control;

    GuardApproval(SyncJobs jobs, Runs runs, RunControl control) {
        this.jobs = jobs;
        this.runs = runs;
        this.control = control;
    }

    @Override
    public String kind() {
        return KIND;
    }

    static String subject(long run) {
        return RUN + "/" + run;
    }

    /**
     * What is asked for: that a waiting run goes on.
     *
     * @throws HubException CONFLICT when it does not wait
     */
    Approval.Wanted wanted(long run, @Nullable String reason) {
        Run waiting = runs.get(run);
        GuardStop stop =
                waitingAt(waiting).orElseThrow(() -> new HubException(SyncError.RUN_NOT_WAITING, Map.of("run", run)));
        SyncJob job = jobs.get(waiting.job());
        return new Approval.Wanted(
                KIND,
                subject(run),
                job.agency(),
                Act.DECIDE,
                GuardWords.what(stop, job.title()),
                "/jobs/" + job.name(),
                GuardWords.difference(stop),
                Map.of(RUN, "" + run, FIGURE, "" + stop.asked(), SINCE, "" + stop.since()),
                reason == null ? "" : reason);
    }

    /** The run still waits at the same stop with the same figure: what was shown is what would happen. */
    @Override
    public boolean stands(Approval approval) {
        Map<String, String> facts = approval.wanted().facts();
        return runs.find(Long.parseLong(facts.get(RUN)))
                .flatMap(GuardApproval::waitingAt)
                .filter(stop -> facts.get(FIGURE).equals("" + stop.asked())
                        && facts.get(SINCE).equals("" + stop.since()))
                .isPresent();
    }

    private static Optional<GuardStop> waitingAt(Run run) {
        return Optional.ofNullable(run.stop())
                .filter(stop -> run.state() == RunState.WAITING && stop.decision() == null);
    }

    @Override
    public void carryOut(Approval approval, String approver, String words) {
        long run = Long.parseLong(approval.wanted().facts().get(RUN));
        control.decide(
                run, GuardStop.Decision.CONTINUE, approver, approval.wanted().reason());
    }
}
