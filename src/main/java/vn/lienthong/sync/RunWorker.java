package vn.lienthong.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;
import vn.lienthong.kernel.HubException;

/** Carries one attempt of a run out and stores how it ended. */
final class RunWorker {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(40);

    private final RunTools tools;
    private final JobRunner runner;
    private final Consumer<RunLedger.Claim> begins;
    private final Consumer<RunLedger.Claim> ended;

    RunWorker(RunTools tools, JobRunner runner, Consumer<RunLedger.Claim> ended) {
        this(tools, runner, begins -> {}, ended);
    }

    /**
     * A worker that tells what it does.
     *
     * @param begins hears of each attempt before it is carried out
     * @param ended hears of each that was stored
     */
    RunWorker(RunTools tools, JobRunner runner, Consumer<RunLedger.Claim> begins, Consumer<RunLedger.Claim> ended) {
        this.tools = tools;
        this.runner = runner;
        this.begins = begins;
        this.ended = ended;
    }

    /** Whether runs can be carried out now. */
    boolean ready() {
        return runner.ready();
    }

    /** The run of a claim, not begun. */
    Attempt prepare(SyncJob job, RunLedger.Claim claim) {
        return job.follows() ? new FollowRun(job, claim, tools) : new SyncRun(job, claim, tools);
    }

    /** One attempt, on this thread. Never throws for what happens in it. */
    RunLedger.RunOutcome work(Attempt run, RunLedger.Claim claim) {
        return work(run, claim, () -> false);
    }

    /** The same on a node that may be leaving: what fails for that is no failure, and the run goes to the next who looks. */
    RunLedger.RunOutcome work(Attempt run, RunLedger.Claim claim, BooleanSupplier leaving) {
        Instant since = tools.clock().instant();
        RunLedger.RunOutcome outcome;
        try (run) {
            begins.accept(claim);
            runner.carryOut(run);
            outcome = run.outcome();
        } catch (RuntimeException failed) {
            if (leaving.getAsBoolean()) {
                tools.ledger().release(claim);
                return new RunLedger.RunOutcome(
                        RunState.RUNNING, run.committed(), null, null, null, claim.fruitless(), run.notes());
            }
            outcome = failed(run, claim, failed, since);
        }
        end(claim, outcome);
        return outcome;
    }

    /** Ends a run that could not even be prepared. */
    void refuse(RunLedger.Claim claim, RuntimeException why) {
        end(
                claim,
                new RunLedger.RunOutcome(
                        RunState.FAILED, claim.counts(), RunFailure.of(why), null, null, 0, List.of()));
    }

    private RunLedger.RunOutcome failed(Attempt run, RunLedger.Claim claim, RuntimeException thrown, Instant since) {
        if (storeIsDown(thrown)) {
            // nothing can be stored now: the lease runs out, and whoever finds the run then resumes it
            throw thrown;
        }
        RunFailure failure = RunFailure.of(thrown);
        boolean again = failure.kind().again();
        Instant now = tools.clock().instant();
        boolean fruitful = !run.committed().equals(claim.counts())
                || since.plus(LONGEST_PAUSE).isBefore(now);
        int fruitless = fruitful ? 1 : claim.fruitless() + 1;
        return new RunLedger.RunOutcome(
                again ? RunState.PAUSED : RunState.FAILED,
                run.committed(),
                failure,
                null,
                again ? now.plus(pause(fruitless)) : null,
                fruitless,
                run.notes());
    }

    private void end(RunLedger.Claim claim, RunLedger.RunOutcome outcome) {
        Map<String, String> facts = new TreeMap<>(RunEvents.figures(outcome.counts()));
        if (outcome.failure() != null) {
            facts.put("code", outcome.failure().code());
            facts.put("problem_vi", outcome.failure().problem().vi());
            facts.put("problem_en", outcome.failure().problem().en());
        }
        if (outcome.stop() != null) {
            facts.put("reason", outcome.stop().reason().name());
            facts.put("figure", String.valueOf(outcome.stop().figure()));
            facts.put("of", String.valueOf(outcome.stop().of()));
        }
        if (!tools.ledger().end(claim, outcome)) {
            return; // another node has taken the run over; it tells the rest
        }
        boolean asked = outcome.state() == RunState.PAUSED && tools.ledger().endIfAsked(claim.run());
        tools.ledger().event(claim.run(), asked ? RunEvent.Kind.CANCELLED : kind(outcome.state()), facts);
        ended.accept(claim);
    }

    private static RunEvent.Kind kind(RunState state) {
        return switch (state) {
            case PAUSED -> RunEvent.Kind.PAUSED;
            case WAITING -> RunEvent.Kind.WAITING;
            case FAILED -> RunEvent.Kind.FAILED;
            case CANCELLED -> RunEvent.Kind.CANCELLED;
            default -> RunEvent.Kind.FINISHED;
        };
    }

    /** Twice as long after each attempt that brought nothing, with jitter, so that many jobs do not come back at once. */
    private static Duration pause(int fruitless) {
        long doubled = FIRST_PAUSE.toMillis() << Math.min(fruitless - 1, 8);
        long bounded = Math.min(doubled, LONGEST_PAUSE.toMillis());
        return Duration.ofMillis(bounded / 2 + ThreadLocalRandom.current().nextLong(bounded / 2 + 1));
    }

    private static boolean storeIsDown(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof HubException) {
                return false;
            }
            if (cause instanceof DataAccessResourceFailureException
                    || cause instanceof TransientDataAccessException
                    || cause instanceof TransactionException) {
                return true;
            }
        }
        return false;
    }
}
