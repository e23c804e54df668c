package vn.lienthong.sync;

import java.time.Instant;
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

    /** The clock starts this job again. */
    void resume(JobName job, String actor);

    /** Whether a person paused the job's schedule. */
    boolean paused(JobName job);

    /** When the clock starts the job next; empty without a schedule, or while paused. */
    Optional<Instant> nextDue(JobName job);

    /** How far an active run has come; of a run on another node, as its state has it. */
    Optional<RunProgress> progress(long run);

    /** What a run would do now, by comparing; writes and locks nothing. Takes as long as reading the source. */
    DryRun dryRun(JobName job);

    /** Compares source and target row by row. Takes as long as reading both. */
    Reconciliation reconcile(JobName job);
}
