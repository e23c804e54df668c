package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.quarantine.QuarantineDesk;
import vn.lienthong.quarantine.QuarantineError;

/** Single rows that people release, beside runs that ended half-way, have gone on, or began meanwhile. */
class ReleaseTest {
    private final Ground ground = new Ground();
    private final QuarantineDesk desk = new QuarantineDesk(ground.state, ground.vault, entry -> {}, ground.clock);
    private SyncJob job = ground.job("write: upsert, key: [pupil_id]", "");

    @Test
    void aRunThatEndedHalfWayStaysSo() {
        ground.pupils(1, 300, 3);
        end(ground.attempt(job, ground.plan(job), Failpoints.of("confirmed", Ground::loseTheTarget)));
        assertThat(finished()).isFalse();
        long row = corrected();

        assertThat(release(row).released()).containsExactly(row);

        assertThat(finished()).isFalse();
        assertThat(ground.target.queryForObject("select grade from pupils where pupil_id = 3", Integer.class))
                .isEqualTo(9);
    }

    @Test
    void whereAFileIsReplacedAtTheEndOfARunItIsRunToTheEndFirst(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("pupils.csv");
        ground.reach.file("there", file, List.of("pupil_id", "full_name", "grade", "birth_date", "source"));
        job = ground.job(job.yaml().replace("between(1, 12)", "'pattern(\"1?[0-9]\")'"));
        ground.pupils(1, 300, 3);
        end(ground.attempt(job, ground.plan(job), Failpoints.of("confirmed", Ground::loseTheTarget)));
        long row = corrected();

        refused(row, SyncError.RUN_UNFINISHED);
        assertThat(file).doesNotExist();

        ground.run(job);
        assertThat(release(row).released()).containsExactly(row);
        assertThat(Files.readAllLines(file)).hasSize(1 + 200 + 1);
    }

    @Test
    void aRowWhoseKeyHasArrivedSinceIsNotWrittenOverTheNewerOne() {
        ground.pupils(1, 3, 3);
        ground.run(job);
        long row = corrected();
        ground.source.update("update pupils set grade = 7 where id = 3");
        ground.run(job);

        refused(row, QuarantineError.ROW_SETTLED);

        assertThat(ground.target.queryForObject("select grade from pupils where pupil_id = 3", Integer.class))
                .isEqualTo(7);
    }

    @Test
    void whatARunCommittedAndDidNotComeToConfirmCountsToo() {
        ground.pupils(1, 3, 3);
        ground.run(job);
        long row = corrected();
        ground.source.update("update pupils set grade = 7 where id = 3");
        end(ground.attempt(job, ground.plan(job), Failpoints.of("committed", Ground::loseTheTarget)));

        refused(row, QuarantineError.ROW_SETTLED);
    }

    private long corrected() {
        long row = desk.rows("held", "pupils", null, 0, 1).get(0).id();
        desk.edit(row, Map.of("grade", "9"), "test");
        return row;
    }

    private void end(Run run) {
        assertThat(run.state()).isEqualTo(RunState.PAUSED);
        assertThat(ground.ledger.cancel(run.id())).isTrue();
    }

    private Release.Outcome release(long row) {
        return new Release(new OneJob(job), ground.runs, ground.tools(), desk).release(List.of(row), "test");
    }

    private void refused(long row, ErrorCode why) {
        assertThatThrownBy(() -> release(row))
                .isInstanceOfSatisfying(HubException.class, refused -> assertThat(refused.code())
                        .isEqualTo(why));
    }

    private boolean finished() {
        return ground.target.queryForObject("select finished from lienthong_checkpoint", Boolean.class);
    }
}
