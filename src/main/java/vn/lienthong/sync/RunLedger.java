package vn.lienthong.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Text;

/**
 * Writes the history of runs, and lends each active run to one attempt at a time: where a run was lent once more, to the same node
 * even, whoever had it before keeps and ends nothing.
 */
final class RunLedger {
    /** Which runs a later one may be compared with; the newest of each job is never purged. */
    static final String COMPARED = """
            state in ('DONE', 'DONE_WITH_REJECTIONS') and not corrects
            and (read > 0 or stop::jsonb @> '{"reason": "ROWS_DROP", "decision": "CONTINUE"}')""";

    /** A node that was not heard of for so long has lost its runs. */
    static final Duration LEASE = Duration.ofSeconds(10);

    private final JdbcClient state;
    private final Clock clock;
    private final Duration lease;

    RunLedger(DataSource database, Clock clock) {
        this(database, clock, LEASE);
    }

    RunLedger(DataSource database, Clock clock, Duration lease) {
        this.state = JdbcClient.create(database);
        this.clock = clock;
        this.lease = lease;
    }

    /**
     * Plans a run.
     *
     * @param tick the due moment it stands for, null where a person asks; a tick that has had its run plans none
     * @return its number; empty when the job has an active run, or the tick has had its run
     */
    Optional<Long> plan(JobName job, Run.Trigger trigger, String actor, @Nullable Instant tick) {
        try {
            long id = state.sql("""
                            insert into sync_runs (job, state, trigger, actor, tick, requested)
                            values (:job, 'PLANNED', :trigger, :actor, :tick, :now) returning id
                            """)
                    .param("job", job.value())
                    .param("trigger", trigger.name())
                    .param("actor", actor)
                    .param("tick", tick == null ? null : Runs.at(tick))
                    .param("now", Runs.at(clock.instant()))
                    .query(Long.class)
                    .single();
            event(id, RunEvent.Kind.REQUESTED, Map.of("actor", actor));
            return Optional.of(id);
        } catch (DuplicateKeyException active) {
            return Optional.empty();
        }
    }

    /**
     * Takes one run that waits for a node, or whose node is gone. The database's clock decides, not a node's.
     *
     * @param has the runs that the node carries out now: a lease that ran out because the node was slow is renewed, not taken
     */
    Optional<Claim> claim(String node, Set<Long> has) {
        return claim(node, null, has, null, Set.of());
    }

    /** Takes a run of any job but these. */
    Optional<Claim> claimBut(String node, Set<Long> has, Collection<JobName> but) {
        return claim(node, null, has, null, but);
    }

    /** Takes a given run. */
    Optional<Claim> claim(String node, long run) {
        return claim(node, run, Set.of(), null, Set.of());
    }

    /** Takes a run of one of these jobs. */
    Optional<Claim> claim(String node, Set<Long> has, Collection<JobName> jobs) {
        return claim(node, null, has, jobs.stream().map(JobName::value).toArray(String[]::new), Set.of());
    }

    private Optional<Claim> claim(
            String node, @Nullable Long run, Set<Long> has, String @Nullable [] jobs, Collection<JobName> but) {
        return state.sql("""
                        update sync_runs set state = 'RUNNING', node = :node, lease_until = now() + :lease::interval,
                            attempts = attempts + 1, started = coalesce(started, :now), retry_at = null, failure = null
                        where id = (
                            select id from sync_runs
                            where (:run::bigint is null or id = :run) and id <> all (:has)
                              and (:jobs::text[] is null or job = any (:jobs)) and job <> all (:but::text[])
                              and (state in ('PLANNED', 'RUNNING') or state = 'PAUSED' and retry_at <= :now)
                              and (lease_until is null or lease_until < now())
                            order by id limit 1 for update skip locked)
                        returning id, job, started, attempts, fruitless, stop, read, written, unchanged, rejected,
                            skipped, superseded, deleted
                        """)
                .param("node", node)
                .param("run", run)
                .param("has", has.toArray(Long[]::new))
                .param("jobs", jobs)
                .param("but", but.stream().map(JobName::value).toArray(String[]::new))
                .param("lease", lease.toSeconds() + " seconds")
                .param("now", Runs.at(clock.instant()))
                .query((row, i) -> new Claim(
                        row.getLong("id"),
                        new JobName(row.getString("job")),
                        node,
                        row.getObject("started", OffsetDateTime.class).toInstant(),
                        row.getInt("attempts"),
                        row.getInt("fruitless"),
                        Json.read(row.getString("stop"), GuardStop.class),
                        Runs.counts(row)))
                .optional();
    }

    /** Keeps a run for this node and stores how far it has come. What is asked of the run comes back; empty when it is lost, to a later attempt too. */
    Optional<Boolean> heartbeat(Claim claim, Counts counts, @Nullable Long expected) {
        return state.sql("""
                        update sync_runs set lease_until = now() + :lease::interval, expected = coalesce(:expected, expected),
                            read = :read, written = :written, unchanged = :unchanged, rejected = :rejected,
                            skipped = :skipped, superseded = :superseded, deleted = :deleted
                        where id = :id and node = :node and attempts = :attempt and state = 'RUNNING' returning cancel_asked
                        """)
                .params(counts(counts))
                .param("expected", expected)
                .param("lease", lease.toSeconds() + " seconds")
                .param("id", claim.run())
                .param("node", claim.node())
                .param("attempt", claim.attempts())
                .query(Boolean.class)
                .optional();
    }

    /** Whether an earlier attempt at the run has begun, as it stands now; empty when the run is lent to this attempt no longer. */
    Optional<Boolean> lent(Claim claim) {
        return state.sql("""
                        select begun from sync_runs
                        where id = :id and node = :node and attempts = :attempt and state = 'RUNNING'
                        """)
                .param("id", claim.run())
                .param("node", claim.node())
                .param("attempt", claim.attempts())
                .query(Boolean.class)
                .optional();
    }

    /** From now on the target's checkpoint may be of this run. Before, one of the same number is another history's. */
    void begun(long run) {
        state.sql("update sync_runs set begun = true where id = :id")
                .param("id", run)
                .update();
    }

    /** Marks a run that reads only corrections. */
    void corrects(long run) {
        state.sql("update sync_runs set corrects = true where id = :id")
                .param("id", run)
                .update();
    }

    /** Ends an attempt: the run is over, pauses or waits, and the node gives it back. False when it was no longer this attempt's. */
    boolean end(Claim claim, RunOutcome outcome) {
        return state.sql("""
                        update sync_runs set state = :state, node = null, lease_until = null, finished = :finished,
                            read = :read, written = :written, unchanged = :unchanged, rejected = :rejected,
                            skipped = :skipped, superseded = :superseded, deleted = :deleted, failure = :failure,
                            stop = coalesce(:stop, stop), retry_at = :retry_at, fruitless = :fruitless, notes = :notes
                        where id = :id and node = :node and attempts = :attempt
                        """)
                        .params(counts(outcome.counts()))
                        .param("state", outcome.state().name())
                        .param("finished", outcome.state().active() ? null : Runs.at(clock.instant()))
                        .param("failure", Json.write(outcome.failure()))
                        .param("stop", Json.write(outcome.stop()))
                        .param("retry_at", outcome.retryAt() == null ? null : Runs.at(outcome.retryAt()))
                        .param("fruitless", outcome.fruitless())
                        .param("notes", Json.write(List.copyOf(outcome.notes())))
                        .param("id", claim.run())
                        .param("node", claim.node())
                        .param("attempt", claim.attempts())
                        .update()
                == 1;
    }

    /** Ends a run that pauses and was asked to end meanwhile: while its system is away, nobody would come to do it. True when it is over now. */
    boolean endIfAsked(long run) {
        return state.sql("""
                        update sync_runs set state = 'CANCELLED', finished = :now, retry_at = null
                        where id = :id and state = 'PAUSED' and cancel_asked
                        """)
                        .param("id", run)
                        .param("now", Runs.at(clock.instant()))
                        .update()
                == 1;
    }

    /** Asks an active run to end; one that no node carries ends at once. True when it is over now. */
    boolean cancel(long run) {
        state.sql("update sync_runs set cancel_asked = true where id = :id")
                .param("id", run)
                .update();
        return state.sql("""
                        update sync_runs set state = 'CANCELLED', finished = :now, retry_at = null
                        where id = :id and state in ('PLANNED', 'PAUSED', 'WAITING')
                        """)
                        .param("id", run)
                        .param("now", Runs.at(clock.instant()))
                        .update()
                == 1;
    }

    /** Stores what a person said to a guard and plans the run on. False when it does not wait. */
    boolean decide(long run, GuardStop decided) {
        return state.sql("update sync_runs set state = 'PLANNED', stop = :stop where id = :id and state = 'WAITING'")
                        .param("stop", Json.write(decided))
                        .param("id", run)
                        .update()
                == 1;
    }

    /** Ends a waiting run because a person said to leave it. */
    void cancelDeclined(long run, GuardStop decided) {
        state.sql("""
                        update sync_runs set state = 'CANCELLED', stop = :stop, finished = :now
                        where id = :id and state = 'WAITING'
                        """)
                .param("stop", Json.write(decided))
                .param("now", Runs.at(clock.instant()))
                .param("id", run)
                .update();
    }

    /** Gives an active run back as it is, for whoever finds it. */
    void release(Claim claim) {
        state.sql("update sync_runs set node = null, lease_until = null "
                        + "where id = :id and node = :node and attempts = :attempt")
                .param("id", claim.run())
                .param("node", claim.node())
                .param("attempt", claim.attempts())
                .update();
    }

    /** When the clock starts a job next, as the clock has it. */
    Optional<Instant> due(JobName job) {
        return state.sql("select execution_time from sync_ticks where task_name = :task and task_instance = :job")
                .param("task", JobClock.TASK)
                .param("job", job.value())
                .query((row, i) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .optional();
    }

    /** Lets a paused run be tried at once. False when it is not paused. */
    boolean retryNow(long run) {
        return state.sql("update sync_runs set retry_at = :now where id = :id and state = 'PAUSED'")
                        .param("now", Runs.at(clock.instant()))
                        .param("id", run)
                        .update()
                == 1;
    }

    /** When the clock starts each job next, as the clock has it. */
    Map<JobName, Instant> due() {
        Map<JobName, Instant> due = new HashMap<>();
        state.sql("select task_instance, execution_time from sync_ticks where task_name = :task")
                .param("task", JobClock.TASK)
                .query((row, i) -> due.put(
                        new JobName(row.getString(1)),
                        row.getObject(2, OffsetDateTime.class).toInstant()))
                .list();
        return due;
    }

    /** Adds to a run's history. */
    void event(long run, RunEvent.Kind kind, Map<String, String> arguments) {
        state.sql("""
                        insert into sync_run_events (run, number, at, kind, arguments)
                        select :run, coalesce(max(number), 0) + 1, :now, :kind, :arguments
                        from sync_run_events where run = :run
                        """)
                .param("run", run)
                .param("now", Runs.at(clock.instant()))
                .param("kind", kind.name())
                .param("arguments", Json.write(arguments))
                .update();
    }

    /**
     * Rows read by the last run of a job that came to a good end. One that read nothing counts only where a person has said that
     * this is as it should be: most such runs found no new file.
     */
    Optional<Long> lastRead(JobName job) {
        return state.sql("select read from sync_runs where job = :job and " + COMPARED + " order by id desc limit 1")
                .param("job", job.value())
                .query(Long.class)
                .optional();
    }

    /** Whether the last run of the job before this one failed with this code. */
    boolean failedBefore(Claim claim, String code) {
        return state.sql("""
                        select coalesce((select state = 'FAILED' and failure::jsonb ->> 'code' = :code from sync_runs
                            where job = :job and id < :run order by id desc limit 1), false)
                        """)
                .param("code", code)
                .param("job", claim.job().value())
                .param("run", claim.run())
                .query(Boolean.class)
                .single();
    }

    private static Map<String, Object> counts(Counts counts) {
        return Map.of(
                "read", counts.read(),
                "written", counts.written(),
                "unchanged", counts.unchanged(),
                "rejected", counts.rejected(),
                "skipped", counts.skipped(),
                "superseded", counts.superseded(),
                "deleted", counts.deleted());
    }

    /**
     * A run lent to a node.
     *
     * @param started when its first attempt began
     * @param fruitless how many attempts in a row brought nothing
     * @param stop a guard's stop with what was decided, null where no guard spoke
     * @param counts what earlier attempts committed
     */
    record Claim(
            long run,
            JobName job,
            String node,
            Instant started,
            int attempts,
            int fruitless,
            @Nullable GuardStop stop,
            Counts counts) {}

    /**
     * How an attempt ended.
     *
     * @param retryAt when a paused run is tried again
     * @param fruitless how many attempts in a row brought nothing, this one among them
     * @param notes what it could not promise or left undone
     */
    record RunOutcome(
            RunState state,
            Counts counts,
            @Nullable RunFailure failure,
            @Nullable GuardStop stop,
            @Nullable Instant retryAt,
            int fruitless,
            List<Text> notes) {
        /** Of an attempt in which nothing was thrown; neither complete nor stopped by a guard, it was cancelled. */
        static RunOutcome of(boolean complete, @Nullable GuardStop stop, Counts counts, List<Text> notes) {
            RunState state = RunState.CANCELLED;
            if (complete) {
                state = counts.rejected() > 0 ? RunState.DONE_WITH_REJECTIONS : RunState.DONE;
            } else if (stop != null) {
                state = RunState.WAITING;
            }
            return new RunOutcome(state, counts, null, stop, null, 0, notes);
        }
    }
}
