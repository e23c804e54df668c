package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.kernel.Counts;

/** Runs from a drop folder: what no new file has said must not change the target. */
class FileRunTest {
    @TempDir
    Path folder;

    private final Ground ground = new Ground();

    @BeforeEach
    void drop() {
        ground.reach.folder("drop", folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"write: upsert, deletes: delete", "write: upsert, deletes: mark(gone)", "write: replace"})
    void aRunOnAnEmptyFolderChangesNothingAndSaysSo(String writing) throws IOException {
        SyncJob job = job(writing, "guard: { stop_if_rows_drop_above: 10% }");
        file("first.csv", 1, 50);
        assertThat(ground.run(job).counts()).isEqualTo(new Counts(50, 50, 0, 0, 0, 0, 0));

        Run second = ground.run(job);

        assertThat(second.state()).isEqualTo(RunState.DONE);
        assertThat(second.counts()).isEqualTo(Counts.NONE);
        assertThat(second.notes()).contains(Notes.NO_NEW_FILE.text());
        assertThat(rows()).isEqualTo(50);
        assertThat(ground.reconcile(job).clean()).isTrue();
    }

    @Test
    void anEmptyFolderDoesNotHideFromTheGuardThatTheNextFileIsShort() throws IOException {
        SyncJob job = job("write: upsert, deletes: delete", "guard: { stop_if_rows_drop_above: 10% }");
        file("first.csv", 1, 50);
        ground.run(job);
        ground.run(job);
        file("second.csv", 1, 10);

        Run third = ground.run(job);

        assertThat(third.state()).isEqualTo(RunState.WAITING);
        assertThat(rows()).isEqualTo(50);
    }

    @Test
    void theNextFileAfterAnEmptyFolderIsTheWholeTruthAgain() throws IOException {
        SyncJob job = job("write: upsert, deletes: delete", "");
        file("first.csv", 1, 50);
        ground.run(job);
        ground.run(job);
        file("second.csv", 1, 48);

        Run third = ground.run(job);

        assertThat(third.counts()).isEqualTo(new Counts(48, 0, 48, 0, 0, 0, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"deletes: delete", "deletes: mark(gone)"})
    void aResumedRunWhoseFileWasTakenAwayDeletesNothing(String deletes) throws IOException {
        SyncJob job = job("write: upsert, " + deletes, "");
        file("first.csv", 1, 50);
        ground.run(job);
        file("second.csv", 1, 40);
        long run = ground.plan(job);
        Run paused = ground.attempt(job, run, Failpoints.of("committed", Ground::loseTheTarget));
        assertThat(paused.state()).isEqualTo(RunState.PAUSED);
        Files.delete(folder.resolve(".claimed/second.csv"));
        ground.expireLeases();

        Run after = ground.attempt(job, run, Failpoints.none());

        assertThat(after.state()).isEqualTo(RunState.DONE);
        assertThat(after.counts().deleted()).isZero();
        assertThat(after.notes()).contains(Notes.KEY_UNKNOWN.text());
        assertThat(rows()).isEqualTo(50);
    }

    private SyncJob job(String writing, String further) {
        return ground.job("""
                sync: pupils
                title: { vi: Học sinh, en: Pupils }
                agency: G03
                from: { dataset: drop/pupils }
                to: { dataset: there/pupils, key: [pupil_id], %s }
                map:
                  pupil_id: { from: id, apply: [integer] }
                  full_name: name
                batch: 10
                %s
                """.formatted(writing, further));
    }

    private void file(String name, int first, int last) throws IOException {
        StringBuilder text = new StringBuilder("id,name\n");
        for (int id = first; id <= last; id++) {
            text.append(id).append(",Nguyễn Văn ").append(id).append('\n');
        }
        Files.writeString(folder.resolve(name), text);
    }

    private long rows() {
        return ground.target.queryForObject("select count(*) from pupils", Long.class);
    }
}
