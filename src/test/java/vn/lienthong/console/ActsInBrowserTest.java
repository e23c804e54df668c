package vn.lienthong.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockHttpSession;
import vn.lienthong.kernel.JobName;
import vn.lienthong.store.HubFolders;
import vn.lienthong.sync.Run;
import vn.lienthong.sync.RunControl;
import vn.lienthong.sync.RunState;
import vn.lienthong.sync.Runs;
import vn.lienthong.testing.Everybody;
import vn.lienthong.testing.HubTest;

/** What people do with jobs, held rows and routes by clicking, and what becomes of the rows in the systems. */
@HubTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActsInBrowserTest {
    private static final Duration PATIENCE = BrowsedHub.PATIENCE;
    private static final int ROWS = BrowsedSystems.ROWS;
    private static final Map<String, String> JOBS = Map.of(
            "guarded", "guard: { stop_if_deletes_above: 1% }",
            "paced", "every: 1s",
            "witness", "every: 1s",
            "halted", "batch: 25",
            "tried", "",
            "watched", "batch: 50",
            "refused", "check: { grade: [between(1, 12)] }",
            "routed", "every: 1s");

    @Autowired
    ApplicationContext context;

    @Autowired
    Runs runs;

    @Autowired
    JdbcTemplate state;

    @Autowired
    RunControl control;

    @Autowired
    LiveStreams streams;

    private @Nullable BrowsedHub hub;
    private BrowsedSystems systems;
    private JdbcTemplate source;
    private JdbcTemplate target;
    private Page page;

    @BeforeAll
    void openTheHub() throws IOException {
        hub = BrowsedHub.open(context, JOBS);
        systems = hub.systems();
        source = systems.source();
        target = systems.target();
        page = hub.page();
    }

    @AfterAll
    void closeAll() throws IOException {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void aRunStoppedByAGuardGoesBothWaysAsAPersonDecides() throws IOException {
        hub.open("guarded");
        button("run").click();
        await().atMost(PATIENCE).until(() -> rows("guarded") == ROWS && ended("guarded"));

        source.update("delete from guarded where id > 150");
        hub.open("guarded");
        button("run").click();
        page.locator("#decision").waitFor();
        assertThat(page.locator("#decision-h").textContent()).contains("50");
        assertThat(rows("guarded")).isEqualTo(ROWS);

        page.locator("#decision form button.btn-primary").click();
        await().atMost(PATIENCE).until(() -> ended("guarded"));
        assertThat(rows("guarded")).as("kept as decided").isEqualTo(ROWS);
        assertThat(newest("guarded").state()).isEqualTo(RunState.DONE);

        hub.open("guarded");
        button("run").click();
        page.locator("#decision details summary").click();
        page.locator("#why").fill("Trường đã sáp nhập");
        page.locator("#decision details button").click();
        page.waitForURL("**/approvals/*");
        assertThat(page.locator("main").textContent())
                .contains("Trường đã sáp nhập")
                .contains("50");
        assertThat(rows("guarded")).as("one person is not enough").isEqualTo(ROWS);
        page.setViewportSize(390, 844);
        assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .as("fits a phone")
                .isEqualTo(0);
        page.setViewportSize(1280, 900);
        assertThat(Browser.barriers(page)).isEmpty();
        hub.approvedByAnother();
        await().atMost(PATIENCE).until(() -> rows("guarded") == 150 && ended("guarded"));
        assertThat(newest("guarded").stop().why()).isEqualTo("Trường đã sáp nhập");
        page.navigate(hub.address("/jobs/guarded/runs/" + newest("guarded").id()));
        assertThat(page.locator("main").textContent()).contains("Trường đã sáp nhập");
        hub.noComplaints();
    }

    @Test
    void aPausedJobRestsWhileOthersRunAndGoesOnWhenResumed() throws IOException {
        hub.open("witness");
        hub.open("paced");
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
        hub.noComplaints();
    }

    @Test
    void aCancelledRunStopsAfterItsBatchAndKeepsWhatItWrote() throws Exception {
        hub.open("halted");
        try (Connection holder = systems.holdUp("halted")) {
            button("run").click();
            await().atMost(PATIENCE).until(() -> rows("halted") > 0);
            page.locator("form[action$='/cancel'] button").click();
            page.locator(".lt-said").waitFor();
            assertThat(newest("halted").state()).isEqualTo(RunState.RUNNING);
            // with its next sign of life the node hears of it, and with the one after that it has surely told the run
            for (int sign = 0; sign < 2; sign++) {
                Instant lease = lease("halted");
                await().atMost(PATIENCE).until(() -> lease("halted").isAfter(lease));
            }
        }
        await().atMost(PATIENCE).until(() -> ended("halted"));

        assertThat(newest("halted").state()).isEqualTo(RunState.CANCELLED);
        assertThat(rows("halted"))
                .isBetween(50L, ROWS - 1L)
                .isEqualTo(newest("halted").counts().written());
        page.locator("#pill .lt-pill.off").waitFor();
        hub.noComplaints();
    }

    private Instant lease(String job) {
        return state.queryForObject(
                        "select lease_until from sync_runs where job = ? order by id desc limit 1",
                        Timestamp.class,
                        job)
                .toInstant();
    }

    @Test
    void aDryRunTellsWhatWouldHappenAndDoesNothing() throws IOException {
        target.update("insert into tried values (1, 'cũ', 1), (2, 'Trần Văn 2', 3)");
        hub.open("tried");
        button("dry-run").click();
        page.locator("#trial:not([data-running=true]) .lt-lede").waitFor();

        assertThat(page.locator("#trial .lt-lede b").textContent())
                .contains("198")
                .contains("1");
        assertThat(rows("tried")).isEqualTo(2);
        assertThat(runs.list(new JobName("tried"), null, 1)).isEmpty();
        hub.noComplaints();
    }

    @Test
    void aHeldRowIsCorrectedAndReleasedAnotherDiscardedWithAReason() throws IOException {
        source.update("update refused set grade = 90 + id where id <= 2");
        hub.open("refused");
        button("run").click();
        await().atMost(PATIENCE).until(() -> rows("refused") == ROWS - 2 && ended("refused"));

        page.navigate(hub.address("/quarantine?job=refused"));
        page.locator(".lt-t a.m").first().click();
        page.locator("[id='field.grade']").fill("9");
        page.locator("#release button.if-correct").click();
        page.locator(".lt-said").waitFor();
        assertThat(target.queryForObject("select grade from refused where id = 1", Integer.class))
                .isEqualTo(9);

        page.navigate(hub.address("/quarantine?job=refused"));
        page.locator(".lt-t a.m").first().click();
        page.locator("#answer-discard").check();
        page.locator("#reason").fill("Em đã chuyển trường");
        page.locator("#release button.if-discard").click();
        page.locator(".lt-said").waitFor();
        assertThat(rows("refused")).isEqualTo(ROWS - 1);
        assertThat(state.queryForList(
                        "select state || ' ' || coalesce(decision, '') from quarantine_rows where job = 'refused' order by id",
                        String.class))
                .containsExactly("released ", "discarded Em đã chuyển trường");
        assertThat(state.queryForList(
                        "select reason from journal_entries where act = 'quarantine.discarded'", String.class))
                .contains("Em đã chuyển trường");
        hub.noComplaints();
    }

    @Test
    void aRouteIsSuspendedStoppedAndTakenUpAgain() throws IOException {
        hub.open("routed");
        await().atMost(PATIENCE).until(() -> rows("routed") == ROWS);
        Locator steps = page.locator("#steps");

        page.navigate(hub.address("/routes/sync.routed"));
        steps.locator("form[action$='/suspend'] button").click();
        steps.locator("form[action$='/start'] button").waitFor();
        await().atMost(PATIENCE).until(() -> ended("routed"));
        source.update("insert into routed values (1000, 'Lê Thị Mới', 5)");
        hub.open("routed");
        button("run").click();
        await().atMost(PATIENCE).until(() -> rows("routed") == ROWS + 1); // by hand a suspended one still runs

        page.navigate(hub.address("/routes/sync.routed"));
        steps.locator("form[action$='/start'] button").click();
        steps.locator("form[action$='/suspend'] button").waitFor();
        source.update("insert into routed values (1001, 'Lê Thị Nữa', 5)");
        await().atMost(PATIENCE).until(() -> rows("routed") == ROWS + 2);

        steps.locator("details summary").click();
        steps.locator("form[action$='/stop'] button").click();
        steps.locator("form[action$='/start'] button").waitFor();
        await().atMost(PATIENCE).until(() -> ended("routed"));
        source.update("insert into routed values (1002, 'Lê Thị Cuối', 5)");
        page.navigate(hub.address("/jobs/routed"));
        assertThat(button("run").count()).as("nobody can run a stopped route").isZero();
        assertThat(rows("routed")).isEqualTo(ROWS + 2);

        page.navigate(hub.address("/routes/sync.routed"));
        steps.locator("form[action$='/start'] button").click();
        await().atMost(PATIENCE).until(() -> rows("routed") == ROWS + 3);
        hub.noComplaints();
    }

    @Test
    void anAgreementIsWrittenInTheFormAndRenewedOnATelephone() throws IOException {
        try (AgreementWalk walk = new AgreementWalk(hub, context.getBean(HubFolders.class))) {
            walk.writes();
            state.update("insert into service_program_uses select 'walked.bhxh', now() - i * interval '1 day',"
                    + " case i % 2 when 0 then 'cards' else 'claims' end, 40 + 5 * i, i, i % 4"
                    + " from generate_series(0, 28) i");
            walk.finds();
            walk.counts();
            walk.countsByProgram();
            walk.tries();
        }
        state.update("delete from service_program_uses where agreement = 'walked.bhxh'");
        state.update("update service_agreements set ended_at = now() where name = 'walked.bhxh'");
        hub.noComplaints();
    }

    @Test
    void aPageIsToldWhatHappensAndAsksForNothingMeanwhile() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        Page watching = hub.another();
        systems.lay("watched");
        watching.navigate(hub.address("/jobs/watched"));
        await().atMost(PATIENCE).until(() -> streams.open() > 0);
        watching.onRequest(request -> asked.add(request.url()));
        try (Connection holder = systems.holdUp("watched")) {
            control.start(new JobName("watched"), "maria");
            watching.locator("#run #progress .f.ok:text('100')").waitFor();
            watching.locator("#pill .lt-pill.run").waitFor();
        }
        watching.locator("#pill .lt-pill.ok").waitFor();
        assertThat(watching.locator("#progress .f.ok").textContent()).isEqualTo("200");
        watching.locator("#acts form[action$='/run']").waitFor();
        assertThat(asked).as("read again for what happened, not by the clock").hasSizeBetween(2, 10);
        hub.noComplaints();

        watching.evaluate("Object.defineProperty(document, 'hidden', { get: () => window.away, configurable: true })");
        int others = streams.open() - 1;
        watching.evaluate("window.away = true; document.dispatchEvent(new Event('visibilitychange'))");
        await().atMost(PATIENCE).until(() -> streams.open() == others);
        watching.evaluate("window.away = false; document.dispatchEvent(new Event('visibilitychange'))");
        await().atMost(PATIENCE).until(() -> streams.open() == others + 1);

        watching.route("**/events?**", Route::abort);
        streams.sendAway();
        watching.locator("#live.lost").waitFor();
        assertThat(watching.locator("#live").textContent()).startsWith("Mất kết nối trực tiếp");
        watching.unroute("**/events?**");
        watching.locator("#live:not(.lost)").waitFor();
        watching.context().close();
        hub.browser().complaints().removeIf(complaint -> complaint.contains("ERR_FAILED"));
    }

    @Test
    void whoSignsOutIsToldNothingMore() throws IOException {
        page.navigate("about:blank");
        await().atMost(PATIENCE).until(() -> streams.open() == 0);
        Page leaving = hub.another();
        leaving.navigate(hub.address("/jobs"));
        Page second = leaving.context().newPage();
        second.navigate(hub.address("/"));
        await().atMost(PATIENCE).until(() -> streams.open() == 2);
        leaving.locator("#me summary").click();
        leaving.locator("#me form button").click();
        leaving.waitForURL("**/login?left");
        await().atMost(PATIENCE).until(() -> streams.open() == 0);
        second.waitForURL("**/login");
        leaving.context().close();
    }

    @Test
    void moreReadersThanTheHubCarriesAreAskedToComeAgainLater() {
        while (streams.open("", "", new Everybody("maria"), new MockHttpSession(), Locale.ENGLISH)
                .isPresent()) {
            assertThat(streams.open()).isLessThanOrEqualTo(LiveStreams.MOST);
        }
        assertThat(page.context()
                        .request()
                        .get(hub.address("/events?page=jobs"))
                        .status())
                .isEqualTo(503);
        streams.sendAway();
        assertThat(streams.open()).isZero();
    }

    private Locator button(String act) {
        return page.locator(".lt-head form[action$='/" + act + "'] button");
    }

    private long rows(String table) {
        return systems.rows(table);
    }

    private Run newest(String job) {
        return runs.list(new JobName(job), null, 1).get(0);
    }

    private boolean ended(String job) {
        return runs.active(new JobName(job)).isEmpty()
                && !runs.list(new JobName(job), null, 1).isEmpty();
    }
}
