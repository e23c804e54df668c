package vn.lienthong.sync;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import vn.lienthong.codelist.CodeLists;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.ConnectorType;
import vn.lienthong.connector.ConnectorTypes;
import vn.lienthong.connector.Outboxes;
import vn.lienthong.connector.Partners;
import vn.lienthong.connector.file.CsvType;
import vn.lienthong.connector.jdbc.mariadb.MariaDbType;
import vn.lienthong.connector.jdbc.postgresql.PostgresType;
import vn.lienthong.connector.rest.RestType;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.kernel.HubException;
import vn.lienthong.quarantine.HeldKeys;
import vn.lienthong.quarantine.Quarantine;
import vn.lienthong.vault.Vault;
import vn.lienthong.vault.VaultFiles;

/**
 * The run engine on its real state and real systems, without routes, schedules and web: starts in a few seconds, so that faults and
 * speed can be tried many times.
 */
public final class LeanHub {
    private static final long FOLLOW_POLL_NANOS = Duration.ofMillis(100).toNanos();

    private final RunTools tools;
    private final Runs runs;
    private final SyncJob job;
    private final JdbcClient state;
    private final PGSimpleDataSource database = new PGSimpleDataSource();

    /** A hub over a plan; its state is migrated when asked to. */
    public LeanHub(LeanPlan plan, boolean migrate, ConnectorType... furtherTypes) {
        this(plan, migrate, failpoints(), database -> database, furtherTypes);
    }

    /** A process that halts at a failpoint, or stops there as if its machine slept. */
    private static Failpoints failpoints() {
        return Boolean.getBoolean("faults.sleep")
                ? Failpoints.of(System.getProperty(Failpoints.PROPERTY), LeanHub::sleep)
                : Failpoints.ofProcess();
    }

    private static void sleep() {
        try {
            new ProcessBuilder(
                            "kill",
                            "-STOP",
                            String.valueOf(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A hub with a new state that keeps its connections, as the real one does: to be measured. */
    public static LeanHub pooled(LeanPlan plan, ConnectorType... furtherTypes) {
        return new LeanHub(plan, true, Failpoints.ofProcess(), LeanHub::pool, furtherTypes);
    }

    /** A hub with a new state, in which something happens when a run passes a place: {@code read:3}. */
    public static LeanHub disturbed(LeanPlan plan, String place, Runnable act) {
        return new LeanHub(plan, true, Failpoints.of(place, act), database -> database, new CsvType());
    }

    private LeanHub(
            LeanPlan plan,
            boolean migrate,
            Failpoints failpoints,
            UnaryOperator<DataSource> connecting,
            ConnectorType... furtherTypes) {
        database.setServerNames(new String[] {"127.0.0.1"});
        database.setPortNumbers(new int[] {plan.state().port()});
        database.setDatabaseName(plan.state().database());
        database.setUser(plan.state().user());
        database.setPassword(plan.state().password());
        if (migrate) {
            Flyway.configure()
                    .dataSource(database)
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
        }
        Clock clock = Clock.systemUTC();
        DataSource connections = connecting.apply(database);
        this.state = JdbcClient.create(connections);
        Vault vault = Vault.open(
                state,
                Path.of(plan.data()),
                new VaultFiles(null, null),
                entry -> {},
                TransactionOperations.withoutTransaction(),
                clock);
        ConnectorType[] types = new ConnectorType[3 + furtherTypes.length];
        types[0] = new PostgresType();
        types[1] = new MariaDbType();
        types[2] = new RestType();
        System.arraycopy(furtherTypes, 0, types, 3, furtherTypes.length);
        this.tools = new RunTools(
                new LeanConnectors(
                        plan.ends(),
                        ConnectorTypes.of(types),
                        Outboxes.in(JdbcClient.create(kept(database)), vault, clock)),
                CodeLists.none(),
                new Quarantine(connections, vault, clock),
                new RunLedger(connections, clock, Duration.ofSeconds(plan.leaseSeconds())),
                new HubPositions(connections),
                new Follows(connections),
                new LookUpDesk(entry -> {}, new Partners(clock)),
                clock,
                failpoints);
        this.runs = new Runs(connections);
        this.job = new SyncJobReader(new DocumentKinds(), Map.of())
                .read(Document.parse("lean.sync.yaml", plan.job()), plan.job(), SyncJob.Origin.FILE);
    }

    /** What is sent one by one is remembered over connections that are kept; there are none before the first is needed. */
    private static DataSource kept(DataSource database) {
        HikariDataSource kept = new HikariDataSource();
        kept.setDataSource(database);
        kept.setMaximumPoolSize(4);
        return kept;
    }

    private static DataSource pool(DataSource database) {
        HikariConfig settings = new HikariConfig();
        settings.setDataSource(database);
        settings.setMaximumPoolSize(4);
        return new HikariDataSource(settings);
    }

    /** Its state database has been started again and listens here now. */
    public void stateMoved(int port) {
        database.setPortNumbers(new int[] {port});
    }

    /** Keeps runs as a hub does: finds them, tries paused ones again by itself. To be closed. */
    public AutoCloseable keep() {
        RunKeeper keeper = new RunKeeper(
                "node-" + UUID.randomUUID(),
                tools.ledger(),
                new OneJob(job),
                new RunWorker(tools, new LeanRunner(), ended -> {}),
                tools.follows(),
                new RunPlaces(tools.clock()));
        keeper.start();
        return keeper::stop;
    }

    /** Asks for a run; the one that is active where there is one. */
    public long ask() {
        return active().orElseGet(() -> tools.ledger()
                .plan(job.name(), Run.Trigger.PERSON, "test", null)
                .orElseThrow());
    }

    /** How a run stands. */
    public Run look(long run) {
        return runs.get(run);
    }

    /** What a run meets when a system goes away: it pauses. */
    public static void loseTheSystem() {
        throw new HubException(ConnectorError.LOST, Map.of("connector", "there", "why", "test"));
    }

    /** Takes what a killed process left, before its lease runs out. */
    public void takeRuns() {
        state.sql("update sync_runs set lease_until = now() - interval '1 minute' where state = 'RUNNING'")
                .update();
        state.sql("update sync_runs set retry_at = now() - interval '1 minute' where state = 'PAUSED'")
                .update();
    }

    /** Plans runs as a hub's clock does, until it is over; gives a run that failed, which a hub would leave to a person. */
    public @Nullable Run follow(BooleanSupplier over) {
        while (!over.getAsBoolean()) {
            Run last = newest();
            if (last != null && last.state() == RunState.FAILED) {
                return last;
            }
            if (last == null || !last.state().active()) {
                tools.ledger().plan(job.name(), Run.Trigger.FOLLOWING, "schedule", null);
            }
            LockSupport.parkNanos(FOLLOW_POLL_NANOS);
        }
        return null;
    }

    /** The active run ends where it is; what comes next is another. */
    public void endRun() {
        state.sql(
                        "update sync_runs set state = 'CANCELLED', lease_until = null where state in ('PLANNED', 'RUNNING', 'PAUSED')")
                .update();
    }

    /** A person asks for everything to be read once more: the next run begins with a snapshot. */
    public void repair() {
        tools.follows().say(job.name(), job.from().dataset().connector(), Follows.Answer.REPAIR, "test");
    }

    /** The newest run; null before the first. */
    public @Nullable Run newest() {
        List<Run> newest = runs.list(job.name(), null, 1);
        return newest.isEmpty() ? null : newest.get(0);
    }

    /** Goes on with a run that a killed process left, else makes a new one; gives it as it ended. */
    public Run run() {
        takeRuns();
        long id = ask();
        RunLedger.Claim claim =
                tools.ledger().claim("node-" + UUID.randomUUID(), id).orElseThrow();
        RunWorker worker = new RunWorker(tools, new LeanRunner(), ended -> {});
        worker.work(worker.prepare(job, claim), claim);
        return runs.get(id);
    }

    /** Source and target compared row by row. */
    public Reconciliation reconcile() {
        return new Comparisons(tools).reconcile(job);
    }

    /** How many rows are held and not settled. */
    public long held() {
        return state.sql("select count(*) from quarantine_rows where state = 'held'")
                .query(Long.class)
                .single();
    }

    /** What is held against the keys that should be: a row each, nothing pending, nothing else. */
    public Held held(Set<String> keys) {
        HeldKeys held = tools.quarantine().heldKeys(job.name());
        long pending = state.sql("select count(*) from quarantine_rows where state = 'pending'")
                .query(Long.class)
                .single();
        long missing = keys.stream().filter(key -> !held.holds(key)).count();
        return new Held(missing, held() + missing - keys.size(), pending);
    }

    /**
     * How the held rows differ from what they should be.
     *
     * @param missing keys without a held row
     * @param further held rows that should not be, repeated ones among them
     * @param pending rows of a run that never came to a decision
     */
    public record Held(long missing, long further, long pending) {
        /** Whether they are exactly as they should be. */
        public boolean exact() {
            return missing == 0 && further == 0 && pending == 0;
        }
    }

    private Optional<Long> active() {
        List<Long> active = state.sql("select id from sync_runs where state in ('PLANNED', 'RUNNING', 'PAUSED')")
                .query(Long.class)
                .list();
        return active.stream().findFirst();
    }
}
