package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import vn.lienthong.connector.Changes;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.testing.Aside;
import vn.lienthong.testing.TestMariaDb;

/** A job that follows a PostgreSQL and writes into a MariaDB: the changes since, from where the target stands. */
@Timeout(300)
class FollowIntoMariaDbTest {
    private final Ground ground = new Ground();
    private final String name = "follow-" + Long.toHexString(System.nanoTime());
    private final String database = TestMariaDb.newDatabase();
    private final JdbcTemplate target = new JdbcTemplate(TestMariaDb.database(database));
    private final SyncJob job = ground.job(ground.job("changes", "write: upsert, key: [pupil_id], deletes: delete", "")
            .yaml()
            .replace("sync: pupils", "sync: " + name));

    @BeforeEach
    void lay() {
        target.execute("""
                create table pupils (pupil_id bigint primary key, full_name varchar(40), grade integer,
                    birth_date date, source varchar(20), gone boolean)""");
        ground.reach.mariaDb(
                "there",
                database,
                TestMariaDb.server().user(),
                TestMariaDb.server().password());
    }

    @AfterEach
    void leaveNoSlotBehind() {
        try (var session = ground.reach.open(new ConnectorName("here"))) {
            ((Changes) session).retire(name);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRunAfterTheFirstReadReadsTheChangesAlone(boolean checkpoint) {
        if (!checkpoint) {
            writeWithoutCheckpoint();
        }
        ground.pupils(1, 40, Ground.NO_POISON);
        readFirst();
        ground.source.update("update pupils set grade = 12 where id = 1");
        ground.source.update("delete from pupils where id = 2");
        Run run = followUntil("select 100 * sum(pupil_id = 1 and grade = 12) + count(*) from pupils", 100 + 39);
        assertThat(run.counts().read()).isEqualTo(2);
    }

    @Test
    void aKilledRunGoesOnFromTheTargetsCheckpoint() {
        ground.pupils(1, 40, Ground.NO_POISON);
        readFirst();
        for (String step : new String[] {"taken-over", "begun", "written", "committed"}) {
            ground.source.update("update pupils set grade = 1 + grade % 12 where id = ?", step.length());
            Failpoints dies = Failpoints.of(step, () -> {
                throw new Halt();
            });
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> ground.attempt(job, activeOrNew(), dies)))
                    .as(step)
                    .isInstanceOf(Halt.class);
            ground.expireLeases();
        }
        ground.source.update("update pupils set grade = 12 where id = 1");
        Run run = followUntil("select grade from pupils where pupil_id = 1", 12);
        assertThat(run.counts().read()).isEqualTo(5);
        assertThat(target.queryForList(
                        "select concat(pupil_id, ' ', grade) from pupils order by pupil_id", String.class))
                .isEqualTo(
                        ground.source.queryForList("select id || ' ' || grade from pupils order by id", String.class));
    }

    private void readFirst() {
        Run run = ground.run(job);
        assertThat(run.failure()).isNull();
        assertThat(run.counts().written()).isEqualTo(40);
    }

    private Run followUntil(String question, int answer) {
        RunLedger.Claim claim = ground.claim(activeOrNew());
        RunWorker worker = new RunWorker(ground.tools(), new LeanRunner(), ended -> {});
        Attempt run = worker.prepare(job, claim);
        CompletableFuture<RunLedger.RunOutcome> end = Aside.supply(() -> worker.work(run, claim));
        try {
            await().untilAsserted(() ->
                    assertThat(target.queryForObject(question, Integer.class)).isEqualTo(answer));
        } finally {
            run.cancel();
            assertThat(end.join().failure()).isNull();
        }
        return ground.runs.get(claim.run());
    }

    private long activeOrNew() {
        return ground.runs.active(job.name()).map(Run::id).orElseGet(() -> ground.plan(job));
    }

    /** The user may write the table and make none. */
    private void writeWithoutCheckpoint() {
        String user = "w" + Long.toHexString(System.nanoTime());
        target.execute("create user " + user + "@'%' identified by 'w'");
        target.execute("grant create temporary tables on " + database + ".* to " + user + "@'%'");
        target.execute("grant select, insert, update, delete on " + database + ".pupils to " + user + "@'%'");
        ground.reach.mariaDb("there", database, user, "w");
    }

    /** Ends an attempt as a killed process would: nothing is stored of it. */
    private static final class Halt extends Error {}
}
