package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.lienthong.connector.ChangeBacklog;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.JobName;

/** A job that follows its source looks as it is, whatever its last run was. */
class LookTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final JobName NAME = new JobName("follows");

    private final SyncJob job = new Ground().job("changes", "write: upsert, key: [pupil_id]", "");

    @Test
    void inStepOnlyWhileTheSourceIsHeard() {
        assertThat(look(RunState.RUNNING, RunControl.Standing.ON, heard(2, true)))
                .isEqualTo(new Look("ok", "following"));
        assertThat(look(RunState.RUNNING, RunControl.Standing.ON, heard(2, false)))
                .isEqualTo(new Look("run", "catching-up"));
        assertThat(look(RunState.RUNNING, RunControl.Standing.ON, heard(11, true)))
                .isEqualTo(new Look("fail", "silent"));
        assertThat(look(RunState.RUNNING, RunControl.Standing.ON, heard(11, false)))
                .isEqualTo(new Look("fail", "silent"));
    }

    @Test
    void theFirstReadIsNoSilence() {
        assertThat(look(RunState.RUNNING, RunControl.Standing.ON, heard(600, false)))
                .isEqualTo(new Look("run", "first-read"));
        assertThat(look(RunState.RUNNING, RunControl.Standing.ON, null)).isEqualTo(new Look("run", "first-read"));
    }

    @Test
    void whatDoesNotArriveIsRedAndWhatIsPausedIsNotGreen() {
        assertThat(look(RunState.PAUSED, RunControl.Standing.ON, heard(2, true)))
                .isEqualTo(new Look("fail", "retrying"));
        assertThat(look(RunState.FAILED, RunControl.Standing.ON, heard(2, true)))
                .isEqualTo(new Look("fail", "failed"));
        assertThat(look(RunState.CANCELLED, RunControl.Standing.PAUSED, heard(2, true)))
                .isEqualTo(new Look("off", "paused-schedule"));
        assertThat(look(RunState.DONE, RunControl.Standing.ON, heard(2, true)))
                .isEqualTo(new Look("run", "catching-up"));
    }

    private Look look(RunState state, RunControl.Standing standing, Follows.@Nullable Standing followed) {
        Instant started = NOW.minusSeconds(300);
        Run run = new Run(
                1,
                NAME,
                state,
                Run.Trigger.FOLLOWING,
                "schedule",
                started,
                started,
                null,
                1,
                Counts.NONE,
                50L,
                null,
                null,
                null,
                List.of());
        return Look.of(job, run, standing, followed, NOW);
    }

    private static Follows.Standing heard(int secondsAgo, boolean inStep) {
        ChangeBacklog seen = new ChangeBacklog(0L, 0L, 1L << 30, 0, null, NOW.minusSeconds(secondsAgo), "slot");
        return new Follows.Standing(NAME, new ConnectorName("here"), seen, 0L, inStep, null);
    }
}
