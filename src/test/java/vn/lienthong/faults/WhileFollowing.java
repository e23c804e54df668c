package vn.lienthong.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import vn.lienthong.connector.file.CsvType;
import vn.lienthong.sync.LeanHub;
import vn.lienthong.sync.Run;
import vn.lienthong.testing.Aside;

/** A job that follows, with a cable at one of its ends, something that happens to it, and the judgement afterwards. */
abstract class WhileFollowing {
    static final Duration PATIENCE = Duration.ofSeconds(150);

    /** A system that is silent twice is noticed twice, and all has arrived, within so long. */
    private static final Duration NOTICED = Duration.ofSeconds(50);

    private static final int LARGE = 500;
    private static final int SOME = 20;

    Cable cable;
    FollowDatabase scenario;
    LeanHub hub;

    @AfterEach
    void close() throws Exception {
        scenario.close();
        cable.close();
    }

    interface Fault {
        void happens() throws Exception;
    }

    void whileFollowing(Fault fault) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (AutoCloseable keeper = hub.keep()) {
            CompletableFuture<Run> failed = Aside.supply(() -> hub.follow(over::get));
            if (hub.newest() == null) {
                scenario.arrived();
            }
            fault.happens();
            scenario.arrived(PATIENCE);
            Judge.exact(scenario, hub, PATIENCE);
            over.set(true);
            assertThat(failed.join()).isNull();
        } catch (Throwable wrong) {
            throw new AssertionError(hub.newest() + ": " + wrong, wrong);
        } finally {
            over.set(true);
        }
    }

    /** A job from one machine to another, with a cable at one end. */
    void over(Machine from, Machine to, String end, Map<String, Object> further) throws Exception {
        scenario = new FollowDatabase(from, to);
        Machine far = end.equals("here") ? from : to;
        cable = new Cable(far::port);
        scenario.through(end, cable, further);
        hub = new LeanHub(scenario.plan(), true, new CsvType());
    }

    Load load() {
        return scenario.load(System.nanoTime(), LARGE);
    }

    static void passed(Load load) {
        long since = load.transactions();
        await().atMost(PATIENCE).until(() -> load.transactions() >= since + SOME);
    }

    /** A server is killed in the middle of the work, started again, and worked on. */
    void dies(Machine machine) throws Exception {
        try (Load load = load()) {
            passed(load);
            machine.die();
        }
        machine.start();
        try (Load load = load()) {
            passed(load);
        }
    }

    /** What is open falls silent until the hub has noticed it. */
    void fallsSilent() throws Exception {
        try (Load load = load()) {
            passed(load);
            scenario.arrived();
            cable.becomes(Cable.State.HALF_OPEN);
            await().atMost(PATIENCE).until(() -> hub.newest().attempts() > 1);
            cable.becomes(Cable.State.WHOLE);
            passed(load);
        }
    }

    /** What is open falls silent, and when the hub begins again one of its connections is never answered. */
    void fallsSilentAndHangs(int connection) throws Exception {
        try (Load load = load()) {
            passed(load);
            scenario.arrived();
            cable.hangs(connection);
            cable.becomes(Cable.State.HALF_OPEN);
            scenario.arrived(NOTICED);
            cable.becomes(Cable.State.WHOLE);
            passed(load);
        }
    }
}
