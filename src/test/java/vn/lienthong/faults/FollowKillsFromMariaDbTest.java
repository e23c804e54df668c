package vn.lienthong.faults;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Nothing is lost, doubled or left stale while a MariaDB source is followed, whenever the process dies. The short form runs with the
 * other tests and passes one boundary of each kind: the hub passes them all while it follows a PostgreSQL; {@code mvn -Pfaults test
 * -Dtest=FollowKillsFromMariaDbTest -Dfaults.kills=100} passes all, and {@code -Dfaults.seed} repeats a run.
 */
class FollowKillsFromMariaDbTest {
    private static final int KILLS = Integer.getInteger("faults.kills", 4);
    private static final int KILLS_A_JUDGEMENT = Integer.getInteger("faults.every", 4);
    private static final int LARGE = isLong() ? 50_000 : 8_000;
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());
    private static FollowDatabase scenario;
    private static FollowKills kills;

    @BeforeAll
    static void begin() throws Exception {
        scenario = new FollowDatabase(Machine.sharedMariaDb());
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
    void aProcessMayDieAtTheBoundaryOfAStepOfFollowing() throws Exception {
        kills.atSteps(isLong() ? FollowKills.STEPS : Map.of("written", 4), 1);
    }

    @Test
    void aProcessMayDieAtTheBoundaryOfAStepOfTheFirstRead() throws Exception {
        kills.atStepsOfTheFirstRead(
                isLong() ? FollowKills.STEPS_OF_THE_FIRST_READ : Map.of("committed", 1), isLong() ? 2 : 1);
    }

    private static boolean isLong() {
        return KILLS >= 50;
    }
}
