package vn.lienthong.sync;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Changes;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Journal;

/** Takes what people and the clock ask of runs. */
final class RunDesk implements RunControl {
    private final SyncJobs jobs;
    private final Runs runs;
    private final RunLedger ledger;
    private final RunKeeper keeper;
    private final Standings standings;
    private final Comparisons comparisons;
    private final Follows follows;
    private final Connectors connectors;
    private final Journal journal;
    private final Clock clock;

    RunDesk(
            SyncJobs jobs,
            Runs runs,
            RunLedger ledger,
            RunKeeper keeper,
            Standings standings,
            Comparisons comparisons,
            Follows follows,
            Connectors connectors,
            Journal journal,
            Clock clock) {
        this.jobs = jobs;
        this.runs = runs;
        this.ledger = ledger;
        this.keeper = keeper;
        this.standings = standings;
        this.comparisons = comparisons;
        this.follows = follows;
        this.connectors = connectors;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public Run start(JobName job, String actor) {
        List<Problem> hindrances = jobs.hindrances(jobs.get(job));
        if (!hindrances.isEmpty()) {
            throw RunFailure.known(new DocumentException(hindrances));
        }
        if (standings.of(job) == Standing.STOPPED) {
            throw new HubException(SyncError.ROUTE_STOPPED, Map.of("job", job));
        }
        record(actor, "job.started", "job/" + job, null);
        return ledger.plan(job, Run.Trigger.PERSON, actor, null)
                .flatMap(runs::find)
                .or(() -> runs.active(job))
                .orElseGet(() -> start(job, actor)); // the active run ended in between
    }

    @Override
    public void cancel(long run, String actor, @Nullable String reason) {
        activeRun(run);
        record(actor, "run.cancelled", "run/" + run, reason);
        ledger.event(run, RunEvent.Kind.CANCEL_ASKED, Map.of("actor", actor));
        if (ledger.cancel(run)) {
            ledger.event(run, RunEvent.Kind.CANCELLED, Map.of("actor", actor));
        }
        keeper.cancel(run);
    }

    @Override
    public void decide(long run, GuardStop.Decision decision, String actor, @Nullable String why) {
        Run waiting = activeRun(run);
        GuardStop stop = waiting.stop();
        if (waiting.state() != RunState.WAITING || stop == null) {
            throw new HubException(SyncError.RUN_NOT_WAITING, Map.of("run", run));
        }
        GuardStop decided = stop.decided(decision, actor, why);
        String act = decision == GuardStop.Decision.CONTINUE ? "guard.continued" : "guard.declined";
        record(actor, act, "run/" + run, why);
        ledger.event(run, RunEvent.Kind.DECIDED, Map.of("actor", actor, "decision", decision.name()));
        if (endsRun(waiting, decided)) {
            ledger.cancelDeclined(run, decided);
            ledger.event(run, RunEvent.Kind.CANCELLED, Map.of("actor", actor));
        } else if (!ledger.decide(run, decided)) {
            throw new HubException(SyncError.RUN_NOT_WAITING, Map.of("run", run));
        }
    }

    @Override
    public void retryNow(long run, String actor) {
        activeRun(run);
        record(actor, "run.retried", "run/" + run, null);
        if (!ledger.retryNow(run)) {
            throw new HubException(SyncError.RUN_NOT_PAUSED, Map.of("run", run));
        }
    }

    @Override
    public void pause(JobName job, String actor, @Nullable String reason) {
        stand(job, Standing.PAUSED, "job.paused", actor, reason);
        if (jobs.get(job).follows()) {
            runs.active(job).ifPresent(run -> cancel(run.id(), actor, reason));
        }
    }

    @Override
    public void answerGap(JobName job, Follows.Answer answer, String actor, String reason) {
        SyncJob known = jobs.get(job);
        if (!known.follows()) {
            throw new HubException(SyncError.NOT_FOLLOWING, Map.of("job", job));
        }
        record(actor, answer == Follows.Answer.ACCEPT ? "gap.accepted" : "gap.repaired", "job/" + job, reason);
        follows.say(job, known.from().dataset().connector(), answer, actor);
        runs.active(job).ifPresent(run -> keeper.renew(Set.of(job)));
        if (standings.of(job) == Standing.ON) {
            ledger.plan(job, Run.Trigger.PERSON, actor, null);
        }
    }

    @Override
    public void retire(JobName job, String actor, @Nullable String reason) {
        boolean mayRun = jobs.find(job).filter(SyncJob::follows).isPresent() && standings.of(job) != Standing.STOPPED;
        if (mayRun) {
            throw new HubException(SyncError.STILL_FOLLOWED, Map.of("job", job));
        }
        Follows.Standing standing =
                follows.find(job).orElseThrow(() -> new HubException(SyncError.NOT_FOLLOWING, Map.of("job", job)));
        // one that waits for a person, or for its next try, would wait for ever
        runs.active(job).ifPresent(run -> cancel(run.id(), actor, reason));
        if (runs.active(job).isPresent()) {
            throw new HubException(SyncError.STILL_FOLLOWED, Map.of("job", job));
        }
        record(actor, "following.retired", "job/" + job, reason);
        try (Session session = connectors.open(standing.connector())) {
            ((Changes) session).retire(job.value());
        }
        follows.retired(job);
    }

    @Override
    public void stop(JobName job, String actor, @Nullable String reason) {
        stand(job, Standing.STOPPED, "job.stopped", actor, reason);
        runs.active(job).ifPresent(run -> cancel(run.id(), actor, reason));
    }

    @Override
    public void resume(JobName job, String actor) {
        stand(job, Standing.ON, "job.resumed", actor, null);
        if (jobs.get(job).follows()) {
            ledger.plan(job, Run.Trigger.PERSON, actor, null);
        }
    }

    @Override
    public Standing standing(JobName job) {
        return standings.of(job);
    }

    @Override
    public Map<JobName, Standing> standings() {
        return standings.all();
    }

    @Override
    public Map<JobName, Instant> due() {
        Map<JobName, Instant> due = ledger.due();
        due.keySet().removeAll(standings.all().keySet());
        return due;
    }

    @Override
    public Optional<Instant> nextDue(JobName job) {
        Timing timing = jobs.get(job).timing();
        if (timing == null || standings.of(job) != Standing.ON) {
            return Optional.empty();
        }
        return ledger.due(job).or(() -> Optional.of(timing.next(clock.instant())));
    }

    @Override
    public Optional<RunProgress> progress(long run) {
        return keeper.progress(run).or(() -> runs.find(run)
                .filter(found -> found.state().active())
                .map(found -> new RunProgress(
                        run, found.job(), found.state(), phase(found), found.counts(), found.expected(), 0, null)));
    }

    /** What a run that nobody works on right now was doing: one that a guard stopped had come as far as the guard. */
    private static RunProgress.Phase phase(Run run) {
        if (run.state() == RunState.WAITING && run.stop() != null) {
            return run.stop().reason() == GuardStop.Reason.REJECTS
                    ? RunProgress.Phase.READING
                    : RunProgress.Phase.DELETING;
        }
        return run.state() == RunState.RUNNING ? RunProgress.Phase.READING : RunProgress.Phase.STARTING;
    }

    @Override
    public DryRun dryRun(JobName job, String actor) {
        SyncJob known = jobs.get(job);
        record(actor, "job.tried", "job/" + job, null);
        return comparisons.dryRun(known);
    }

    @Override
    public Reconciliation reconcile(JobName job, String actor, ComparedRows seen) {
        SyncJob known = jobs.get(job);
        record(actor, "job.reconciled", "job/" + job, null);
        return comparisons.reconcile(known, seen);
    }

    /** Where leaving it as it is leaves nothing to go on with. */
    private boolean endsRun(Run run, GuardStop decided) {
        if (decided.decision() != GuardStop.Decision.DECLINE) {
            return false;
        }
        return decided.reason() == GuardStop.Reason.REJECTS
                || jobs.get(run.job()).to().write() == WriteRequest.Mode.REPLACE;
    }

    private void stand(JobName job, Standing standing, String act, String actor, @Nullable String reason) {
        jobs.get(job);
        record(actor, act, "job/" + job, reason);
        standings.set(job, standing, actor, reason);
    }

    private Run activeRun(long run) {
        Run found = runs.get(run);
        if (!found.state().active()) {
            throw new HubException(SyncError.RUN_OVER, Map.of("run", run));
        }
        return found;
    }

    private void record(String actor, String act, String subject, @Nullable String reason) {
        journal.record(new Journal.Entry(actor, act, subject, "done", reason, Map.of()));
    }
}
