package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
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

    @Test
    void aHubThatStopsHandsItsRunsOnAsTheyAre() {
        ground.pupils(1, 1000, Ground.NO_POISON);
        long run = ground.plan(job);
        Object here = new Object();
        RunKeeper keeper = keeper(Failpoints.of("committed", () -> waitUntilInterrupted(here)));
        keeper.start();
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        ground.target.queryForObject("select count(*) from lienthong_checkpoint", Integer.class) > 0);
        keeper.stop();
        Run left = ground.runs.get(run);
        assertThat(left.state()).isEqualTo(RunState.RUNNING);
        assertThat(left.failure()).isNull();
        assertThat(ground.attempt(job, run, Failpoints.none()).counts().written())
                .isEqualTo(1000);
    }

    private RunKeeper keeper(Failpoints failpoints) {
        return new RunKeeper(
                "node-that-leaves",
                ground.ledger,
                new OneJob(job),
                new RunWorker(ground.tools(failpoints), new LeanRunner(), ended -> {}),
                new Follows(ground.state));
    }

    private static void waitUntilInterrupted(Object here) {
        synchronized (here) {
            try {
                here.wait();
            } catch (InterruptedException leaving) {
                Ground.loseTheTarget();
            }
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
