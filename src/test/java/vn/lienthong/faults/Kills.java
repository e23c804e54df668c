package vn.lienthong.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.function.IntSupplier;
import vn.lienthong.connector.file.CsvType;
import vn.lienthong.sync.LeanHub;

/** Kills runs of one scenario and judges the target after each that came to its end. */
final class Kills {
    private static final int EXIT_OF_A_FAILPOINT = 137;
    /** Then a run may come to its end and is judged, also on a slow machine. */
    private static final int MOST_KILLS_A_RUN = 3;

    private static final int MOST_ROWS_A_LIFE = 60;

    private final Scenario scenario;
    private final Random random;
    private final Path plan;
    private int killed;
    private int runs;

    Kills(Scenario scenario, long seed) throws Exception {
        this.scenario = scenario;
        this.random = new Random(seed);
        this.plan = Files.createTempFile("lienthong-plan", ".json");
        scenario.plan().write(plan);
        new LeanHub(scenario.plan(), true, new CsvType());
        System.out.printf("faults: %s, seed %d%n", scenario.name(), seed);
    }

    /** Kills at random times until so many processes have died, each run then going on until it is done. */
    void atRandom(int times) throws Exception {
        while (killed < times) {
            boolean died = true;
            for (int attempt = 0; died && attempt < MOST_KILLS_A_RUN && killed < times; attempt++) {
                Victim victim = new Victim(plan, null);
                victim.ready();
                died = victim.killAfter(Duration.ofMillis(random.nextInt(1800)));
                killed += died ? 1 : 0;
            }
            judge();
            scenario.change(random);
        }
        report();
    }

    /**
     * Kills while rows arrive: each process once some more have than when it began.
     *
     * @param arrived how many have arrived, of all processes together
     */
    void whileRowsArrive(int times, IntSupplier arrived) throws Exception {
        while (killed < times) {
            boolean died = true;
            for (int attempt = 0; died && attempt < MOST_KILLS_A_RUN && killed < times; attempt++) {
                int enough = arrived.getAsInt() + 1 + random.nextInt(MOST_ROWS_A_LIFE);
                died = new Victim(plan, null).killWhen(() -> arrived.getAsInt() >= enough);
                killed += died ? 1 : 0;
            }
            judge();
            scenario.change(random);
        }
        report();
    }

    /** A run that nobody disturbs. */
    void untouched() throws Exception {
        judge();
        scenario.change(random);
    }

    /** Lets a process end itself the n-th time it passes a step's boundary, then lets the run go on. */
    void at(String failpoint, int times) throws Exception {
        Victim victim = new Victim(plan, failpoint + ":" + times);
        victim.ready();
        assertThat(victim.end())
                .as(() -> failpoint + " was not passed: " + victim.said())
                .isEqualTo(EXIT_OF_A_FAILPOINT);
        killed++;
        judge();
        scenario.change(random);
    }

    void report() {
        System.out.printf(
                "faults: %s, %d kills in %d runs: 0 lost, 0 duplicated, 0 stale%n", scenario.name(), killed, runs);
    }

    private void judge() throws Exception {
        Victim last = new Victim(plan, null);
        assertThat(last.end()).as(last::said).isZero();
        runs++;
        assertThat(scenario.difference())
                .as("%s after %d kills", scenario.name(), killed)
                .satisfies(difference ->
                        assertThat(difference.none()).as(difference.toString()).isTrue());
        assertThat(new LeanHub(scenario.plan(), false, new CsvType()).held(scenario.refused()))
                .as("%s after %d kills", scenario.name(), killed)
                .satisfies(held -> assertThat(held.exact()).as(held.toString()).isTrue());
    }
}
