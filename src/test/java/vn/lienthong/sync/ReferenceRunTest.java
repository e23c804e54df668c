package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.testing.TestPostgres;

/** A check that looks a value up in a dataset of a third system, in whole runs. */
class ReferenceRunTest {
    private final Ground ground = new Ground();
    private final String ministry = TestPostgres.newDatabase();
    private final JdbcTemplate schools = new JdbcTemplate(TestPostgres.database(ministry));

    @BeforeEach
    void schools() {
        schools.execute("create table schools (code integer, name text)");
        schools.execute("insert into schools values (1, 'Kim Liên'), (2, 'Trưng Vương'), (null, 'chưa có mã')");
        ground.reach.at("ministry", ministry, TestPostgres.server().password());
        ground.source.execute("create table enrolled (id bigint primary key, school text)");
        ground.source.execute("insert into enrolled values (1, '1'), (2, '2'), (3, '3'), (4, null), (5, '1')");
        ground.target.execute("create table enrolled (pupil_id bigint primary key, school text)");
    }

    @Test
    void aValueThatTheOtherDatasetLacksIsRefusedAndNoValueIsNoReference() {
        Run run = ground.run(job());

        assertThat(run.state()).isEqualTo(RunState.DONE_WITH_REJECTIONS);
        assertThat(run.counts()).isEqualTo(new Counts(5, 4, 0, 1, 0, 0, 0));
        assertThat(arrived()).isEqualTo(4);
        assertThat(JdbcClient.create(ground.state)
                        .sql("select code from quarantine_rows")
                        .query(String.class)
                        .list())
                .containsExactly("school.reference");
    }

    @Test
    void theNextRunSeesWhatHasBeenAddedMeanwhile() {
        SyncJob job = job();
        ground.run(job);
        schools.execute("insert into schools values (3, 'Chu Văn An')");

        Run second = ground.run(job);

        assertThat(second.counts()).isEqualTo(new Counts(5, 1, 4, 0, 0, 0, 0));
        assertThat(ground.held()).isZero();
    }

    @Test
    void whileTheOtherSystemIsAwayTheRunWaitsAndRefusesNoRow() throws IOException {
        SyncJob job = job();
        long run = ground.plan(job);
        ground.reach.at(
                "ministry", ministry, closedPort(), TestPostgres.server().password());

        Run paused = ground.attempt(job, run, Failpoints.none());

        assertThat(paused.state()).isEqualTo(RunState.PAUSED);
        assertThat(paused.failure().kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(paused.failure().problem().en()).contains("ministry");
        assertThat(arrived()).isZero();
        assertThat(ground.held()).isZero();

        ground.reach.at("ministry", ministry, TestPostgres.server().password());
        ground.expireLeases();
        assertThat(ground.attempt(job, run, Failpoints.none()).counts()).isEqualTo(new Counts(5, 4, 0, 1, 0, 0, 0));
    }

    private SyncJob job() {
        return ground.job("""
                sync: pupils
                title: { vi: Học sinh theo trường, en: Pupils by school }
                agency: G03
                from: { dataset: here/enrolled }
                to: { dataset: there/enrolled, key: [pupil_id] }
                map: { pupil_id: id, school: school }
                check: { school: ['reference(ministry/schools, code)'] }
                batch: 2
                """);
    }

    private long arrived() {
        return ground.target.queryForObject("select count(*) from enrolled", Long.class);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return taken.getLocalPort();
        }
    }
}
