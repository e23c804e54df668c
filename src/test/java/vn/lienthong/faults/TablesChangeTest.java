package vn.lienthong.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.sync.LeanHub;
import vn.lienthong.sync.Run;
import vn.lienthong.sync.RunState;
import vn.lienthong.testing.Aside;

/**
 * A table that somebody drops or alters in the middle of a run: the run ends with a word on what is wrong, what is half done stays
 * as it was committed, and the next run after the repair makes it whole.
 */
@Timeout(120)
class TablesChangeTest {
    /** After its first commit a run waits for a system; when it goes on, the source's table is another. */
    @ParameterizedTest
    @CsvSource({
        "postgresql, alter table hoc_sinh drop column ho_ten",
        "postgresql, alter table hoc_sinh rename column khoi to lop",
        "postgresql, alter table hoc_sinh alter column khoi type date using date '2026-01-01' + khoi",
        "postgresql, drop table hoc_sinh",
        "mariadb, alter table hoc_sinh drop column ho_ten"
    })
    void theSourceIsAnotherWhenTheRunGoesOn(String type, String change) throws Exception {
        FromDatabase scenario = new FromDatabase(type.equals("mariadb"));
        afterTheFirstCommit(scenario, scenario.source(), "hoc_sinh", "ma_hs", change);
    }

    @ParameterizedTest
    @CsvSource({
        "alter table pupils drop column full_name",
        "alter table pupils rename column grade to class",
        "alter table pupils alter column grade type date using date '2026-01-01' + grade",
        "drop table pupils"
    })
    void theTargetIsAnotherWhenTheRunGoesOn(String change) throws Exception {
        FromDatabase scenario = new FromDatabase(false);
        afterTheFirstCommit(scenario, scenario.target(), "pupils", "pupil_id", change);
    }

    /** Somebody alters the target while rows are being written: they wait for the table as long as they like, the run goes on. */
    @ParameterizedTest
    @CsvSource({"alter table pupils drop column full_name"})
    void theTargetIsAlteredUnderTheRunsHands(String change) throws Exception {
        FromDatabase scenario = new FromDatabase(false);
        DataSource target = scenario.target();
        AtomicReference<CompletableFuture<Void>> altered = new AtomicReference<>();
        LeanHub hub = LeanHub.disturbed(
                scenario.plan(),
                "committed",
                () -> altered.set(Aside.run(() -> execute(target, "set lock_timeout = '1s'; " + change))));

        Run run = hub.run();

        assertThat(altered.get().handle((done, refused) -> refused).join()).hasMessageContaining("lock timeout");
        assertThat(run.state()).as(String.valueOf(run.failure())).isEqualTo(RunState.DONE_WITH_REJECTIONS);
        Judge.judge(scenario, hub);
    }

    /** Somebody alters the source while it is read: they wait until the read has ended, which sees one moment. */
    @ParameterizedTest
    @CsvSource({"postgresql, drop table hoc_sinh", "mariadb, alter table hoc_sinh rename column khoi to lop"})
    void theSourceIsAlteredWhileItIsRead(String type, String change) throws Exception {
        FromDatabase scenario = new FromDatabase(type.equals("mariadb"));
        DataSource source = scenario.source();
        execute(source, "create table hoc_sinh_copy as select * from hoc_sinh");
        AtomicReference<CompletableFuture<Void>> altered = new AtomicReference<>();
        LeanHub hub = LeanHub.disturbed(
                scenario.plan(), "read:3", () -> altered.set(Aside.run(() -> execute(source, change))));

        Run run = hub.run();
        altered.get().join();

        assertThat(run.state()).as(String.valueOf(run.failure())).isEqualTo(RunState.DONE_WITH_REJECTIONS);
        assertThat(run.counts().read()).isEqualTo(FromDatabase.ROWS);
        assertConfiguration(hub.run());
        restore(source, "hoc_sinh", "ma_hs");
        Judge.judge(scenario, hub);
        assertWholeAgain(scenario, hub);
    }

    @Test
    void aColumnMoreDisturbsNobody() throws Exception {
        FromDatabase scenario = new FromDatabase(false);
        DataSource source = scenario.source();
        DataSource target = scenario.target();
        LeanHub hub = LeanHub.disturbed(scenario.plan(), "committed", LeanHub::loseTheSystem);
        assertThat(hub.run().state()).isEqualTo(RunState.PAUSED);
        execute(source, "alter table hoc_sinh add column ghi_chu text");
        execute(target, "alter table pupils add column note text");

        assertThat(hub.run().state()).isEqualTo(RunState.DONE_WITH_REJECTIONS);

        Judge.judge(scenario, hub);
    }

    private static void afterTheFirstCommit(
            FromDatabase scenario, DataSource database, String table, String key, String change) throws Exception {
        LeanHub hub = LeanHub.disturbed(scenario.plan(), "committed", LeanHub::loseTheSystem);
        Run paused = hub.run();
        assertThat(paused.state()).isEqualTo(RunState.PAUSED);
        Difference before = scenario.difference();
        execute(database, "create table " + table + "_copy as select * from " + table);
        execute(database, change);

        Run run = hub.run();

        assertConfiguration(run);
        assertThat(run.counts()).isEqualTo(paused.counts());
        restore(database, table, key);
        assertThat(scenario.difference()).isEqualTo(before);
        assertWholeAgain(scenario, hub);
    }

    private static void assertConfiguration(Run run) {
        assertThat(run.state()).as(String.valueOf(run.failure())).isEqualTo(RunState.FAILED);
        assertThat(run.failure().kind()).as(run.failure().toString()).isEqualTo(ErrorKind.CONFIGURATION);
        assertThat(run.failure().problem().vi()).isNotBlank();
        assertThat(run.failure().remedy().vi()).isNotBlank();
    }

    private static void restore(DataSource database, String table, String key) {
        execute(database, "drop table if exists " + table);
        execute(database, "alter table " + table + "_copy rename to " + table);
        execute(database, "alter table " + table + " add primary key (" + key + ")");
    }

    private static void assertWholeAgain(FromDatabase scenario, LeanHub hub) throws Exception {
        Run run = hub.run();
        assertThat(run.state()).as(String.valueOf(run.failure())).isEqualTo(RunState.DONE_WITH_REJECTIONS);
        assertThat(run.counts().read()).isEqualTo(FromDatabase.ROWS);
        Judge.judge(scenario, hub);
    }

    private static void execute(DataSource database, String sql) {
        new JdbcTemplate(database).execute(sql);
    }
}
