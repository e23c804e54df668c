package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What comes after an attempt that did not end its run. */
class RunWorkerTest {
    private static final Duration SHORTEST = Duration.ofSeconds(2);

    private final Ground ground = new Ground();
    private final SyncJob job = ground.job("write: upsert, key: [pupil_id]", "");

    @Test
    void pausesGrowWhileAttemptsBringNothingAndBeginAnewWhereTheyDo() {
        ground.pupils(1, 1000, Ground.NO_POISON);
        long run = ground.plan(job);
        for (int attempt = 1; attempt <= 6; attempt++) {
            lost(run, "begun");
        }
        assertThat(pause(run)).isGreaterThan(SHORTEST.multipliedBy(4));
        lost(run, "confirmed");
        assertThat(ground.runs.get(run).counts().read()).isPositive();
        assertThat(pause(run)).isLessThanOrEqualTo(SHORTEST);
        ground.expireLeases();
        assertThat(ground.attempt(job, run, Failpoints.none()).counts().written())
                .isEqualTo(1000);
    }

    /** While its system is away, a run that is to end would pause, and pause again. */
    @Test
    void aRunThatIsToEndDoesNotPause() {
        ground.pupils(1, 1000, Ground.NO_POISON);
        long run = ground.plan(job);
        Run ended = ground.attempt(job, run, Failpoints.of("begun", () -> {
            ground.ledger.cancel(run);
            Ground.loseTheTarget();
        }));
        assertThat(ended.state()).isEqualTo(RunState.CANCELLED);
        assertThat(ended.retryAt()).isNull();
    }

    @Test
    void aHubThatStopsHandsItsRunsOnAsTheyAre() {
        ground.pupils(1, 1000, Ground.NO_POISON);
        long run = ground.plan(job);
        CountDownLatch committed = new CountDownLatch(1);
        RunKeeper keeper = keeper(Failpoints.of("committed", () -> waitUntilInterrupted(committed)));
        keeper.start();
        await().atMost(Duration.ofSeconds(30)).until(() -> committed.getCount() == 0);
        keeper.stop();
        Run left = ground.runs.get(run);
        assertThat(left.state()).isEqualTo(RunState.RUNNING);
        assertThat(left.failure()).isNull();
        assertThat(ground.attempt(job, run, Failpoints.none()).counts().written())
                .isEqualTo(1000);
    }

    @Test
    void aHubThatStopsWhileItTakesARunHandsThatOnToo() {
        ground.pupils(1, 10, Ground.NO_POISON);
        long run = ground.plan(job);
        RunKeeper[] keeper = new RunKeeper[1];
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        keeper[0] = keeper(Failpoints.none(), new JobRunner() {
            @Override
            public boolean ready() {
                await().until(() -> begun.getCount() == 0);
                keeper[0].stop();
                left.countDown();
                return true;
            }

            @Override
            public void carryOut(RunSteps steps) {
                throw new IllegalStateException("on a node that has left");
            }
        });
        keeper[0].start();
        begun.countDown();
        await().atMost(Duration.ofSeconds(30)).until(() -> left.getCount() == 0);
        await().during(Duration.ofMillis(500)).until(() -> ground.runs.get(run).state() != RunState.FAILED);
        assertThat(ground.attempt(job, run, Failpoints.none()).counts().written())
                .isEqualTo(10);
    }

    private RunKeeper keeper(Failpoints failpoints) {
        return keeper(failpoints, new LeanRunner());
    }

    private RunKeeper keeper(Failpoints failpoints, JobRunner runner) {
        return new RunKeeper(
                "node-that-leaves",
                ground.ledger,
                new OneJob(job),
                new RunWorker(ground.tools(failpoints), runner, ended -> {}),
                new Follows(ground.state),
                new RunPlaces(ground.clock));
    }

    private static void waitUntilInterrupted(CountDownLatch committed) {
        committed.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException leaving) {
            Ground.loseTheTarget();
        }
    }

    private void lost(long run, String step) {
        ground.expireLeases();
        assertThat(ground.attempt(job, run, Failpoints.of(step, Ground::loseTheTarget))
                        .state())
                .isEqualTo(RunState.PAUSED);
    }

    private Duration pause(long run) {
        return Duration.between(ground.clock.instant(), ground.runs.get(run).retryAt());
    }
}
