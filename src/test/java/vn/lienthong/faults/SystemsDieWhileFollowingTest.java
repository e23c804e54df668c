package vn.lienthong.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.connector.file.CsvType;
import vn.lienthong.sync.LeanHub;
import vn.lienthong.sync.Run;
import vn.lienthong.testing.Aside;

/** A job follows under load; a server dies, the network fails, or the hub itself sleeps: it goes on by itself and nothing is lost. */
class SystemsDieWhileFollowingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A system that says nothing for so many seconds is lost. */
    private static final Map<String, Object> SOON = Map.of("silence_seconds", 5);

    private static final int LARGE = 500;

    private static Machine machine;

    private Cable cable;
    private FollowDatabase scenario;
    private LeanHub hub;

    @BeforeAll
    static void startServer() {
        machine = Machine.postgres();
    }

    @AfterAll
    static void stopServer() {
        machine.close();
    }

    @AfterEach
    void close() throws Exception {
        scenario.close();
        cable.close();
    }

    @Test
    void theSourceIsKilledAndStartedAgain() throws Exception {
        over(machine, Machine.sharedPostgres(), "here", Map.of());
        whileFollowing(this::diesUnderLoad);
    }

    @Test
    void theTargetIsKilledAndStartedAgain() throws Exception {
        over(Machine.sharedPostgres(), machine, "there", Map.of());
        whileFollowing(this::diesUnderLoad);
    }

    private void diesUnderLoad() throws Exception {
        try (Load load = load()) {
            passed(load, 20);
            machine.die();
        }
        machine.start();
        try (Load load = load()) {
            passed(load, 20);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Cable.State.class,
            names = {"CUT_BEFORE_COMMIT", "CUT_AFTER_COMMIT"})
    void theTargetsCableIsCutAtACommit(Cable.State cut) throws Exception {
        over(Machine.sharedPostgres(), machine, "there", Map.of());
        whileFollowing(() -> {
            try (Load load = load()) {
                for (int cuts = 1; cuts <= 2; cuts++) {
                    int wanted = cuts;
                    cable.becomes(cut);
                    await().atMost(PATIENCE).until(() -> cable.cuts() == wanted);
                    passed(load, 20);
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"here", "there"})
    void aCableIsSilentAndThenWholeAgain(String end) throws Exception {
        over(machine, machine, end, SOON);
        whileFollowing(() -> {
            try (Load load = load()) {
                passed(load, 20);
                cable.becomes(Cable.State.HALF_OPEN);
                await().atMost(PATIENCE).until(() -> hub.newest().attempts() > 1);
                cable.becomes(Cable.State.WHOLE);
                passed(load, 20);
            }
        });
    }

    /** The hub's machine sleeps in the middle of a batch, for longer than its lease; when it wakes, another has its run. */
    @ParameterizedTest
    @ValueSource(strings = {"read:4", "held:2"})
    void aHubThatSleptTooLongWritesNothing(String place) throws Exception {
        over(Machine.sharedPostgres(), Machine.sharedPostgres(), "here", Map.of());
        whileFollowing(() -> {});
        Path plan = Files.createTempFile("lienthong-plan", ".json");
        scenario.plan().write(plan);
        Victim sleeper = Victim.sleeping(plan);
        try {
            sleeper.begin(place);
            try (Load load = load()) {
                await().atMost(PATIENCE).until(sleeper::sleeps);
                long epoch = scenario.epoch();
                whileFollowing(() -> {
                    await().atMost(PATIENCE).until(() -> scenario.epoch() > epoch);
                    sleeper.wake();
                    passed(load, 20);
                    load.close();
                });
            }
            assertThat(sleeper.lives()).as(sleeper::said).isTrue();
            assertThat(sleeper.stop()).as(sleeper::said).isZero();
            Judge.exact(scenario, hub, PATIENCE);
        } finally {
            sleeper.killed();
        }
    }

    private interface Fault {
        void happens() throws Exception;
    }

    private void whileFollowing(Fault fault) throws Exception {
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
            throw new AssertionError(String.valueOf(hub.newest()), wrong);
        } finally {
            over.set(true);
        }
    }

    /** A job from one machine to another, with a cable at one end. */
    private void over(Machine from, Machine to, String end, Map<String, Object> further) throws Exception {
        scenario = new FollowDatabase(from, to);
        Machine far = end.equals("here") ? from : to;
        cable = new Cable(far::port);
        scenario.through(end, cable, further);
        hub = new LeanHub(scenario.plan(), true, new CsvType());
    }

    private Load load() throws IOException {
        return new Load(scenario.source(), System.nanoTime(), LARGE);
    }

    private static void passed(Load load, long transactions) {
        long since = load.transactions();
        await().atMost(PATIENCE).until(() -> load.transactions() >= since + transactions);
    }
}
