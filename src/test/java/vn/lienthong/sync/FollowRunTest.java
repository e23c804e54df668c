package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.codelist.CodeLists;
import vn.lienthong.connector.Changes;
import vn.lienthong.connector.ChangesError;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.quarantine.QuarantineDesk;
import vn.lienthong.testing.Aside;

/** A job that follows its source, on real databases, without the rest of a hub. */
@Timeout(300)
class FollowRunTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Ground ground = new Ground();
    private final String name = "follow-" + Long.toHexString(System.nanoTime());
    private SyncJob job = job("write: upsert, key: [pupil_id], deletes: delete, scope: { source: here }");

    @AfterEach
    void leaveNoSlotBehind() {
        try (var session = ground.reach.open(new ConnectorName("here"))) {
            ((Changes) session).retire(name);
        }
    }

    private SyncJob job(String to) {
        return ground.job(ground.job("changes", to, "").yaml().replace("sync: pupils", "sync: " + name));
    }

    @Test
    void everyRowOnceAndThenEachChangeAsItHappens() {
        ground.pupils(1, 250, Ground.NO_POISON);
        ground.target.update("insert into pupils (pupil_id, full_name, source) values (9999, 'Không còn', 'here')");
        Run snapshot = ground.run(job);
        assertThat(snapshot.state()).isEqualTo(RunState.DONE);
        assertThat(snapshot.counts().read()).isEqualTo(250);
        assertThat(snapshot.counts().deleted()).isEqualTo(1);
        ground.pupils(251, 260, Ground.NO_POISON);
        follow(running -> {
            arrived(260);
            ground.source.update("update pupils set grade = 12 where id <= 5");
            ground.source.update("delete from pupils where id between 6 and 10");
            ground.source.update("update pupils set id = id + 1000 where id between 11 and 12");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(same()).isTrue());
        });
        Run run = ground.runs.list(job.name(), null, 1).get(0);
        assertThat(run.counts().addUp()).isTrue();
        assertThat(run.counts().read()).isEqualTo(10 + 5 + 5 + 2 * 2);
        assertThat(run.counts().written()).isEqualTo(run.counts().read());
    }

    @Test
    void aRefusedChangeBlocksNothingAndALaterOneOfItsKeyTakesItsPlace() {
        ground.pupils(1, 3, Ground.NO_POISON);
        ground.run(job);
        follow(running -> {
            ground.source.update("update pupils set grade = 99 where id = 1");
            ground.source.update("update pupils set grade = 7 where id = 2");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(grade(2)).isEqualTo(7));
            assertThat(grade(1)).isNotEqualTo(99);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(ground.held()).isEqualTo(1));
            ground.source.update("update pupils set grade = 8 where id = 1");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(grade(1)).isEqualTo(8));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(ground.held()).isZero());
        });
    }

    @Test
    void whereTheTargetKeepsNoCheckpointARowIsReleasedWhileTheJobRests() {
        ground.writeWithoutCheckpoint();
        ground.pupils(1, 3, 2);
        ground.run(job);
        QuarantineDesk desk = new QuarantineDesk(ground.state, ground.vault, entry -> {}, ground.clock);
        Release release = new Release(new OneJob(job), ground.runs, ground.tools(), desk);
        long held = desk.rows("held", name, null, 0, 10).get(0).id();
        desk.edit(held, Map.of("grade", "9"), "test");
        follow(running -> assertThatThrownBy(() -> release.release(List.of(held), "test"))
                .isInstanceOfSatisfying(
                        HubException.class, busy -> assertThat(busy.code()).isEqualTo(SyncError.RELEASE_JOB_FOLLOWS)));
        assertThat(release.release(List.of(held), "test").released()).containsExactly(held);
        assertThat(grade(2)).isEqualTo(9);
        ground.source.update("update pupils set grade = 12 where id = 1");
        follow(running -> await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(grade(1)).isEqualTo(12)));
    }

    @Test
    void aKilledProcessGoesOnWhereTheTargetStands() {
        ground.pupils(1, 100, Ground.NO_POISON);
        ground.run(job);
        for (String step :
                List.of("taken-over", "begun", "read", "mapped", "written", "held", "committed", "confirmed")) {
            ground.source.update("update pupils set grade = 1 + (grade + 3) % 12 where id % 7 = ?", step.length() % 7);
            ground.source.update("delete from pupils where id = ?", step.length());
            long run = activeOrNew();
            Throwable halted = org.assertj.core.api.Assertions.catchThrowable(
                    () -> ground.attempt(job, run, Failpoints.of(step, Halt::now)));
            assertThat(halted).as(step).isInstanceOf(Halt.class);
            ground.expireLeases();
        }
        follow(running ->
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(same()).isTrue()));
        assertThat(ground.runs.list(job.name(), null, 1).get(0).counts().addUp())
                .isTrue();
    }

    @Test
    void whoLookedBeforeAnotherMovedOnTellsNothingAgain() {
        ground.pupils(1, 20, Ground.NO_POISON);
        ground.run(job);
        Run late = ground.attempt(
                job,
                activeOrNew(),
                Failpoints.of(
                        "looked", () -> ground.target.update("update lienthong_checkpoint set batch = batch + 1")));
        assertThat(late.state()).isEqualTo(RunState.PAUSED);
        assertThat(late.failure().code()).isEqualTo(ConnectorError.SUPERSEDED_WRITER.code());
        ground.source.update("update pupils set grade = 12 where id = 1");
        ground.expireLeases();
        follow(running -> await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(grade(1)).isEqualTo(12)));
    }

    @Test
    void aGapStopsTheJobAndAPersonRepairsIt() {
        ground.pupils(1, 50, Ground.NO_POISON);
        ground.run(job);
        ground.source.update("update pupils set grade = 12 where id = 1");
        ground.source.queryForObject(
                "select pg_drop_replication_slot('lienthong_" + name.replace('-', '_') + "')::text", String.class);
        ground.source.update("delete from pupils where id = 2");
        Run stopped = ground.run(job);
        assertThat(stopped.state()).isEqualTo(RunState.FAILED);
        assertThat(stopped.failure().code()).isEqualTo(ChangesError.GAP.code());
        assertThat(same()).isFalse();
        Follows follows = new Follows(ground.state);
        follows.say(job.name(), new ConnectorName("here"), Follows.Answer.REPAIR, "admin");
        Run repaired = ground.run(job);
        assertThat(repaired.state()).isEqualTo(RunState.DONE);
        assertThat(repaired.counts().unchanged()).isEqualTo(48);
        assertThat(same()).isTrue();
        assertThat(follows.find(job.name()).orElseThrow().said()).isNull();
    }

    @Test
    void anAcceptedGapIsSaidWithTheRun() {
        ground.pupils(1, 50, Ground.NO_POISON);
        ground.run(job);
        ground.source.queryForObject(
                "select pg_drop_replication_slot('lienthong_" + name.replace('-', '_') + "')::text", String.class);
        ground.source.update("delete from pupils where id = 2");
        new Follows(ground.state).say(job.name(), new ConnectorName("here"), Follows.Answer.ACCEPT, "admin");
        follow(running -> {
            await().atMost(PATIENCE).until(() -> running.follow().backlog() != null);
            ground.source.update("update pupils set grade = 11 where id = 3");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(grade(3)).isEqualTo(11));
        });
        assertThat(grade(2)).isPositive();
        assertThat(ground.runs.list(job.name(), null, 1).get(0).notes()).hasSize(1);
    }

    @Test
    void anEmptiedTableAsksAPersonFirst() {
        ground.pupils(1, 20, Ground.NO_POISON);
        ground.run(job);
        ground.source.execute("truncate pupils");
        ground.pupils(30, 31, Ground.NO_POISON);
        Run waiting = ground.run(job);
        assertThat(waiting.state()).isEqualTo(RunState.WAITING);
        assertThat(waiting.stop().reason()).isEqualTo(GuardStop.Reason.EMPTIED);
        assertThat(waiting.stop().figure()).isEqualTo(20);
        assertThat(rows()).isEqualTo(20);
        Run done = ground.decide(job, waiting, GuardStop.Decision.CONTINUE);
        assertThat(done.state()).isEqualTo(RunState.DONE);
        assertThat(done.counts().deleted()).isEqualTo(20);
        follow(running ->
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(same()).isTrue()));
    }

    @Test
    void tooManyDeletionsAskAPersonBeforeOneOfThemIsDone() {
        guard("10%");
        ground.pupils(1, 200, Ground.NO_POISON);
        ground.run(job);
        ground.source.update("update pupils set grade = 12 where id = 150");
        ground.source.update("delete from pupils where id <= 50");
        ground.source.update("update pupils set grade = 11 where id = 151");
        Run waiting = ground.run(job);
        assertThat(waiting.state()).isEqualTo(RunState.WAITING);
        assertThat(waiting.stop().reason()).isEqualTo(GuardStop.Reason.GONE);
        assertThat(waiting.stop().held().rows()).isEqualTo(50);
        assertThat(waiting.stop().percent()).isEqualTo(25);
        assertThat(rows()).isEqualTo(200);
        assertThat(ground.ledger.claim("another", waiting.id())).isEmpty();
        say(waiting, GuardStop.Decision.CONTINUE);
        for (String step : List.of("taken-over", "written", "committed")) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(
                            () -> ground.attempt(job, waiting.id(), Failpoints.of(step, Halt::now))))
                    .as(step)
                    .isInstanceOf(Halt.class);
            ground.expireLeases();
        }
        follow(running ->
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(same()).isTrue()));
        assertThat(ground.runs.get(waiting.id()).counts().addUp()).isTrue();
    }

    @Test
    void declinedDeletionsLeaveTheirRowsAndNothingElse() {
        guard("10%");
        ground.pupils(1, 200, Ground.NO_POISON);
        ground.run(job);
        ground.source.update("delete from pupils where id <= 50");
        Run waiting = ground.run(job);
        say(waiting, GuardStop.Decision.DECLINE);
        ground.source.update("delete from pupils where id = 51");
        ground.source.update("update pupils set grade = 11 where id = 151");
        follow(running -> await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(grade(151)).isEqualTo(11)));
        assertThat(rows()).isEqualTo(199);
        Run run = ground.runs.get(waiting.id());
        assertThat(run.counts().skipped()).isEqualTo(50);
        assertThat(run.counts().addUp()).isTrue();
        assertThat(run.notes()).containsExactly(Notes.DELETES_DECLINED.text());
    }

    @Test
    void deletionsAddUpOverAnHourAndOverRestarts() {
        guard("10%");
        ground.pupils(1, 200, Ground.NO_POISON);
        ground.run(job);
        for (int turn = 0; turn < 2; turn++) {
            int from = turn * 10;
            follow(running -> {
                ground.source.update("delete from pupils where id > ? and id <= ?", from, from + 5);
                ground.source.update("delete from pupils where id > ? and id <= ?", from + 5, from + 10);
                arrived(190 - from);
            });
        }
        ground.source.update("delete from pupils where id = 30");
        Run waiting = ground.run(job);
        assertThat(waiting.stop().figure()).isEqualTo(21);
        assertThat(waiting.stop().of()).isEqualTo(200);
        assertThat(waiting.stop().held().rows()).isEqualTo(1);
        say(waiting, GuardStop.Decision.CONTINUE);
        // what was allowed counts no more
        follow(running -> {
            arrived(179);
            ground.source.update("delete from pupils where id between 40 and 56");
            arrived(162);
        });
    }

    @Test
    void aFewRowsOfFewAreNoAlarmButMostOfThemAre() {
        guard("1%");
        ground.pupils(1, 12, Ground.NO_POISON);
        ground.run(job);
        follow(running -> {
            ground.source.update("delete from pupils where id <= 6");
            arrived(6);
        });
        ground.source.update("delete from pupils where id = 7");
        assertThat(ground.run(job).stop().figure()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"keep", "mark(gone)", "delete"})
    void whatIsGoneIsKeptMarkedOrDeleted(String deletes) {
        job = job("write: upsert, key: [pupil_id], deletes: " + deletes + ", scope: { source: here }");
        ground.pupils(1, 10, Ground.NO_POISON);
        ground.target.update(
                "insert into pupils (pupil_id, full_name, grade, source) values (5000, 'Nơi khác', 1, 'there')");
        ground.run(job);
        follow(running -> {
            ground.source.update("delete from pupils where id in (3, 4)");
            ground.source.update("update pupils set id = 50 where id = 5");
            ground.source.update("update pupils set grade = 11 where id = 6");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(grade(6)).isEqualTo(11));
            assertGone(deletes, "3,4,5");
            // a row that comes back is as any other
            ground.source.update("insert into pupils (id, name, grade, born) values (4, 'Trở lại', 9, '2012-01-01')");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(grade(4)).isEqualTo(9));
            assertGone(deletes, "3,5");
        });
        Run run = ground.runs.list(job.name(), null, 1).get(0);
        assertThat(run.counts().addUp()).isTrue();
        assertThat(run.counts().skipped()).isEqualTo(deletes.equals("keep") ? 3 : 0);
        assertThat(run.counts().read()).isEqualTo(2 + 2 + 1 + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"keep", "mark(gone)"})
    void anEmptiedTableLeavesRowsWhereTheyAreKeptAndMarksThemWhereAPersonSaysSo(String deletes) {
        job = job("write: upsert, key: [pupil_id], deletes: " + deletes + ", scope: { source: here }");
        ground.pupils(1, 10, Ground.NO_POISON);
        ground.run(job);
        ground.source.execute("truncate pupils");
        if (!deletes.equals("keep")) {
            Run waiting = ground.run(job);
            assertThat(waiting.stop().reason()).isEqualTo(GuardStop.Reason.EMPTIED);
            ground.decide(job, waiting, GuardStop.Decision.CONTINUE);
        }
        ground.pupils(11, 11, Ground.NO_POISON);
        follow(running -> arrived(11));
        assertThat(gone()).isEqualTo(deletes.equals("keep") ? null : "1,2,3,4,5,6,7,8,9,10");
    }

    private void assertGone(String deletes, String keys) {
        assertThat(deletes.equals("delete") ? missing() : gone()).isEqualTo(deletes.equals("keep") ? null : keys);
        assertThat(deletes.equals("delete") || missing() == null).isTrue();
    }

    @Test
    void aRunMakesRoomForTheNextOnceCodeListsAreOthers(@TempDir Path folder) {
        Path list = folder.resolve("called.codelist.yaml");
        String text = "codelist: called\ntitle: { vi: Tên, en: Names }\nentries: { a: %s }\n";
        write(list, text.formatted("An"));
        ground.lists = CodeLists.open(folder);
        job = ground.job(
                job.yaml().replace("full_name: name", "full_name: { from: name, translate: called, otherwise: keep }"));
        ground.pupils(1, 2, Ground.NO_POISON);
        ground.run(job);
        follow(running -> {
            ground.source.update("update pupils set name = 'a' where id = 1");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(called(1)).isEqualTo("An"));
            write(list, text.formatted("Anh"));
            assertThat(running.goesOn()).isTrue();
            ground.lists.reload();
            await().atMost(PATIENCE).until(() -> ground.runs.get(running.id()).state() == RunState.DONE);
        });
        follow(running -> {
            ground.source.update("update pupils set name = 'a' where id = 2");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(called(2)).isEqualTo("Anh"));
        });
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private String called(int pupil) {
        return ground.target.queryForObject("select full_name from pupils where pupil_id = ?", String.class, pupil);
    }

    private String gone() {
        return ground.target.queryForObject(
                "select string_agg(pupil_id::text, ',' order by pupil_id) from pupils where gone", String.class);
    }

    private String missing() {
        return ground.target.queryForObject("""
                select string_agg(n::text, ',' order by n) from generate_series(1, 10) n
                where not exists (select from pupils where pupil_id = n)""", String.class);
    }

    private void guard(String limit) {
        job = ground.job(job.yaml() + "guard: { stop_if_deletes_above: " + limit + " }\n");
    }

    private void say(Run waiting, GuardStop.Decision decision) {
        ground.ledger.decide(waiting.id(), waiting.stop().decided(decision, "second-person", "counted"));
    }

    @Test
    void aComparisonWhileChangesArriveFindsWhatIsWrongAndNothingElse() {
        ground.pupils(1, 300, Ground.NO_POISON);
        ground.run(job);
        follow(running -> {
            await().atMost(PATIENCE).until(() -> running.follow().backlog() != null);
            ground.target.update("update pupils set full_name = 'sai' where pupil_id = 7");
            ground.target.update("delete from pupils where pupil_id = 8");
            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<Void> life = Aside.run(() -> {
                for (int turn = 0; !over.get(); turn++) {
                    ground.source.update(
                            "update pupils set name = 'Lần ' || ? where id > 20 and id % 5 = ?", turn, turn % 5);
                }
            });
            try {
                Reconciliation found = ground.reconcile(job);
                assertThat(found.stale().keys()).containsExactly(List.of("7"));
                assertThat(found.lost().keys()).containsExactly(List.of("8"));
                assertThat(found.stale().count()
                                + found.lost().count()
                                + found.extra().count())
                        .isEqualTo(2);
            } finally {
                over.set(true);
                life.join();
            }
        });
    }

    @Test
    void aTargetKeyThatADeletedRowCannotGiveIsRefused() {
        SyncJob wrong = ground.job(job.yaml().replace("pupil_id: id", "pupil_id: grade"));
        Run refused = ground.run(wrong);
        assertThat(refused.failure().code()).isEqualTo(SyncError.KEY_NOT_OF_KEY.code());
    }

    private long activeOrNew() {
        return ground.runs.active(job.name()).map(Run::id).orElseGet(() -> ground.plan(job));
    }

    /** Follows on a thread of its own while the body looks on. */
    private void follow(Consumer<Attempt> body) {
        RunLedger.Claim claim = ground.claim(activeOrNew());
        RunWorker worker = new RunWorker(ground.tools(), new LeanRunner(), ended -> {});
        Attempt run = worker.prepare(job, claim);
        CompletableFuture<RunLedger.RunOutcome> end = Aside.supply(() -> worker.work(run, claim));
        try {
            body.accept(run);
        } finally {
            run.cancel();
            RunLedger.RunOutcome outcome = end.join();
            assertThat(outcome.failure()).isNull();
        }
    }

    private void arrived(int rows) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(rows()).isEqualTo(rows));
    }

    private int rows() {
        return ground.target.queryForObject("select count(*) from pupils", Integer.class);
    }

    private int grade(int pupil) {
        return ground.target.queryForObject("select grade from pupils where pupil_id = ?", Integer.class, pupil);
    }

    /** Whether the target holds what the source holds, judged without the hub. */
    private boolean same() {
        return ground.source
                .queryForList(
                        "select id || ' ' || name || ' ' || grade || ' ' || born from pupils order by id", String.class)
                .equals(ground.target.queryForList(
                        "select pupil_id || ' ' || full_name || ' ' || grade || ' ' || birth_date from pupils order by pupil_id",
                        String.class));
    }

    /** Ends an attempt as a killed process would: nothing is stored of it. */
    private static final class Halt extends Error {
        static void now() {
            throw new Halt();
        }
    }
}
