package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.lienthong.connector.Outbox;
import vn.lienthong.testing.TakingPartner;
import vn.lienthong.testing.TakingPartner.Fault;

/**
 * Nothing is lost at a partner, and nothing doubled that he or the hub can tell, whenever the hub dies or an answer does. The short form
 * runs with the other tests; {@code mvn -Pfaults test -Dtest=PartnerKillsTest -Dfaults.kills=200} dies as often as one likes, and
 * {@code -Dfaults.seed} repeats it.
 */
class PartnerKillsTest {
    private static final int KILLS = Integer.getInteger("faults.kills", 6);
    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());
    private static final int ROWS = 14;
    /** Where the hub dies, and how often it passes there in one run over all rows. */
    private static final Map<String, Integer> PLACES = places();

    private static final String POST = "method: POST, path: /taken";
    private static final List<Fault> FAULTS = List.of(
            Fault.RESET_BEFORE, Fault.RESET_AFTER, Fault.CUT_IN_THE_ANSWER, Fault.BUSY_BEFORE, Fault.FAILED_AFTER);

    private final Random random = new Random(SEED);
    private final Ground ground = new Ground();
    private final AutoCloseable connections = ground.keepConnections();
    private final TakingPartner partner = new TakingPartner();
    private int died;

    private static Map<String, Integer> places() {
        Map<String, Integer> places =
                new TreeMap<>(Map.of("noting", 2, "noted", 2, "leaving", 5, "left", 5, "answered", 5, "settled", 5));
        places.putAll(Map.of(
                "begun", 1, "mapped", 2, "written", 2, "held", 1, "committed", 1, "confirmed", 1, "finished", 1));
        return places;
    }

    @AfterEach
    void stop() throws Exception {
        partner.close();
        connections.close();
    }

    @Test
    void aPartnerThatHonoursKeysGetsNothingTwice() {
        partner.honoursKeys = true;
        die(POST + ", idempotency: { honoured: true }");

        assertThat(partner.doubled()).as(told()).isZero();
        assertThat(standing()).as(told()).isEqualTo(new Outbox.Standing(0, 0));
    }

    @Test
    void aPartnerThatCanBeAskedGetsNothingTwice() {
        die(POST + ", look_up: { path: '/taken/{pupil_id}', row: /row, no_row: 404, after_seconds: 0 }");

        assertThat(partner.doubled()).as(told()).isZero();
        assertThat(standing().unknown()).as(told()).isZero();
    }

    @Test
    void ofAPartnerThatCanDoNeitherEveryDoubleIsTold() {
        die(POST);

        assertThat(standing().unknown()).as(told()).isZero();
        assertThat(standing().repeated()).as(told()).isGreaterThanOrEqualTo(partner.doubled());
    }

    /** Changes rows, lets the hub die on the way to the partner and the partner fail at some rows, until it died so often. */
    private void die(String write) {
        SyncJob job = IntoPartnerTest.job(ground, partner, write);
        ground.pupils(1, ROWS, Ground.NO_POISON);
        List<String> places = new ArrayList<>(PLACES.keySet());
        Collections.shuffle(places, random);
        for (int round = 1; round <= KILLS; round++) {
            failing(round);
            String place = places.get(round % places.size());
            died += Dying.run(ground, job, place + ":" + (1 + random.nextInt(PLACES.get(place))));

            Run ended = ground.runs.list(job.name(), null, 1).get(0);
            assertThat(ended.state()).as(told() + " " + ended.failure()).isEqualTo(RunState.DONE);
            assertThat(partner.rows())
                    .as("after " + round + " rounds, " + told())
                    .isEqualTo(IntoPartnerTest.expected(ground));
            ground.source.update(
                    "update pupils set name = 'Đinh Thị ' || id || ' lần ' || ? where id % 3 = ?", round, round % 3);
        }
        System.out.printf(
                "faults: partner, seed %d: %d deaths in %d runs, 0 lost, %d doubled, %d told%n",
                SEED, died, KILLS, partner.doubled(), standing().repeated());
    }

    /** One of the first requests of a round fails, in each way in its turn. */
    private void failing(int round) {
        AtomicInteger before = new AtomicInteger(random.nextInt(4));
        Fault fault = FAULTS.get(round % FAULTS.size());
        partner.faults = (key, row) -> before.getAndDecrement() == 0 ? fault : Fault.NONE;
    }

    private Outbox.Standing standing() {
        return ground.reach.outboxes.of(Ground.PUPILS).standing();
    }

    private String told() {
        return "seed " + SEED + ", " + died + " deaths";
    }
}
