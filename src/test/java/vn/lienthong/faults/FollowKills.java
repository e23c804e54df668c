package vn.lienthong.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import vn.lienthong.connector.file.CsvType;
import vn.lienthong.sync.LeanHub;
import vn.lienthong.sync.Run;
import vn.lienthong.testing.Aside;

/**
 * Kills the process that follows a source while the source is worked on, and judges the target whenever the work pauses. The process
 * that dies next is made while the one before still lives, and waits.
 */
final class FollowKills implements AutoCloseable {
    private static final int EXIT_OF_A_FAILPOINT = 137;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FollowDatabase scenario;
    private final Random random;
    private final Path plan;
    private final LeanHub hub;
    private final int large;
    private Victim next;
    private int killed;
    private int judged;
    private long transactions;

    /**
     * Kills.
     *
     * @param large how many rows a large transaction of the source has
     */
    FollowKills(FollowDatabase scenario, long seed, int large) throws Exception {
        this.scenario = scenario;
        this.large = large;
        this.random = new Random(seed);
        this.plan = Files.createTempFile("lienthong-plan", ".json");
        scenario.plan().write(plan);
        this.hub = new LeanHub(scenario.plan(), true, new CsvType());
        this.next = Victim.following(plan);
        System.out.printf("faults: %s, seed %d%n", scenario.name(), seed);
    }

    /** Kills at random times under load so many processes; judged after each {@code every} of them. */
    void atRandom(int times, int every) throws Exception {
        for (int left = times, round = 0; left > 0; left -= every, round++) {
            try (Load load = load()) {
                if (round == 1) {
                    load.large();
                }
                for (int i = Math.min(every, left); i > 0; i--) {
                    dies();
                }
                stopped(load);
            }
            judge();
        }
    }

    private void dies() throws Exception {
        Victim victim = begun("");
        boolean died = victim.killAfter(Duration.ofMillis(random.nextInt(2500)));
        assertThat(died).as(victim::said).isTrue();
        killed++;
    }

    private Victim begun(String failpoint) throws Exception {
        Victim victim = next;
        victim.begin(failpoint);
        next = Victim.following(plan);
        return victim;
    }

    /** Lets a process end itself the n-th time it passes a step's boundary in a new run under load, then judges. */
    void at(String failpoint, int times) throws Exception {
        hub.endRun();
        try (Load load = load()) {
            halts(failpoint, times);
            stopped(load);
        }
        judge();
    }

    /** The same while everything is read once more, without judging yet. */
    void inSnapshotAt(String failpoint, int times) throws Exception {
        hub.endRun();
        hub.repair();
        try (Load load = load()) {
            halts(failpoint, times);
            stopped(load);
        }
    }

    private void halts(String failpoint, int times) throws Exception {
        Victim victim = begun(failpoint + ":" + times);
        assertThat(victim.end())
                .as(() -> failpoint + " was not passed: " + victim.said())
                .isEqualTo(EXIT_OF_A_FAILPOINT);
        killed++;
    }

    private Load load() {
        return new Load(scenario.source(), random.nextLong(), large);
    }

    private void stopped(Load load) {
        load.close();
        transactions += load.transactions();
    }

    /** A process that nobody kills catches up, this one; then nothing may be wrong. */
    void judge() throws Exception {
        hub.takeRuns();
        AtomicBoolean over = new AtomicBoolean();
        try (AutoCloseable keeper = hub.keep()) {
            CompletableFuture<Run> failed = Aside.supply(() -> hub.follow(over::get));
            scenario.arrived();
            Judge.exact(scenario, hub, PATIENCE);
            over.set(true);
            assertThat(failed.join()).isNull();
        } catch (Throwable wrong) {
            throw new AssertionError("after " + killed + " kills, " + hub.newest(), wrong);
        } finally {
            over.set(true);
        }
        judged++;
    }

    void report() {
        System.out.printf(
                "faults: %s, %d kills, %d transactions, judged %d times: 0 lost, 0 duplicated, 0 stale, 0 extra%n",
                scenario.name(), killed, transactions, judged);
    }

    @Override
    public void close() throws InterruptedException {
        next.kill();
    }
}
