package vn.lienthong.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.sync.LeanHub;
import vn.lienthong.sync.Run;
import vn.lienthong.sync.RunState;

/** A server that is stopped in the middle of a run: the run waits, goes on by itself, and nothing is lost. */
class ServersAwayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int WIDE = 600;

    private static Machine postgres;

    @BeforeAll
    static void startServer() {
        postgres = Machine.postgres();
    }

    @BeforeEach
    void isUp() {
        postgres.start();
    }

    @AfterAll
    static void stopServer() {
        postgres.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"read:9", "committed"})
    void theTargetIsStoppedAndStartedAgain(String place) throws Exception {
        stopInMidRun(new FromDatabase(Machine.sharedPostgres(), postgres, Machine.sharedPostgres()), postgres, place);
    }

    @Test
    void theSourceIsStoppedAndStartedAgain() throws Exception {
        stopInMidRun(
                new FromDatabase(postgres, Machine.sharedPostgres(), Machine.sharedPostgres(), WIDE),
                postgres,
                "read:3");
    }

    @Test
    void aMariaDbSourceIsStoppedAndStartedAgain() throws Exception {
        try (Machine mariaDb = Machine.mariaDb()) {
            stopInMidRun(
                    new FromDatabase(mariaDb, Machine.sharedPostgres(), Machine.sharedPostgres(), WIDE),
                    mariaDb,
                    "read:3");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"written:25", "held", "committed"})
    void theHubsOwnStateIsStoppedAndStartedAgain(String place) throws Exception {
        FromDatabase scenario = new FromDatabase(Machine.sharedPostgres(), Machine.sharedPostgres(), postgres);
        CountDownLatch stopped = new CountDownLatch(1);
        LeanHub hub = LeanHub.disturbed(scenario.plan(), place, () -> {
            postgres.stop();
            stopped.countDown();
        });
        try (AutoCloseable keeper = hub.keep()) {
            long run = hub.ask();
            stopped.await();
            postgres.start();
            hub.stateMoved(scenario.statePort());
            assertThat(arrived(hub, run).attempts()).isGreaterThan(1);
        }
        Judge.judge(scenario, hub);
    }

    private static void stopInMidRun(FromDatabase scenario, Machine machine, String place) throws Exception {
        LeanHub hub = LeanHub.disturbed(scenario.plan(), place, machine::stop);
        try (AutoCloseable keeper = hub.keep()) {
            long run = hub.ask();
            Run paused = await().atMost(PATIENCE).until(() -> hub.look(run), found -> found.state() == RunState.PAUSED);
            assertThat(paused.failure().remedy().vi()).isNotBlank();
            assertThat(paused.retryAt()).isNotNull();
            machine.start();
            scenario.moved();
            arrived(hub, run);
        }
        Judge.judge(scenario, hub);
        scenario.change(new Random(1));
        assertThat(hub.run().state()).isEqualTo(RunState.DONE_WITH_REJECTIONS);
        Judge.judge(scenario, hub);
    }

    private static Run arrived(LeanHub hub, long run) {
        Run done = await().atMost(PATIENCE).ignoreExceptions().until(() -> hub.look(run), found -> !found.state()
                .active());
        assertThat(done.state()).as(String.valueOf(done.failure())).isEqualTo(RunState.DONE_WITH_REJECTIONS);
        assertThat(done.counts().addUp()).isTrue();
        assertThat(done.counts().read()).isEqualTo(FromDatabase.ROWS);
        return done;
    }
}
