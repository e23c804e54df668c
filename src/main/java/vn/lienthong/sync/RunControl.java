package vn.lienthong.sync;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.JobName;

/** Starts, holds and ends runs, and answers what they would do. Every act is in the journal before it is done. */
public interface RunControl {
    /**
     * Asks for a run now; it begins as soon as a place is free.
     *
     * @return the run, planned; if one is active already, that one
     */
    Run start(JobName job, String actor);

    /** Ends a run after its current batch; what was committed stays. */
    void cancel(long run, String actor, @Nullable String reason);

    /** Answers a guard; the run goes on accordingly. */
    void decide(long run, GuardStop.Decision decision, String actor, @Nullable String why);

    /** Tries a paused run again now, without waiting for its time. */
    void retryNow(long run, String actor);

    /** From now on the clock does not start this job. */
    void pause(JobName job, String actor, @Nullable String reason);

    /** Ends the job's active run after its current batch and refuses further ones, whoever asks. */
    void stop(JobName job, String actor, @Nullable String reason);

    /**
     * Answers a gap in what a job follows; its next run goes by it, and begins as soon as it can.
     *
     * @throws vn.lienthong.kernel.HubException CONFLICT where the job does not follow its source
     */
    void answerGap(JobName job, Follows.Answer answer, String actor, String reason);

    /**
     * Makes a source let go of what it keeps for a job, removed or stopped. What changes from then on is missing to it.
     *
     * @throws vn.lienthong.kernel.HubException CONFLICT while the job may run
     */
    void retire(JobName job, String actor, @Nullable String reason);

    /** Takes the job up again after pause or stop. */
    void resume(JobName job, String actor);

    /** Whether people let the job run. */
    Standing standing(JobName job);

    /** The jobs that are not simply on. */
    Map<JobName, Standing> standings();

    /** When the clock starts each job next, where it does. */
    Map<JobName, Instant> due();

    /** When the clock starts the job next; empty without a schedule, or while paused. */
    Optional<Instant> nextDue(JobName job);

    /** How far an active run has come; of a run on another node, as its state has it. */
    Optional<RunProgress> progress(long run);

    /** What a run would do now, by comparing; writes and locks nothing. Takes as long as reading the source. */
    DryRun dryRun(JobName job, String actor);

    /** Compares source and target row by row. Takes as long as reading both. */
    default Reconciliation reconcile(JobName job, String actor) {
        return reconcile(job, actor, new ComparedRows());
    }

    /** The same, telling how far it has come. */
    Reconciliation reconcile(JobName job, String actor, ComparedRows seen);

    /** Whether people let a job run. */
    enum Standing {
        ON,
        /** The clock does not start it; people can. */
        PAUSED,
        /** Nobody starts it. */
        STOPPED
    }
}
