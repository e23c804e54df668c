package vn.lienthong.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import vn.lienthong.agency.SignInToken;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Secret;
import vn.lienthong.store.HubFolders;
import vn.lienthong.store.PostgresServer;
import vn.lienthong.sync.Run;
import vn.lienthong.sync.RunState;
import vn.lienthong.sync.Runs;
import vn.lienthong.sync.SyncJobs;
import vn.lienthong.testing.HubTest;
import vn.lienthong.vault.Vault;

/** What people do with jobs, held rows and routes by clicking, and what becomes of the rows in the systems. */
@HubTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActsInBrowserTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROWS = 200;
    private static final Map<String, String> JOBS = Map.of(
            "guarded", "guard: { stop_if_deletes_above: 1% }",
            "paced", "every: 1s",
            "witness", "every: 1s",
            "halted", "batch: 50",
            "tried", "",
            "refused", "check: { grade: [between(1, 12)] }",
            "routed", "every: 1s");

    @LocalServerPort
    int port;

    @Autowired
    SignInToken token;

    @Autowired
    HubFolders folders;

    @Autowired
    Vault vault;

    @Autowired
    SyncJobs jobs;

    @Autowired
    Runs runs;

    @Autowired
    JdbcTemplate state;

    private @Nullable Browser browser;
    private @Nullable PostgresServer systems;
    private JdbcTemplate source;
    private JdbcTemplate target;
    private Page page;

    @BeforeAll
    void openTheHub() throws IOException {
        browser = Browser.start();
        systems = PostgresServer.start(
                Files.createTempDirectory("lienthong-test-systems").resolve("server"), Map.of("fsync", "off"));
        write("connectors/agencies.yaml", """
                agencies:
                - code: H26
                  name: { vi: Sở GDĐT Hà Nội, en: Hanoi department of education }
                """);
        write("connectors/destinations.yaml", """
                destinations:
                - agency: H26
                  hosts: [{ host: 127.0.0.1, ports: [%d] }]
                """.formatted(systems.port()));
        source = connector("acts-from");
        target = connector("acts-to");
        for (String job : JOBS.keySet()) {
            source.execute("create table " + job + " (id bigint primary key, name text, grade integer)");
            source.update(
                    "insert into " + job + " select n, 'Trần Văn ' || n, 1 + n % 12 from generate_series(1, ?) n",
                    ROWS);
            target.execute("create table " + job + " (id bigint primary key, name text, grade integer)");
        }
        page = browser.signedIn(port, token, 1280, ColorScheme.LIGHT);
    }

    @AfterAll
    void closeAll() throws IOException {
        for (String job : JOBS.keySet()) {
            Files.deleteIfExists(file(job));
        }
        for (String connector : List.of("acts-from", "acts-to")) {
            Files.deleteIfExists(folders.connectors().resolve(connector + ".connector.yaml"));
        }
        if (browser != null) {
            browser.close();
        }
        if (systems != null) {
            systems.close();
        }
    }

    @Test
    void aRunStoppedByAGuardGoesBothWaysAsAPersonDecides() throws IOException {
        open("guarded");
        button("run").click();
        await().atMost(PATIENCE).until(() -> rows("guarded") == ROWS && ended("guarded"));

        source.update("delete from guarded where id > 150");
        open("guarded");
        button("run").click();
        page.locator("#decision").waitFor();
        assertThat(page.locator("#decision-h").textContent()).contains("50");
        assertThat(rows("guarded")).isEqualTo(ROWS);

        page.locator("#decision form button.btn-primary").click();
        await().atMost(PATIENCE).until(() -> ended("guarded"));
        assertThat(rows("guarded")).as("kept as decided").isEqualTo(ROWS);
        assertThat(newest("guarded").state()).isEqualTo(RunState.DONE);

        open("guarded");
        button("run").click();
        page.locator("#decision details summary").click();
        page.locator("#why").fill("Trường đã sáp nhập");
        page.locator("#decision details button").click();
        await().atMost(PATIENCE).until(() -> rows("guarded") == 150 && ended("guarded"));
        assertThat(newest("guarded").stop().why()).isEqualTo("Trường đã sáp nhập");
        page.navigate(address("/jobs/guarded/runs/" + newest("guarded").id()));
        assertThat(page.locator("main").textContent()).contains("Trường đã sáp nhập");
        noComplaints();
    }

    @Test
    void aPausedJobRestsWhileOthersRunAndGoesOnWhenResumed() throws IOException {
        open("witness");
        open("paced");
        await().atMost(PATIENCE).until(() -> rows("paced") == ROWS);
        button("pause").click();
        page.locator("form[action$='/resume'] button").waitFor();
        await().atMost(PATIENCE).until(() -> ended("paced"));
        source.update("insert into paced values (1000, 'Lê Thị Mới', 5)");
        long seen = newest("witness").id();
        await().atMost(PATIENCE)
                .until(() -> runs.list(new JobName("witness"), null, 5).stream()
                                .filter(run -> run.id() > seen && !run.state().active())
                                .count()
                        >= 2);
        assertThat(target.queryForObject("select count(*) from paced where id = 1000", Long.class))
                .isZero();

        page.locator("form[action$='/resume'] button").click();
        await().atMost(PATIENCE).until(() -> rows("paced") == ROWS + 1);
        noComplaints();
    }

    @Test
    void aCancelledRunStopsAfterItsBatchAndKeepsWhatItWrote() throws Exception {
        // the second batch takes long enough for a commit to be due, the third waits for the test
        target.execute("""
                create function hold_up() returns trigger language plpgsql as $$
                begin
                    if new.id = 60 then perform pg_sleep(1.1); end if;
                    if new.id > 100 then perform pg_advisory_xact_lock(7); end if;
                    return new;
                end $$
                """);
        target.execute("create trigger hold_up before insert on halted for each row execute function hold_up()");
        open("halted");
        try (Connection holder = held()) {
            button("run").click();
            await().atMost(PATIENCE).until(() -> rows("halted") > 0);
            page.locator("form[action$='/cancel'] button").click();
            page.locator(".lt-said").waitFor();
            assertThat(newest("halted").state()).isEqualTo(RunState.RUNNING);
        }
        await().atMost(PATIENCE).until(() -> ended("halted"));

        assertThat(newest("halted").state()).isEqualTo(RunState.CANCELLED);
        assertThat(rows("halted"))
                .isBetween(50L, ROWS - 1L)
                .isEqualTo(newest("halted").counts().written());
        page.locator("#pill .lt-pill.off").waitFor();
        noComplaints();
    }

    @Test
    void aDryRunTellsWhatWouldHappenAndDoesNothing() throws IOException {
        target.update("insert into tried values (1, 'cũ', 1), (2, 'Trần Văn 2', 3)");
        open("tried");
        button("dry-run").click();
        page.locator("#trial:not([data-live=true]) .lt-lede").waitFor();

        assertThat(page.locator("#trial .lt-lede b").textContent())
                .contains("198")
                .contains("1");
        assertThat(rows("tried")).isEqualTo(2);
        assertThat(runs.list(new JobName("tried"), null, 1)).isEmpty();
        noComplaints();
    }

    @Test
    void aHeldRowIsCorrectedAndReleasedAnotherDiscardedWithAReason() throws IOException {
        source.update("update refused set grade = 90 + id where id <= 2");
        open("refused");
        button("run").click();
        await().atMost(PATIENCE).until(() -> rows("refused") == ROWS - 2 && ended("refused"));

        page.navigate(address("/quarantine?job=refused"));
        page.locator(".lt-t a.m").first().click();
        page.locator("[id='field.grade']").fill("9");
        page.locator("#release button").click();
        page.locator(".lt-said").waitFor();
        assertThat(target.queryForObject("select grade from refused where id = 1", Integer.class))
                .isEqualTo(9);

        page.navigate(address("/quarantine?job=refused"));
        page.locator(".lt-t a.m").first().click();
        page.locator("#reason").fill("Em đã chuyển trường");
        page.locator(".lt-discard button").click();
        page.locator(".lt-said").waitFor();
        assertThat(rows("refused")).isEqualTo(ROWS - 1);
        assertThat(state.queryForList(
                        "select state || ' ' || coalesce(decision, '') from quarantine_rows where job = 'refused' order by id",
                        String.class))
                .containsExactly("released ", "discarded Em đã chuyển trường");
        assertThat(state.queryForList(
                        "select reason from journal_entries where act = 'quarantine.discarded'", String.class))
                .contains("Em đã chuyển trường");
        noComplaints();
    }

    @Test
    void aRouteIsSuspendedStoppedAndTakenUpAgain() throws IOException {
        open("routed");
        await().atMost(PATIENCE).until(() -> rows("routed") == ROWS);
        Locator steps = page.locator("#steps");

        page.navigate(address("/routes?route=sync.routed"));
        steps.locator("form[action$='/suspend'] button").click();
        steps.locator("form[action$='/start'] button").waitFor();
        await().atMost(PATIENCE).until(() -> ended("routed"));
        source.update("insert into routed values (1000, 'Lê Thị Mới', 5)");
        open("routed");
        button("run").click();
        await().atMost(PATIENCE).until(() -> rows("routed") == ROWS + 1); // by hand a suspended one still runs

        page.navigate(address("/routes?route=sync.routed"));
        steps.locator("form[action$='/start'] button").click();
        steps.locator("form[action$='/suspend'] button").waitFor();
        source.update("insert into routed values (1001, 'Lê Thị Nữa', 5)");
        await().atMost(PATIENCE).until(() -> rows("routed") == ROWS + 2);

        steps.locator("details summary").click();
        steps.locator("form[action$='/stop'] button").click();
        steps.locator("form[action$='/start'] button").waitFor();
        await().atMost(PATIENCE).until(() -> ended("routed"));
        source.update("insert into routed values (1002, 'Lê Thị Cuối', 5)");
        page.navigate(address("/jobs/routed"));
        assertThat(button("run").count()).as("nobody can run a stopped route").isZero();
        assertThat(rows("routed")).isEqualTo(ROWS + 2);

        page.navigate(address("/routes?route=sync.routed"));
        steps.locator("form[action$='/start'] button").click();
        await().atMost(PATIENCE).until(() -> rows("routed") == ROWS + 3);
        noComplaints();
    }

    /** The page of a job, written now, so that jobs with a clock disturb no other test. */
    private void open(String job) throws IOException {
        if (Files.notExists(file(job))) {
            write("routes/" + job + ".sync.yaml", """
                    sync: %1$s
                    title: { vi: Học sinh %1$s, en: Pupils %1$s }
                    agency: H26
                    from: { dataset: acts-from/%1$s }
                    to: { dataset: acts-to/%1$s, key: [id]%3$s }
                    map: { id: id, name: name, grade: grade }
                    %2$s
                    """.formatted(
                            job, JOBS.get(job), job.equals("guarded") ? ", deletes: delete" : ""));
            await().atMost(PATIENCE).until(() -> jobs.find(new JobName(job)).isPresent());
        }
        page.navigate(address("/jobs/" + job));
    }

    private Locator button(String act) {
        return page.locator(".lt-head form[action$='/" + act + "'] button");
    }

    private long rows(String table) {
        return target.queryForObject("select count(*) from " + table, Long.class);
    }

    private Run newest(String job) {
        return runs.list(new JobName(job), null, 1).get(0);
    }

    private boolean ended(String job) {
        return runs.active(new JobName(job)).isEmpty()
                && !runs.list(new JobName(job), null, 1).isEmpty();
    }

    /** A connection that keeps the target's trigger waiting until it is closed. */
    private Connection held() throws SQLException {
        Connection holder = target.getDataSource().getConnection();
        holder.createStatement().execute("select pg_advisory_lock(7)");
        return holder;
    }

    private void noComplaints() {
        assertThat(browser.complaints()).isEmpty();
    }

    private JdbcTemplate connector(String name) throws IOException {
        String database = name.replace('-', '_');
        systems.createDatabase(database);
        vault.seal(name, "password", Secret.of(systems.password()));
        write("connectors/" + name + ".connector.yaml", """
                connector: %1$s
                title: { vi: %1$s, en: %1$s }
                agency: H26
                type: postgresql
                settings:
                  host: 127.0.0.1
                  port: %2$d
                  database: %3$s
                  username: %4$s
                  password: ${secret:%1$s/password}
                datasets:
                %5$s
                """.formatted(
                        name, systems.port(), database, systems.user(), datasets()));
        return new JdbcTemplate(systems.database(database));
    }

    private static String datasets() {
        return JOBS.keySet().stream()
                .map(table -> "  " + table + ": { from: public." + table + ", classes: { \"*\": internal } }")
                .collect(Collectors.joining("\n"));
    }

    private java.nio.file.Path file(String job) {
        return folders.routes().resolve(job + ".sync.yaml");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folders.home().resolve(file), text);
    }

    private String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }
}
