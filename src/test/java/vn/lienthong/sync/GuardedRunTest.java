package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vn.lienthong.kernel.Counts;

/** What a person has decided holds: within the run it is not asked again, and a level that was accepted is the level. */
class GuardedRunTest {
    private static final String DELETING = "write: upsert, key: [pupil_id], deletes: delete";
    private static final String BOTH_GUARDS = "guard: { stop_if_deletes_above: 10%, stop_if_rows_drop_above: 20% }";

    private final Ground ground = new Ground();

    @Test
    void aSourceThatShrankAndWouldDeleteManyAsksOnceForEach() {
        SyncJob job = ground.job(DELETING, BOTH_GUARDS);
        Run shrunk = shrunkTo(job, 40);
        assertThat(shrunk.stop().reason()).isEqualTo(GuardStop.Reason.ROWS_DROP);

        Run deleting = ground.decide(job, shrunk, GuardStop.Decision.CONTINUE);
        assertThat(deleting.stop().reason()).isEqualTo(GuardStop.Reason.DELETES);
        Run after = ground.decide(job, deleting, GuardStop.Decision.CONTINUE);

        assertThat(after.state()).isEqualTo(RunState.DONE);
        assertThat(after.counts()).isEqualTo(new Counts(40, 0, 40, 0, 0, 0, 60));
        assertThat(ground.reconcile(job).clean()).isTrue();
    }

    @Test
    void aDeclinedDropDeletesNothingThoughAnotherGuardSpokeBefore() {
        SyncJob job = ground.job(
                DELETING, "rejects: { to: quarantine, stop_above: 1% }\nguard: { stop_if_rows_drop_above: 20% }");
        ground.pupils(1, 100, Ground.NO_POISON);
        ground.run(job);
        ground.source.update("delete from pupils where id > 40");
        ground.source.update("update pupils set grade = 99 where id <= 4");
        Run refusing = ground.run(job);
        assertThat(refusing.stop().reason()).isEqualTo(GuardStop.Reason.REJECTS);

        Run shrunk = ground.decide(job, refusing, GuardStop.Decision.CONTINUE);
        assertThat(shrunk.stop().reason()).isEqualTo(GuardStop.Reason.ROWS_DROP);
        Run after = ground.decide(job, shrunk, GuardStop.Decision.DECLINE);

        assertThat(after.state()).isEqualTo(RunState.DONE_WITH_REJECTIONS);
        assertThat(after.counts()).isEqualTo(new Counts(40, 0, 36, 4, 0, 0, 0));
        assertThat(after.notes()).contains(Notes.DELETES_DECLINED.text());
    }

    @Test
    void aSourceThatIsMeantToBeEmptyIsAskedAboutOnce() {
        SyncJob job = ground.job(DELETING, BOTH_GUARDS);
        Run emptied = shrunkTo(job, 0);
        assertThat(emptied.stop().reason()).isEqualTo(GuardStop.Reason.ROWS_DROP);
        assertThat(ground.decide(job, emptied, GuardStop.Decision.CONTINUE).state())
                .isEqualTo(RunState.DONE);

        Run next = ground.run(job);

        assertThat(next.state()).isEqualTo(RunState.DONE);
        assertThat(next.counts()).isEqualTo(Counts.NONE);
    }

    @Test
    void anEmptySourceThatAPersonDidNotAcceptIsAskedAboutAgain() {
        SyncJob job = ground.job(DELETING, BOTH_GUARDS);
        Run emptied = shrunkTo(job, 0);
        ground.decide(job, emptied, GuardStop.Decision.DECLINE);

        assertThat(ground.run(job).state()).isEqualTo(RunState.WAITING);
    }

    @Test
    void afterAnAcceptedEmptySourceTheNextRowsAreTheLevel() {
        SyncJob job = ground.job(DELETING, BOTH_GUARDS);
        ground.decide(job, shrunkTo(job, 0), GuardStop.Decision.CONTINUE);
        ground.pupils(1, 50, Ground.NO_POISON);
        Run filled = ground.run(job);
        assertThat(filled.stop().reason()).isEqualTo(GuardStop.Reason.DELETES);
        ground.decide(job, filled, GuardStop.Decision.CONTINUE);
        ground.source.update("delete from pupils where id > 10");

        Run shrunk = ground.run(job);

        assertThat(shrunk.stop().reason()).isEqualTo(GuardStop.Reason.ROWS_DROP);
        assertThat(shrunk.stop().of()).isEqualTo(50);
    }

    /** A hundred rows arrived, and now the source has only so many. */
    private Run shrunkTo(SyncJob job, int rows) {
        ground.pupils(1, 100, Ground.NO_POISON);
        ground.run(job);
        ground.source.update("delete from pupils where id > ?", rows);
        Run run = ground.run(job);
        assertThat(run.state()).isEqualTo(RunState.WAITING);
        return run;
    }
}
