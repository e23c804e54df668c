package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.testing.TestPostgres;

class SyncRunTest {
    private static final String UPSERT = "write: upsert, key: [pupil_id]";

    private final Ground ground = new Ground();

    @Test
    void everyRowIsAccountedForWithOnePercentPoisonAndABadLastRow() {
        ground.pupils(1, 1000, 100);

        Run run = ground.run(ground.job(UPSERT, ""));

        assertThat(run.state()).isEqualTo(RunState.DONE_WITH_REJECTIONS);
        assertThat(run.counts()).isEqualTo(new Counts(1000, 990, 0, 10, 0, 0, 0));
        assertThat(ground.target.queryForObject("select count(*) from pupils", Long.class))
                .isEqualTo(990);
        assertThat(ground.held()).isEqualTo(10);
        assertThat(ground.reconcile(ground.job(UPSERT, "")).clean()).isTrue();
    }

    @Test
    void aSecondRunOfTheSameSourceWritesNothing() {
        ground.pupils(1, 500, 100);
        SyncJob job = ground.job(UPSERT, "");
        ground.run(job);

        Run second = ground.run(job);

        assertThat(second.counts()).isEqualTo(new Counts(500, 0, 495, 5, 0, 0, 0));
        assertThat(ground.held()).isEqualTo(5);
    }

    @Test
    void onlyRowsThatDifferAreWritten() {
        ground.pupils(1, 500, Ground.NO_POISON);
        SyncJob job = ground.job(UPSERT, "");
        ground.run(job);
        ground.source.update("update pupils set name = 'Trần Thị B' where id in (7, 300)");
        ground.source.update("insert into pupils (id, name, grade) values (501, 'Lê C', 3)");

        Run second = ground.run(job);

        assertThat(second.counts()).isEqualTo(new Counts(501, 3, 498, 0, 0, 0, 0));
        assertThat(ground.reconcile(job).clean()).isTrue();
    }

    @Test
    void rowsTheTargetRefusesAreHeldAndTheOthersArrive() {
        ground.pupils(1, 300, Ground.NO_POISON);
        ground.target.execute("alter table pupils add constraint tall check (full_name not like '%111%')");

        Run run = ground.run(ground.job(UPSERT, ""));

        assertThat(run.counts()).isEqualTo(new Counts(300, 299, 0, 1, 0, 0, 0));
        assertThat(ground.held()).isEqualTo(1);
        assertThat(ground.reconcile(ground.job(UPSERT, "")).clean()).isTrue();
    }

    @Test
    void rowsThatLeftTheSourceAreDeletedWithinTheScopeOnly() {
        ground.pupils(1, 200, Ground.NO_POISON);
        ground.target.update(
                "insert into pupils (pupil_id, full_name, source) values (9001, 'Người khác', 'elsewhere')");
        SyncJob job = ground.job(UPSERT + ", deletes: delete, scope: { source: here }", "");
        ground.run(job);
        ground.source.update("delete from pupils where id <= 3");

        Run run = ground.run(job);

        assertThat(run.counts()).isEqualTo(new Counts(197, 0, 197, 0, 0, 0, 3));
        assertThat(ground.target.queryForObject("select count(*) from pupils where source = 'elsewhere'", Long.class))
                .isEqualTo(1);
        assertThat(ground.reconcile(job).clean()).isTrue();
    }

    @Test
    void rowsThatLeftTheSourceAreMarked() {
        ground.pupils(1, 100, Ground.NO_POISON);
        SyncJob job = ground.job(UPSERT + ", deletes: mark(gone)", "");
        ground.run(job);
        ground.source.update("delete from pupils where id = 42");

        Run run = ground.run(job);

        assertThat(run.counts().deleted()).isEqualTo(1);
        assertThat(ground.target.queryForObject("select gone from pupils where pupil_id = 42", Boolean.class))
                .isTrue();
        assertThat(ground.reconcile(job).clean()).isTrue();
    }

    @Test
    void aRejectedRowKeepsItsTargetRow() {
        ground.pupils(1, 100, Ground.NO_POISON);
        SyncJob job = ground.job(UPSERT + ", deletes: delete", "");
        ground.run(job);
        ground.source.update("update pupils set grade = 99 where id = 50");

        Run run = ground.run(job);

        assertThat(run.counts()).isEqualTo(new Counts(100, 0, 99, 1, 0, 0, 0));
        assertThat(ground.target.queryForObject("select count(*) from pupils where pupil_id = 50", Long.class))
                .isEqualTo(1);
    }

    @Test
    void anEmptySourceDeletesNothingAndSaysSo() {
        ground.pupils(1, 100, Ground.NO_POISON);
        SyncJob job = ground.job(UPSERT + ", deletes: delete", "");
        ground.run(job);
        ground.source.update("delete from pupils");

        Run run = ground.run(job);

        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(run.counts().deleted()).isZero();
        assertThat(run.notes()).isNotEmpty();
    }

    @Test
    void aMassDeletionWaitsAndGoesOnWhenAPersonSaysSo() {
        SyncJob job = ground.job(UPSERT + ", deletes: delete", "guard: { stop_if_deletes_above: 10% }");
        Run waiting = waitingForDeletes(job);
        assertThat(waiting.stop().reason()).isEqualTo(GuardStop.Reason.DELETES);
        assertThat(waiting.stop().figure()).isEqualTo(60);
        assertThat(ground.target.queryForObject("select count(*) from pupils", Long.class))
                .isEqualTo(100);

        Run after = decide(job, waiting, GuardStop.Decision.CONTINUE);

        assertThat(after.state()).isEqualTo(RunState.DONE);
        assertThat(after.counts()).isEqualTo(new Counts(40, 0, 40, 0, 0, 0, 60));
        assertThat(ground.target.queryForObject("select count(*) from pupils", Long.class))
                .isEqualTo(40);
    }

    @Test
    void aDeclinedDeletionKeepsTheRowsAndSaysSo() {
        SyncJob job = ground.job(UPSERT + ", deletes: delete", "guard: { stop_if_deletes_above: 10% }");
        Run waiting = waitingForDeletes(job);

        Run after = decide(job, waiting, GuardStop.Decision.DECLINE);

        assertThat(after.state()).isEqualTo(RunState.DONE);
        assertThat(after.counts().deleted()).isZero();
        assertThat(after.notes()).contains(Notes.DELETES_DECLINED.text());
        assertThat(ground.target.queryForObject("select count(*) from pupils", Long.class))
                .isEqualTo(100);
    }

    @Test
    void aSourceThatShrankWaits() {
        SyncJob job = ground.job(UPSERT, "guard: { stop_if_rows_drop_above: 20% }");
        ground.pupils(1, 100, Ground.NO_POISON);
        ground.run(job);
        ground.source.update("delete from pupils where id > 50");

        Run run = ground.run(job);

        assertThat(run.state()).isEqualTo(RunState.WAITING);
        assertThat(run.stop().reason()).isEqualTo(GuardStop.Reason.ROWS_DROP);
    }

    @Test
    void tooManyRejectionsWaitAndAreNotAskedAboutTwice() {
        ground.pupils(1, 100, 5);
        SyncJob job = ground.job(UPSERT, "rejects: { to: quarantine, stop_above: 10% }");
        Run waiting = ground.run(job);
        assertThat(waiting.state()).isEqualTo(RunState.WAITING);

        Run after = decide(job, waiting, GuardStop.Decision.CONTINUE);

        assertThat(after.counts()).isEqualTo(new Counts(100, 80, 0, 20, 0, 0, 0));
        assertThat(after.state()).isEqualTo(RunState.DONE_WITH_REJECTIONS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "taken-over",
                "begun",
                "read",
                "mapped:2",
                "written:2",
                "held",
                "committed",
                "confirmed",
                "deleted",
                "finished"
            })
    void aRunKilledAnywhereIsResumedToTheExactEnd(String failpoint) {
        ground.pupils(1, 1000, 100);
        ground.target.update("insert into pupils (pupil_id, full_name, source) values (5000, 'Đã đi', 'here')");
        SyncJob job = ground.job(UPSERT + ", deletes: delete", "");
        long run = ground.plan(job);
        boolean[] killed = new boolean[1];
        Failpoints kill = Failpoints.of(failpoint, () -> {
            killed[0] = true;
            throw new Killed();
        });
        try {
            ground.attempt(job, run, kill);
        } catch (Killed asPlanned) {
            ground.expireLeases();
        }
        assertThat(killed[0]).as("the place was passed").isTrue();

        Run after = ground.attempt(job, run, Failpoints.none());

        assertThat(after.id()).isEqualTo(run);
        assertThat(after.state()).isEqualTo(RunState.DONE_WITH_REJECTIONS);
        assertThat(after.counts()).isEqualTo(new Counts(1000, 990, 0, 10, 0, 0, 1));
        assertThat(ground.held()).isEqualTo(10);
        assertThat(ground.reconcile(job).clean()).isTrue();
    }

    @Test
    void aHeldRowThatLeftTheSourceIsLetGoEvenWhereTheRunDiesAtItsVeryEnd() {
        ground.pupils(1, 100, 50);
        SyncJob job = ground.job(UPSERT + ", deletes: delete", "");
        ground.run(job);
        assertThat(ground.held()).isEqualTo(2);
        ground.source.update("delete from pupils where id = 50");
        long run = ground.plan(job);
        Failpoints kill = Failpoints.of("finished", () -> {
            throw new Killed();
        });
        assertThatThrownBy(() -> ground.attempt(job, run, kill)).isInstanceOf(Killed.class);
        ground.expireLeases();

        assertThat(ground.attempt(job, run, Failpoints.none()).state()).isEqualTo(RunState.DONE_WITH_REJECTIONS);

        assertThat(ground.held()).isEqualTo(1);
    }

    @Test
    void aRunnerThatWasTakenOverCommitsNothingMore() {
        ground.pupils(1, 1000, Ground.NO_POISON);
        SyncJob job = ground.job(UPSERT, "");
        long run = ground.plan(job);
        SyncRun stale = new SyncRun(job, ground.claim(run), ground.tools());
        stale.open();
        ground.expireLeases();
        Run after = ground.attempt(job, run, Failpoints.none());
        stale.read();
        stale.map();
        stale.write();

        Throwable refused = org.assertj.core.api.Assertions.catchThrowable(stale::deletes);

        assertThat(RunFailure.of(refused).code()).isEqualTo("connector.SUPERSEDED_WRITER");
        assertThat(after.counts()).isEqualTo(new Counts(1000, 1000, 0, 0, 0, 0, 0));
        assertThat(ground.reconcile(job).clean()).isTrue();
        stale.close();
    }

    @Test
    void repeatedKeysAreSupersededByTheLast() {
        ground.source.execute("create table twice (id bigint, name text)");
        ground.source.execute("insert into twice values (1, 'cũ'), (1, 'mới'), (2, 'khác')");
        SyncJob job = ground.job("""
                sync: pupils
                title: { vi: Học sinh, en: Pupils }
                agency: G03
                from: { dataset: here/twice }
                to: { dataset: there/pupils, key: [pupil_id] }
                map: { pupil_id: id, full_name: name }
                """);

        Run run = ground.run(job);

        assertThat(run.counts()).isEqualTo(new Counts(3, 2, 0, 0, 0, 1, 0));
    }

    @Test
    void aRefusedRowIsHeldThoughTheBatchBeforeBroughtItsKey() {
        ground.source.execute("create table twice (id bigint, name text)");
        ground.source.execute("insert into twice values (1, 'tốt'), (1, 'quá dài'), (2, 'khác')");
        SyncJob job = ground.job("""
                sync: pupils
                title: { vi: Học sinh, en: Pupils }
                agency: G03
                from: { dataset: here/twice }
                to: { dataset: there/pupils, key: [pupil_id] }
                map: { pupil_id: id, full_name: name }
                check: { full_name: ['length(1, 5)'] }
                batch: 1
                """);

        Run run = ground.run(job);

        assertThat(run.counts()).isEqualTo(new Counts(3, 2, 0, 1, 0, 0, 0));
        assertThat(ground.held()).isEqualTo(1);
    }

    @Test
    void anIncrementalRunReadsOnlyWhatIsNew() {
        ground.pupils(1, 100, Ground.NO_POISON);
        ground.source.update("update pupils set changed = now() - interval '1 day'");
        SyncJob job = ground.job("incremental, cursor: changed, lag: 0s", UPSERT, "");
        ground.run(job);
        ground.source.update("update pupils set name = 'Mới', changed = now() where id in (3, 4)");

        Run second = ground.run(job);

        assertThat(second.counts()).isEqualTo(new Counts(2, 2, 0, 0, 0, 0, 0));
    }

    @Test
    void aReplacementHoldsExactlyTheSource() {
        ground.pupils(1, 100, 50);
        ground.target.update("insert into pupils (pupil_id, full_name, source) values (7000, 'Cũ', 'here')");
        ground.target.update("insert into pupils (pupil_id, full_name, source) values (50, 'Giữ lại', 'here')");
        SyncJob job = ground.job("write: replace, key: [pupil_id]", "");

        Run run = ground.run(job);

        assertThat(run.counts()).isEqualTo(new Counts(100, 98, 0, 2, 0, 0, 0));
        assertThat(ground.target.queryForList("select pupil_id from pupils where pupil_id in (50, 7000)", Long.class))
                .containsExactly(50L);
        assertThat(ground.reconcile(job).clean()).isTrue();
    }

    @Test
    void aWrongPasswordFailsAndAsksTheOwner() {
        SyncJob job = ground.job(UPSERT, "");
        String database = ground.target.queryForObject("select current_database()", String.class);
        ground.reach.at("there", database, "wrong");

        Run run = ground.run(job);

        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.failure().kind()).isEqualTo(ErrorKind.CREDENTIAL);
        assertThat(run.failure().remedy().vi()).isNotBlank();
    }

    @Test
    void aTargetThatIsAwayPausesTheRunWhichThenGoesOn() {
        ground.pupils(1, 1000, 100);
        SyncJob job = ground.job(UPSERT, "");
        long run = ground.plan(job);
        String database = ground.target.queryForObject("select current_database()", String.class);
        Failpoints cut = Failpoints.of("read:4", () -> new org.springframework.jdbc.core.JdbcTemplate(
                        TestPostgres.database("postgres"))
                .queryForList("select pg_terminate_backend(pid) from pg_stat_activity where datname = ?", database));
        Run paused = ground.attempt(job, run, cut);
        assertThat(paused.state()).isEqualTo(RunState.PAUSED);
        assertThat(paused.retryAt()).isNotNull();
        ground.expireLeases();

        Run after = ground.attempt(job, run, Failpoints.none());

        assertThat(after.state()).isEqualTo(RunState.DONE_WITH_REJECTIONS);
        assertThat(after.counts()).isEqualTo(new Counts(1000, 990, 0, 10, 0, 0, 0));
        assertThat(ground.reconcile(job).clean()).isTrue();
    }

    @Test
    void aMendedSourceRowSupersedesTheHeldOne() {
        ground.pupils(1, 100, 50);
        SyncJob job = ground.job(UPSERT, "");
        ground.run(job);
        assertThat(ground.held()).isEqualTo(2);
        ground.source.update("update pupils set grade = 5 where id = 50");

        ground.run(job);

        assertThat(ground.held()).isEqualTo(1);
    }

    @Test
    void aTickThatHasHadItsRunPlansNoOther() {
        SyncJob job = ground.job(UPSERT, "");
        Instant tick = Instant.parse("2026-11-24T01:30:00Z");
        assertThat(ground.ledger.plan(job.name(), Run.Trigger.SCHEDULE, "schedule", tick))
                .isPresent();
        long run = ground.runs.active(job.name()).orElseThrow().id();
        ground.attempt(job, run, Failpoints.none());

        Optional<Long> again = ground.ledger.plan(job.name(), Run.Trigger.SCHEDULE, "schedule", tick);

        assertThat(again).isEmpty();
    }

    private Run waitingForDeletes(SyncJob job) {
        ground.pupils(1, 100, Ground.NO_POISON);
        ground.run(job);
        ground.source.update("delete from pupils where id > 40");
        Run run = ground.run(job);
        assertThat(run.state()).isEqualTo(RunState.WAITING);
        return run;
    }

    private Run decide(SyncJob job, Run waiting, GuardStop.Decision decision) {
        return ground.decide(job, waiting, decision);
    }

    /** Ends an attempt where a killed process would end: nothing after it runs but the closing of connections. */
    private static final class Killed extends Error {}
}
