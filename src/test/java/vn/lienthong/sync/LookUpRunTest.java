package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.connector.Changes;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Partner;
import vn.lienthong.connector.Partners;
import vn.lienthong.document.DocumentException;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.Journal;
import vn.lienthong.testing.Aside;
import vn.lienthong.testing.SetClock;
import vn.lienthong.testing.SoapPartner;
import vn.lienthong.testing.TestPostgres;

/** Jobs that ask a partner's SOAP service about their rows, in whole runs from one database into another. */
class LookUpRunTest {
    private static SoapPartner partner;

    private final SetClock time = new SetClock(Instant.parse("2026-11-27T01:00:00Z"));
    private final Ground ground = new Ground();

    @BeforeAll
    static void start() {
        partner = new SoapPartner();
    }

    @AfterAll
    static void stop() {
        partner.close();
    }

    @BeforeEach
    void layOut() {
        partner.asked().clear();
        partner.rows().clear();
        partner.goodFor(Integer.MAX_VALUE);
        partner.behind(new CountDownLatch(0));
        for (int i = 1; i <= 40; i++) {
            SoapPartner.Pupil pupil = new SoapPartner.Pupil();
            pupil.code = "k" + i;
            pupil.name = "Vừ Mí Ổn " + i;
            partner.rows().add(pupil);
        }
        ground.lookUps = new LookUpDesk(ground.told::add, new Partners(time));
        ground.reach.service("register", partner);
        ground.source.execute("create table enrolled (id bigint primary key, code text)");
        ground.target.execute(
                "create table enrolled (pupil_id bigint primary key, code text, verified boolean, official text)");
    }

    /** Rows from {@code first} to {@code last}; row {@code n} asks about the code {@code k(n % 50)}, of which there are forty. */
    private void rows(int first, int last) {
        ground.source.update("insert into enrolled select n, 'k' || n % 50 from generate_series(?, ?) n", first, last);
    }

    private SyncJob job(String further) {
        return ground.job("""
                sync: pupils
                title: { vi: Học sinh có trong sổ, en: Pupils in the register }
                agency: G03
                from: { dataset: here/enrolled }
                to: { dataset: there/enrolled, key: [pupil_id] }
                map:
                  pupil_id: id
                  code: code
                  verified: look_up.pupil.found
                  official: look_up.pupil.name
                look_up:
                  pupil: { ask: register/find, with: { code: code }%s }
                batch: 100
                """.formatted(further));
    }

    private List<String> codes() {
        return JdbcClient.create(ground.state)
                .sql("select code from quarantine_rows where state = 'held' order by id")
                .query(String.class)
                .list();
    }

    private long verified() {
        return ground.target.queryForObject("select count(*) from enrolled where verified", Long.class);
    }

    @Test
    void eachDistinctKeyIsAskedOnceAndItsAnswerReachesEveryRow() {
        rows(1, 200);

        Run run = ground.run(job(", at_once: 4"));

        assertThat(run.counts()).isEqualTo(new Counts(200, 200, 0, 0, 0, 0, 0));
        assertThat(partner.asked()).hasSize(50).doesNotHaveDuplicates();
        assertThat(partner.mostAtOnce()).isBetween(1, 4);
        assertThat(verified()).isEqualTo(160);
        assertThat(ground.target.queryForObject("select official from enrolled where pupil_id = 151", String.class))
                .isEqualTo("Vừ Mí Ổn 1");
    }

    @Test
    void theJournalSaysWhoAsksWhomForWhatKindOfColumnsAndNoValue() {
        rows(1, 3);
        ground.reach.classes.put("code", DataClass.PERSONAL);
        ground.reach.classes.put("verified", DataClass.PERSONAL);
        ground.reach.classes.put("official", DataClass.PERSONAL);

        Run run = ground.run(job(""));

        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(ground.told).hasSize(1);
        Journal.Entry told = ground.told.get(0);
        assertThat(told.act()).isEqualTo("job.looked-up");
        assertThat(told.details())
                .containsEntry("asked", "register/find")
                .containsEntry("columns", "code: personal")
                .containsEntry("run", String.valueOf(run.id()));
        assertThat(told.concern().agencies()).contains("G01");
        assertThat(told.toString()).doesNotContain("k1");
    }

    @Test
    void whatCannotBeJournalledIsNotAsked() {
        rows(1, 3);
        ground.lookUps = new LookUpDesk(
                entry -> {
                    throw new IllegalStateException("the journal is full");
                },
                new Partners(time));

        assertThat(ground.run(job("")).state()).isEqualTo(RunState.FAILED);
        assertThat(partner.asked()).isEmpty();
    }

    @Test
    void nothingThatNobodyClassifiedIsAskedWithOrBroughtIn() {
        rows(1, 3);
        ground.reach.classes.put("code", DataClass.UNCLASSIFIED);

        assertThat(hindrances(job("")))
                .anyMatch(why -> why.contains("line 12: Column \"code\" of here/enrolled") && why.contains("for G01"));
        ground.reach.classes.clear();
        ground.reach.answers.clear();
        assertThat(hindrances(job("")))
                .first()
                .asString()
                .contains("line 10: Column \"name\" of register/find", "agency G01");
        assertThat(ground.run(job("")).state()).isEqualTo(RunState.FAILED);
        assertThat(partner.asked()).isEmpty();
    }

    private List<String> hindrances(SyncJob job) {
        DocumentException wrong =
                catchThrowableOfType(DocumentException.class, () -> new Comparisons(ground.tools()).dryRun(job));
        return wrong.problems().stream()
                .map(problem -> "line " + problem.line() + ": " + problem.what().en())
                .toList();
    }

    @Test
    void anAnswerIsUsedAgainUntilItIsTooOld() {
        rows(1, 50);
        SyncJob job = job(", cache: 1d");
        ground.run(job);
        time.advance(Duration.ofHours(23));

        ground.run(job);
        assertThat(partner.asked()).hasSize(50);
        assertThat(ground.told).as("what others were answered is used, too").hasSize(2);

        time.advance(Duration.ofHours(2));
        ground.run(job);
        assertThat(partner.asked()).hasSize(100);
    }

    @Test
    void aKeyThatThePartnerDeclinesOrFailsAtRefusesItsRowsAlone() {
        rows(1, 20);
        ground.source.update(
                "insert into enrolled values (21, 'wrong-1'), (22, 'fault-1'), (23, 'wrong-1'), (24, null)");

        Run run = ground.run(job(", at_once: 1"));

        assertThat(run.counts()).isEqualTo(new Counts(24, 21, 0, 3, 0, 0, 0));
        assertThat(codes())
                .containsExactlyInAnyOrder("verified.soap.declined", "verified.soap.fault", "verified.soap.declined");
        assertThat(ground.target.queryForObject("select verified from enrolled where pupil_id = 24", Boolean.class))
                .isFalse();
        assertThat(partner.asked()).doesNotContain("FindPupil ");
    }

    @Test
    void whileThePartnerIsDownTheRunWaitsAndNothingIsLostRefusedOrDoubled() {
        rows(1, 150);
        SyncJob job = job(", at_once: 1");
        long run = ground.plan(job);
        partner.goodFor(20);

        Run paused = ground.attempt(job, run, Failpoints.none());

        assertThat(paused.state()).isEqualTo(RunState.PAUSED);
        assertThat(paused.failure().code()).isEqualTo(ConnectorError.PARTNER_RESTS.code());
        assertThat(paused.failure().connector()).isEqualTo("register");
        assertThat(ground.held()).isZero();
        assertThat(ground.target.queryForObject("select count(*) from enrolled", Long.class))
                .isZero();
        assertThat(partner.asked()).hasSize(25);

        // left alone: the next attempt asks nothing
        partner.goodFor(Integer.MAX_VALUE);
        ground.expireLeases();
        assertThat(ground.attempt(job, run, Failpoints.none()).state()).isEqualTo(RunState.PAUSED);
        assertThat(partner.asked()).hasSize(25);

        time.advance(Partner.FIRST_REST.plusSeconds(1));
        ground.expireLeases();
        Run after = ground.attempt(job, run, Failpoints.none());
        assertThat(after.id()).isEqualTo(run);
        assertThat(after.counts()).isEqualTo(new Counts(150, 150, 0, 0, 0, 0, 0));
        assertThat(verified()).isEqualTo(120);
        assertThat(ground.held()).isZero();
        // what was answered before the failure was not asked again
        assertThat(partner.asked().subList(25, partner.asked().size())).hasSize(30);
        assertThat(ground.told).hasSize(1);
    }

    @Test
    void aRunKilledBetweenAnswersAndEffectIsResumedToTheExactEnd() {
        rows(1, 150);
        SyncJob job = job("");
        long run = ground.plan(job);
        try {
            ground.attempt(job, run, Failpoints.of("mapped:2", () -> {
                throw new Killed();
            }));
        } catch (Killed asPlanned) {
            ground.expireLeases();
        }
        assertThat(verified()).isEqualTo(80); // the first batch stands, though the second was being asked about

        Run after = ground.attempt(job, run, Failpoints.none());

        assertThat(after.counts()).isEqualTo(new Counts(150, 150, 0, 0, 0, 0, 0));
        assertThat(verified()).isEqualTo(120);
        assertThat(ground.reconcile(job).clean()).isTrue();
    }

    @Test
    void aJobThatFollowsWaitsForThePartnerAndAppliesEveryChangeOnce() {
        rows(1, 10);
        String name = "looked-" + Long.toHexString(System.nanoTime());
        SyncJob job = ground.job(job(", at_once: 1")
                .yaml()
                .replace("sync: pupils", "sync: " + name)
                .replace("here/enrolled }", "here/enrolled, read: changes }"));
        try {
            assertThat(ground.run(job).counts().written()).isEqualTo(10);
            rows(11, 30);
            partner.goodFor(7);
            long run = ground.plan(job);

            Run paused = ground.attempt(job, run, Failpoints.none());
            assertThat(paused.state()).isEqualTo(RunState.PAUSED);
            assertThat(paused.failure().code()).isEqualTo(ConnectorError.PARTNER_RESTS.code());
            assertThat(ground.held()).isZero();

            partner.goodFor(Integer.MAX_VALUE);
            time.advance(Partner.FIRST_REST);
            ground.expireLeases();
            RunLedger.Claim claim = ground.claim(run);
            RunWorker worker = new RunWorker(ground.tools(), new LeanRunner(), ended -> {});
            Attempt following = worker.prepare(job, claim);
            CompletableFuture<RunLedger.RunOutcome> end = Aside.supply(() -> worker.work(following, claim));
            try {
                Awaitility.await().until(() -> verified() == 30);
            } finally {
                following.cancel();
                assertThat(end.join().failure()).isNull();
            }
            assertThat(ground.runs.get(run).counts().read()).isEqualTo(20);
            assertThat(ground.held()).isZero();
            assertThat(partner.asked()).hasSize(10 + 7 + 5 + 13);
        } finally {
            try (var session = ground.reach.open(new ConnectorName("here"))) {
                ((Changes) session).retire(name);
            }
        }
    }

    @Test
    void nobodyIsAskedAboutAPersonWhoWasErased() {
        rows(1, 3);
        ground.quarantine.suppressions().keys(Ground.PUPILS, 1, List.of("2"));

        Run run = ground.run(job(""));

        assertThat(run.counts()).isEqualTo(new Counts(3, 2, 0, 0, 1, 0, 0));
        assertThat(partner.asked()).containsExactlyInAnyOrder("FindPupil k1", "FindPupil k3");
    }

    @Test
    void aSlowPartnerHoldsNeitherTheTargetNorOtherJobs() throws Exception {
        rows(1, 10);
        CountDownLatch gate = new CountDownLatch(1);
        partner.behind(gate);
        SyncJob slow = job("");
        long run = ground.plan(slow);
        ExecutorService aside = Executors.newSingleThreadExecutor();
        try {
            Future<Run> waiting = aside.submit(() -> ground.attempt(slow, run, Failpoints.none()));
            Awaitility.await().until(() -> partner.atOnce() == 2);

            ground.pupils(1, 30, Ground.NO_POISON);
            SyncJob other =
                    ground.job(ground.job("key: [pupil_id]", "").yaml().replace("sync: pupils", "sync: others"));
            assertThat(ground.run(other).counts().written()).isEqualTo(30);

            gate.countDown();
            assertThat(waiting.get(20, TimeUnit.SECONDS).counts().written()).isEqualTo(10);
        } finally {
            gate.countDown();
            aside.shutdownNow();
        }
    }

    @Test
    void aDryRunAsksTooAndSaysSo() {
        rows(1, 5);

        DryRun trial = new Comparisons(ground.tools()).dryRun(job(""));

        assertThat(trial.inserts()).isEqualTo(5);
        assertThat(trial.notes()).extracting(note -> note.en()).anyMatch(note -> note.contains("5 questions"));
        assertThat(ground.told).hasSize(1);
        assertThat(verified()).isZero();
    }

    @Test
    void aDatabaseIsAskedByTheColumnsOfATable() {
        rows(1, 3);
        ground.target.execute("create table register (code text, name text, since date)");
        ground.target.execute(
                "insert into register values ('k1', 'An', '2020-09-05'), ('k2', 'Bình', null), ('k2', 'Bảo', null), ('K3', 'Chi', null)");
        SyncJob job = ground.job(job("").yaml().replace("register/find", "there/register"));

        Run run = ground.run(job);

        assertThat(run.counts()).isEqualTo(new Counts(3, 2, 0, 1, 0, 0, 0));
        assertThat(codes()).containsExactly("verified.look_up_several");
        assertThat(ground.target.queryForList("select pupil_id, verified, official from enrolled order by 1"))
                .extracting(Map::values)
                .map(HashSet::new)
                .containsExactly(new HashSet<>(List.of(1L, true, "An")), new HashSet<>(Arrays.asList(3L, false, null)));
    }

    @Test
    void aDatabaseThatDropsItsLinesInTheMiddleMakesTheRunWait() {
        rows(1, 150);
        String database = TestPostgres.newDatabase();
        JdbcTemplate register = new JdbcTemplate(TestPostgres.database(database));
        register.execute(
                "create table register as select 'k' || n as code, 'An ' || n as name from generate_series(1, 40) n");
        ground.reach.at("sector", database, TestPostgres.server().password());
        SyncJob job = ground.job(job(", cache: 0s").yaml().replace("register/find", "sector/register"));
        long run = ground.plan(job);

        Run paused = ground.attempt(
                job,
                run,
                Failpoints.of(
                        "committed",
                        () -> ground.source.queryForList(
                                "select pg_terminate_backend(pid) from pg_stat_activity where datname = ?", database)));

        assertThat(paused.state()).isEqualTo(RunState.PAUSED);
        assertThat(paused.failure().connector()).isEqualTo("sector");
        assertThat(paused.counts()).isEqualTo(new Counts(100, 100, 0, 0, 0, 0, 0));
        ground.expireLeases();
        assertThat(ground.attempt(job, run, Failpoints.none()).counts()).isEqualTo(new Counts(150, 150, 0, 0, 0, 0, 0));
        assertThat(verified()).isEqualTo(120);
        assertThat(ground.held()).isZero();
    }

    /** What a killed process leaves behind. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }
}
