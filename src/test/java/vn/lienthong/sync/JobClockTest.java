package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.JobName;

/** Clocks of two nodes on one state: every tick once, and no job without a next moment. */
class JobClockTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Ground ground = new Ground();
    private final JdbcClient state = JdbcClient.create(ground.state);
    private final List<JobClock> clocks = new ArrayList<>();

    @AfterEach
    void stop() {
        clocks.forEach(JobClock::stop);
    }

    @Test
    void aJobThatLostItsNextMomentGetsItBackByItself() {
        start("node-1", new Timed(1));
        await().atMost(PATIENCE).until(() -> due().size() == 1);

        state.sql("delete from sync_ticks").update();

        await().atMost(PATIENCE).until(() -> due().size() == 1);
        assertThat(due()).allMatch(next -> next.isAfter(Instant.now()));
    }

    @Test
    void theMomentOfAJobThatIsGoneGoesToo() {
        Timed jobs = new Timed(2);
        start("node-1", jobs);
        await().atMost(PATIENCE).until(() -> due().size() == 2);

        jobs.all.remove(1);

        await().atMost(PATIENCE).until(() -> due().size() == 1);
    }

    @Test
    void twoClocksPlanOneRunATick() {
        int many = 40;
        Timed first = new Timed(many);
        Timed second = new Timed(many);
        start("node-1", first);
        await().atMost(PATIENCE).until(() -> due().size() == many);
        start("node-2", second);

        state.sql("update sync_ticks set execution_time = now()").update();

        await().atMost(PATIENCE)
                .until(() -> due().stream().allMatch(next -> next.isAfter(Instant.now())) && notPicked() == many);
        assertThat(first.ticks.get() + second.ticks.get())
                .as("ticks of both nodes")
                .isEqualTo(many);
        assertThat(state.sql("select count(*) from sync_runs where trigger = 'SCHEDULE' group by job")
                        .query(Long.class)
                        .list())
                .hasSize(many)
                .containsOnly(1L);
    }

    private void start(String node, SyncJobs jobs) {
        JobClock clock = new JobClock(
                node,
                ground.state,
                jobs,
                ground.ledger,
                new Standings(ground.state, ground.clock),
                ground.clock,
                Duration.ofMillis(200));
        clocks.add(clock);
        clock.start();
    }

    private List<Instant> due() {
        return List.copyOf(ground.ledger.due().values());
    }

    private long notPicked() {
        return state.sql("select count(*) from sync_ticks where not picked")
                .query(Long.class)
                .single();
    }

    /** Jobs that are due every hour; every tick asks for its job once. */
    private final class Timed implements SyncJobs {
        private final List<SyncJob> all;
        private final AtomicInteger ticks = new AtomicInteger();

        Timed(int many) {
            all = new CopyOnWriteArrayList<>(IntStream.range(0, many)
                    .mapToObj(number -> ground.job("""
                            sync: pupils-%d
                            title: { vi: Học sinh, en: Pupils }
                            agency: G03
                            every: 1h
                            from: { dataset: here/pupils }
                            to: { dataset: there/pupils, key: [pupil_id] }
                            map: { pupil_id: id }
                            """.formatted(number)))
                    .toList());
        }

        @Override
        public List<SyncJob> all() {
            return all;
        }

        @Override
        public Optional<SyncJob> find(JobName name) {
            ticks.incrementAndGet();
            return all.stream().filter(job -> job.name().equals(name)).findFirst();
        }

        @Override
        public SyncJob get(JobName name) {
            throw new IllegalStateException("not asked of a clock");
        }

        @Override
        public List<Problem> problems() {
            return List.of();
        }
    }
}
