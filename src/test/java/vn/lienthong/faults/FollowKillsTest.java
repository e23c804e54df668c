package vn.lienthong.faults;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Nothing is lost, doubled or left stale while a source is followed, whenever the process dies. The short form runs with the other
 * tests; {@code mvn -Pfaults test -Dfaults.kills=200} runs as many kills as one likes, and {@code -Dfaults.seed} repeats them.
 */
class FollowKillsTest {
    private static final int KILLS = Integer.getInteger("faults.kills", 5);
    private static final int KILLS_A_JUDGEMENT = Integer.getInteger("faults.every", 5);
    private static final int LARGE = KILLS >= 50 ? 50_000 : 8_000;
    private static final Duration LONGEST = Duration.ofMillis(2500);
    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());
    private static FollowDatabase scenario;
    private static FollowKills kills;

    @BeforeAll
    static void begin() throws Exception {
        scenario = new FollowDatabase(Machine.sharedPostgres());
        kills = new FollowKills(scenario, SEED, LONGEST, LARGE);
    }

    @AfterAll
    static void end() throws Exception {
        kills.close();
        scenario.close();
    }

    @AfterEach
    void report() {
        kills.report();
    }

    @Test
    void aDeadProcessCostsNoChange() throws Exception {
        kills.atRandom(KILLS, KILLS_A_JUDGEMENT);
    }

    @Test
    void aProcessMayDieAtTheBoundaryOfAnyStepOfFollowing() throws Exception {
        kills.atSteps(FollowKills.STEPS, 1);
    }

    @Test
    void aProcessMayDieAtTheBoundaryOfAnyStepOfTheFirstRead() throws Exception {
        Map<String, Integer> steps = new HashMap<>(FollowKills.STEPS_OF_THE_FIRST_READ);
        if (!KillsTest.isLong()) {
            // the others are passed by following, too; without the first two there would be nothing to delete
            steps.keySet().retainAll(Set.of("begun", "committed", "deleted", "finished"));
        }
        kills.atStepsOfTheFirstRead(steps, 2);
    }
}
