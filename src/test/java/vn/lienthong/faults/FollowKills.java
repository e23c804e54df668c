package vn.lienthong.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
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
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Every step of following with how often the process passes its boundary before it dies there. */
    static final Map<String, Integer> STEPS = Map.of(
            "taken-over", 1,
            "begun", 1,
            "read", 3,
            "mapped", 2,
            "written", 4,
            "held", 3,
            "committed", 2,
            "confirmed", 2);

    /** Every step of the first read. */
    static final Map<String, Integer> STEPS_OF_THE_FIRST_READ = Map.of(
            "taken-over", 1,
            "begun", 1,
            "read", 2,
            "mapped", 2,
            "written", 2,
            "held", 1,
            "committed", 1,
            "confirmed", 1,
            "deleted", 1,
            "finished", 1);

    private final FollowDatabase scenario;
    private final Random random;
    private final Path plan;
    private final LeanHub hub;
    private final int large;
    private final Duration longest;
    private Victim next;
    private int killed;
    private int judged;
    private long transactions;

    /**
     * Kills.
     *
     * @param longest how long a process may live
     * @param large how many rows a large transaction of the source has
     */
    FollowKills(FollowDatabase scenario, long seed, Duration longest, int large) throws Exception {
        this.scenario = scenario;
        this.longest = longest;
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
        boolean died = victim.killAfter(Duration.ofMillis(random.nextLong(longest.toMillis())));
        assertThat(died).as(victim::said).isTrue();
        killed++;
    }

    private Victim begun(String failpoint) throws Exception {
        Victim victim = next;
        victim.begin(failpoint);
        next = Victim.following(plan);
        return victim;
    }

    /**
     * Lets a process end itself at each of these steps of following in turn, in a new run under load.
     *
     * @param every after how many of them it is judged
     */
    void atSteps(Map<String, Integer> steps, int every) throws Exception {
        judge();
        die(steps, every, hub::endRun);
    }

    /** The same while everything is read once more. */
    void atStepsOfTheFirstRead(Map<String, Integer> steps, int every) throws Exception {
        die(steps, every, () -> {
            hub.endRun();
            hub.repair();
        });
    }

    private void die(Map<String, Integer> steps, int every, Runnable before) throws Exception {
        int passed = 0;
        for (Map.Entry<String, Integer> step : new TreeMap<>(steps).entrySet()) {
            before.run();
            try (Load load = load()) {
                halts(step.getKey(), step.getValue());
                stopped(load);
            }
            if (++passed % every == 0 || passed == steps.size()) {
                judge();
            }
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
        return scenario.load(random.nextLong(), large);
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
