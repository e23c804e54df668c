package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.lienthong.connector.Changes;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.testing.Aside;

/**
 * A table that somebody alters while a job follows it, or writes to it: where a mapped column is not what it was the job stops and names
 * it, nothing arrives without it, and after the repair everything has arrived; other changes of shape disturb nobody.
 */
@Timeout(180)
class FollowedTableChangesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Ground ground = new Ground();
    private final String name = "shape-" + Long.toHexString(System.nanoTime());
    private final SyncJob job =
            ground.job(ground.job("changes", "write: upsert, key: [pupil_id], scope: { source: here }", "")
                    .yaml()
                    .replace("sync: pupils", "sync: " + name));

    @AfterEach
    void leaveNoSlotBehind() {
        try (var session = ground.reach.open(new ConnectorName("here"))) {
            ((Changes) session).retire(name);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grade | drop column grade | add column grade integer",
                "grade | rename column grade to class | rename column class to grade",
                "grade | alter column grade type date using date '2026-01-01' + grade"
                        + " | alter column grade type integer using grade - date '2026-01-01'",
                "grade | alter column grade type bytea using int4send(grade)"
                        + " | alter column grade type integer using get_byte(grade, 3)",
                "birth_date | alter column born type integer using born - date '2000-01-01'"
                        + " | alter column born type date using date '2000-01-01' + born"
            })
    void aMappedColumnOfTheSourceThatIsAnotherStopsTheJobAndIsNamed(String column, String change, String mend) {
        ground.pupils(1, 50, Ground.NO_POISON);
        ground.run(job);
        ground.source.update("update pupils set name = 'Trước' where id = 1");
        ground.source.execute("alter table pupils " + change);
        ground.source.update("update pupils set name = 'Sau' where id = 2");

        Run stopped = stopped();

        assertThat(stopped.failure().kind()).as(stopped.failure().toString()).isEqualTo(ErrorKind.CONFIGURATION);
        assertThat(stopped.failure().problem().vi()).contains(column);
        assertThat(stopped.failure().problem().en()).contains(column);
        assertThat(stopped.failure().remedy().vi()).isNotBlank();
        assertThat(incomplete()).isZero();
        assertThat(named("Sau")).isZero();

        ground.source.execute("alter table pupils " + mend);
        ground.source.update("update pupils set grade = 1 + id % 12");
        followUntilSame();
        assertThat(named("Trước")).isEqualTo(1);
        assertThat(named("Sau")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grade | rename column grade to class | rename column class to grade",
                "grade | alter column grade type date using date '2026-01-01' + grade"
                        + " | alter column grade type integer using grade - date '2026-01-01'",
                "full_name | drop column full_name | add column full_name varchar(40)"
            })
    void aMappedColumnOfTheTargetThatIsAnotherStopsTheJobAndIsNamed(String column, String change, String mend) {
        ground.pupils(1, 50, Ground.NO_POISON);
        ground.run(job);
        ground.target.execute("alter table pupils " + change);
        ground.source.update("update pupils set name = 'Sau' where id = 2");

        Run stopped = stopped();

        assertThat(stopped.failure().kind()).as(stopped.failure().toString()).isEqualTo(ErrorKind.CONFIGURATION);
        assertThat(stopped.failure().problem().vi()).contains(column);
        assertThat(stopped.failure().remedy().vi()).isNotBlank();

        ground.target.execute("alter table pupils " + mend);
        ground.source.update("update pupils set grade = 1 + id % 12");
        followUntilSame();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "add column room text default 'A1'",
                "alter column name type varchar(20)",
                "alter column grade type bigint",
                "alter column grade type smallint",
                "drop column changed"
            })
    void whatTheMappingStillUnderstandsDisturbsNobody(String change) {
        ground.pupils(1, 50, Ground.NO_POISON);
        ground.run(job);
        ground.source.update("update pupils set name = 'Trước' where id = 1");
        ground.source.execute("alter table pupils " + change);
        ground.source.update("update pupils set name = 'Sau' where id = 2");

        followUntilSame();

        assertThat(named("Sau")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"8, 1"})
    void aNarrowedColumnOfTheTargetTakesNoValueThatDoesNotFit(int length, int held) {
        ground.pupils(1, 50, Ground.NO_POISON);
        ground.source.update("update pupils set name = 'A' || id");
        ground.run(job);
        ground.target.execute("alter table pupils alter column full_name type varchar(" + length + ")");
        ground.source.update("update pupils set name = 'Nguyễn Thị Dài' where id = 2");
        ground.source.update("update pupils set name = 'Vừa' where id = 3");
        await().atMost(PATIENCE).until(() -> {
            attempt();
            return ground.held() == held;
        });
        assertThat(named("Vừa")).isEqualTo(1);
        assertThat(named("A2")).as("as it was, and not cut off").isEqualTo(1);
    }

    /** Runs until it has stopped for a person. */
    private Run stopped() {
        await().atMost(PATIENCE).until(() -> attempt().state() == RunState.FAILED);
        return ground.runs.list(job.name(), null, 1).get(0);
    }

    /** One attempt; it is ended from outside when it goes on following for a while. */
    private Run attempt() {
        ground.expireLeases();
        RunLedger.Claim claim =
                ground.claim(ground.runs.active(job.name()).map(Run::id).orElseGet(() -> ground.plan(job)));
        RunWorker worker = new RunWorker(ground.tools(), new LeanRunner(), ended -> {});
        Attempt run = worker.prepare(job, claim);
        CompletableFuture<RunLedger.RunOutcome> end = Aside.supply(() -> worker.work(run, claim));
        await().atMost(PATIENCE).until(() -> end.isDone() || caughtUp(run));
        run.cancel();
        end.join();
        return ground.runs.get(claim.run());
    }

    private static boolean caughtUp(Attempt run) {
        return run.follow().inStep();
    }

    private void followUntilSame() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Run run = attempt();
            assertThat(run.failure()).as(String.valueOf(run.failure())).isNull();
            assertThat(rows("select pupil_id, full_name, grade, birth_date from pupils order by 1", false))
                    .isEqualTo(rows("select id, name, grade, born from pupils order by 1", true));
        });
    }

    private String rows(String sql, boolean source) {
        return (source ? ground.source : ground.target)
                .queryForList(sql).stream()
                        .map(row -> row.values().toString())
                        .toList()
                        .toString();
    }

    private int named(String fullName) {
        return ground.target.queryForObject("select count(*) from pupils where full_name = ?", Integer.class, fullName);
    }

    private int incomplete() {
        return ground.target.queryForObject(
                "select count(*) from pupils where full_name is null or grade is null or birth_date is null",
                Integer.class);
    }
}
