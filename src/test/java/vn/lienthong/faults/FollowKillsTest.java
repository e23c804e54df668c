package vn.lienthong.faults;

import java.util.Map;
import java.util.TreeMap;
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
    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());
    /** Every step with how often the process passes its boundary before it dies there. */
    private static final Map<String, Integer> STEPS = new TreeMap<>(Map.of(
            "taken-over", 1,
            "begun", 1,
            "read", 3,
            "mapped", 2,
            "written", 4,
            "held", 3,
            "committed", 2,
            "confirmed", 2));

    private static final Map<String, Integer> STEPS_OF_THE_SNAPSHOT = new TreeMap<>(Map.of(
            "taken-over", 1,
            "begun", 1,
            "read", 2,
            "mapped", 2,
            "written", 2,
            "held", 1,
            "committed", 1,
            "confirmed", 1,
            "deleted", 1,
            "finished", 1));

    private static FollowDatabase scenario;
    private static FollowKills kills;

    @BeforeAll
    static void begin() throws Exception {
        scenario = new FollowDatabase();
        kills = new FollowKills(scenario, SEED, LARGE);
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
        kills.judge();
        for (Map.Entry<String, Integer> step : STEPS.entrySet()) {
            kills.at(step.getKey(), step.getValue());
        }
    }

    @Test
    void aProcessMayDieAtTheBoundaryOfAnyStepOfTheFirstRead() throws Exception {
        int passed = 0;
        for (Map.Entry<String, Integer> step : STEPS_OF_THE_SNAPSHOT.entrySet()) {
            kills.inSnapshotAt(step.getKey(), step.getValue());
            if (++passed % 2 == 0) {
                kills.judge();
            }
        }
    }
}
