package vn.lienthong.faults;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Nothing is lost, doubled or left stale, whenever a process dies. The short form runs with the other tests; {@code mvn
 * -Pfaults test -Dfaults.kills=100} runs as many kills as one likes, and {@code -Dfaults.seed} repeats them.
 */
class KillsTest {
    private static final int KILLS = Integer.getInteger("faults.kills", 3);
    private static final int INTO_AN_API = Integer.getInteger("faults.kills", 2);
    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());
    /** Every step with how often the process passes its boundary before it dies there. */
    private static final Map<String, Integer> STEPS = new TreeMap<>(Map.of(
            "taken-over", 2,
            "begun", 1,
            "read", 3,
            "mapped", 3,
            "written", 2,
            "held", 1,
            "committed", 1,
            "confirmed", 1,
            "deleted", 1,
            "finished", 1));

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
    void aDeadProcessCostsNothingFromAnApi() throws Exception {
        try (FromApi scenario = new FromApi()) {
            new Kills(scenario, SEED).atRandom(KILLS);
        }
    }

    /** At the steps of a row PartnerKillsTest lets a hub die, and a partner fail, without a process of its own. */
    @Test
    void aDeadProcessCostsNothingIntoAnApi() throws Exception {
        try (IntoApi scenario = new IntoApi()) {
            new Kills(scenario, SEED).whileRowsArrive(INTO_AN_API, scenario::arrived);
        }
    }

    /** Of what follows, every build does so: FollowKillsTest. */
    @Test
    @EnabledIf("isLong")
    void aProcessMayDieAtTheBoundaryOfAnyStepBetweenPostgresDatabases() throws Exception {
        atEveryStep(new FromDatabase(false));
    }

    @Test
    @EnabledIf("isLong")
    void aProcessMayDieAtTheBoundaryOfAnyStepFromMariaDb() throws Exception {
        atEveryStep(new FromDatabase(true));
    }

    @Test
    @EnabledIf("isLong")
    void aProcessMayDieAtTheBoundaryOfAnyStepFromFiles() throws Exception {
        Map<String, Integer> steps = new TreeMap<>(STEPS);
        steps.put("taken-over", 1); // a file is read once, and its target taken over once
        atEveryStep(new FromFiles(true), steps);
    }

    @Test
    @EnabledIf("isLong")
    void aProcessMayDieAtTheBoundaryOfAnyStepFromAnApi() throws Exception {
        Map<String, Integer> steps = new TreeMap<>(STEPS);
        steps.put("taken-over", 1);
        steps.remove("deleted"); // what is new says nothing of what is gone
        try (FromApi scenario = new FromApi()) {
            atEveryStep(scenario, steps);
        }
    }

    static boolean isLong() {
        return KILLS >= 50;
    }

    private static void atEveryStep(Scenario scenario) throws Exception {
        atEveryStep(scenario, STEPS);
    }

    private static void atEveryStep(Scenario scenario, Map<String, Integer> steps) throws Exception {
        Kills kills = new Kills(scenario, SEED);
        kills.untouched();
        for (Map.Entry<String, Integer> step : steps.entrySet()) {
            kills.at(step.getKey(), step.getValue());
        }
        kills.report();
    }
}
