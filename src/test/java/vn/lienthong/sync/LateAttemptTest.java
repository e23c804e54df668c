package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import vn.lienthong.kernel.JobName;

/** A node that was away, and comes back to a run that another carries on, or has ended. */
class LateAttemptTest {
    private final Ground ground = new Ground();
    private final SyncJob job = ground.job("write: upsert, key: [pupil_id]", "");

    @Test
    void beginsNothingAnewThatAnotherHasCommitted() {
        ground.pupils(1, 300, 3);
        long planned = ground.plan(job);
        RunLedger.Claim late = ground.claim(planned);
        ground.expireLeases();
        Run other = ground.attempt(job, planned, Failpoints.of("confirmed", Ground::loseTheTarget));
        assertThat(other.state()).isEqualTo(RunState.PAUSED);
        List<String> before = marks();
        long held = ground.held();
        assertThat(held).isPositive();

        work(late, Failpoints.none());

        assertThat(marks()).isEqualTo(before);
        assertThat(ground.held()).isEqualTo(held);
        ground.expireLeases();
        Run end = ground.attempt(job, planned, Failpoints.none());
        assertThat(end.state()).isEqualTo(RunState.DONE_WITH_REJECTIONS);
        assertThat(end.counts().read()).isEqualTo(300);
        assertThat(ground.held()).isEqualTo(100);
    }

    @Test
    void commitsNothingWhereTheTargetItselfCannotTell() {
        ground.writeWithoutCheckpoint();
        ground.pupils(1, 10, Ground.NO_POISON);
        JobName name = job.name();

        Run late =
                work(ground.claim(ground.plan(job)), Failpoints.of("written", () -> ground.quarantine.takeOver(name)));

        assertThat(late.state()).isNotEqualTo(RunState.DONE);
        assertThat(ground.target.queryForObject("select count(*) from pupils", Integer.class))
                .isZero();
    }

    private Run work(RunLedger.Claim claim, Failpoints failpoints) {
        RunWorker worker = new RunWorker(ground.tools(failpoints), new LeanRunner(), ended -> {});
        worker.work(worker.prepare(job, claim), claim);
        return ground.runs.get(claim.run());
    }

    /** Where the target stands, but for who has taken it over last. */
    private List<String> marks() {
        return ground.target.queryForList(
                "select run || ' ' || batch || ' ' || rows_read || ' ' || coalesce(position, '-') from lienthong_checkpoint",
                String.class);
    }
}
