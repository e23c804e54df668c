package vn.lienthong.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Nothing is lost, doubled or left stale, whenever a process dies. The short form runs with the other tests; {@code mvn
 * -Pfaults test -Dfaults.kills=100} runs as many kills as one likes, and {@code -Dfaults.seed} repeats them.
 */
class KillsTest {
    private static final int KILLS = Integer.getInteger("faults.kills", 4);
    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());
    private static final List<String> STEPS = List.of(
            "taken-over",
            "begun",
            "read",
            "mapped",
            "written",
            "held",
            "committed",
            "confirmed",
            "deleted",
            "finished");

    @Test
    void aDeadProcessCostsNothingBetweenPostgresDatabases() throws Exception {
        new Kills(new FromDatabase(false), SEED).atRandom(KILLS);
    }

    @Test
    void aDeadProcessCostsNothingFromMariaDb() throws Exception {
        new Kills(new FromDatabase(true), SEED).atRandom(KILLS);
    }

    @Test
    void aDeadProcessCostsNothingFromFiles() throws Exception {
        new Kills(new FromFiles(), SEED).atRandom(KILLS);
    }

    @Test
    void aProcessMayDieAtTheBoundaryOfAnyStep() throws Exception {
        Kills kills = new Kills(new FromDatabase(false), SEED);
        for (String step : STEPS) {
            kills.at(step);
        }
        kills.report();
        assertThat(kills.killed()).as("steps at which a process died").isGreaterThan(STEPS.size() / 2);
    }
}
