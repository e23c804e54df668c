package vn.lienthong.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.sync.LeanHub;
import vn.lienthong.sync.Run;
import vn.lienthong.sync.RunState;
import vn.lienthong.testing.TestPostgres;

/** A system that lets nobody in any more, has no room left, or refuses rows. */
class SystemsRefuseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PASSWORD = "mat-khau-cu";

    private final Machine postgres = Machine.sharedPostgres();
    private final FromDatabase scenario;
    private final String user = "reader_" + System.nanoTime();

    SystemsRefuseTest() throws Exception {
        scenario = new FromDatabase(false);
        JdbcTemplate source = new JdbcTemplate(scenario.source());
        source.execute("create role " + user + " login password '" + PASSWORD + "'");
        source.execute("grant select on hoc_sinh to " + user);
        reachSourceBy(PASSWORD);
    }

    @Test
    void aPasswordThatIsChangedInMidRunStopsTheRunUntilItsOwnerGivesTheNewOne() throws Exception {
        LeanHub hub = LeanHub.disturbed(scenario.plan(), "committed", LeanHub::loseTheSystem);
        Run paused = hub.run();
        assertThat(paused.state()).isEqualTo(RunState.PAUSED);
        new JdbcTemplate(scenario.source()).execute("alter role " + user + " password 'moi'");

        Run refused = hub.run();

        assertThat(refused.id()).isEqualTo(paused.id());
        assertThat(refused.state()).isEqualTo(RunState.FAILED);
        assertThat(refused.failure().kind()).isEqualTo(ErrorKind.CREDENTIAL);
        assertThat(refused.failure().problem().vi()).contains(user).doesNotContain(PASSWORD);
        assertThat(refused.retryAt())
                .as("nobody tries a wrong password again by itself")
                .isNull();
        reachSourceBy("moi");
        arrived(hub.run());
        Judge.judge(scenario, hub);
    }

    @Test
    void aFullServerLetsTheRunWaitAndGoOnByItself() throws Exception {
        LeanHub hub = LeanHub.disturbed(scenario.plan(), "committed", LeanHub::loseTheSystem);
        assertThat(hub.run().state()).isEqualTo(RunState.PAUSED);
        new JdbcTemplate(scenario.source()).execute("alter role " + user + " connection limit 2");
        PGSimpleDataSource taken = TestPostgres.database(scenario.sourceName());
        taken.setUser(user);
        taken.setPassword(PASSWORD);
        try (AutoCloseable keeper = hub.keep()) {
            long run = hub.ask();
            Run waiting;
            try (Connection one = taken.getConnection();
                    Connection two = taken.getConnection()) {
                waiting = await().atMost(PATIENCE)
                        .until(() -> hub.look(run), found -> found.attempts() > 1 && found.state() == RunState.PAUSED);
            }
            assertThat(waiting.failure().code()).isEqualTo("connector.BUSY");
            assertThat(waiting.failure().remedy().vi()).isNotBlank();
            new JdbcTemplate(scenario.source()).execute("alter role " + user + " connection limit 20");
            arrived(await().atMost(PATIENCE)
                    .until(() -> hub.look(run), found -> !found.state().active()));
        }
        Judge.judge(scenario, hub);
    }

    /** The first, the last and a middle row of each batch: what the mapping lets through, the target refuses. */
    @Test
    void poisonAtTheEdgesOfABatchIsHeldAndTheOthersArrive() throws Exception {
        new JdbcTemplate(scenario.target())
                .execute("alter table pupils add constraint no_edge check (pupil_id % 2000 not in (1, 777, 1999))");
        LeanHub hub = LeanHub.disturbed(scenario.plan(), "none", () -> {});
        Set<String> held = new HashSet<>(scenario.refused());
        for (int id = 1; id <= FromDatabase.ROWS; id++) {
            if (Set.of(1, 777, 1999).contains(id % 2000)) {
                held.add(String.valueOf(id));
            }
        }

        Run run = hub.run();

        arrived(run);
        assertThat(run.counts().rejected()).isEqualTo(held.size());
        Difference difference = scenario.difference();
        assertThat(difference.lost()).isEqualTo(held.size() - scenario.refused().size());
        assertThat(difference.duplicated() + difference.stale() + difference.extra())
                .isZero();
        assertThat(hub.held(held))
                .satisfies(
                        found -> assertThat(found.exact()).as(found.toString()).isTrue());
    }

    private void reachSourceBy(String password) {
        scenario.plan().ends().put("here", postgres.end(scenario.sourceName(), "hoc_sinh", "ma_hs", user, password));
    }

    private static void arrived(Run run) {
        assertThat(run.state()).as(String.valueOf(run.failure())).isEqualTo(RunState.DONE_WITH_REJECTIONS);
        assertThat(run.counts().addUp()).isTrue();
        assertThat(run.counts().read()).isEqualTo(FromDatabase.ROWS);
    }
}
