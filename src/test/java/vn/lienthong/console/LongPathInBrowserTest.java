package vn.lienthong.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.agency.People;
import vn.lienthong.connector.Connectors;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.JobName;
import vn.lienthong.sync.Runs;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.TestSystems;
import vn.lienthong.testing.Testers;

/**
 * From a system that nobody has joined to its rows in another one, by clicking alone: register, classify, create the job, map, run,
 * correct what was refused.
 */
@HubTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongPathInBrowserTest {
    private static final String TARGET = "arrived";
    private static final JobName JOB = new JobName("long-path");
    private static final int PUPILS = 40;

    @Autowired
    ApplicationContext context;

    @Autowired
    Connectors connectors;

    @Autowired
    Runs runs;

    @Autowired
    JdbcClient state;

    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    private @Nullable BrowsedHub hub;
    private Map<String, String> settings;
    private JdbcTemplate source;
    private JdbcTemplate target;
    private Page page;

    @BeforeAll
    void openTheHub() throws IOException {
        hub = BrowsedHub.open(context, Map.of(TARGET, ""));
        TestSystems.Unregistered school = hub.systems().unregistered("long_path_school");
        settings = school.settings();
        source = school.database();
        source.execute("create table hoc_sinh (ma_so bigint primary key, ho_ten text, khoi integer)");
        source.update(
                "insert into hoc_sinh select n, ' Trần Văn ' || n, 1 + n % 12 from generate_series(1, ?) n", PUPILS);
        source.update("update hoc_sinh set khoi = 77 where ma_so in (5, 6)");
        target = hub.systems().target();
        page = hub.page();
        await().atMost(BrowsedHub.PATIENCE)
                .until(() -> connectors.find(new ConnectorName("acts-to")).isPresent());
        Testers.admit(state, People.FIRST_ADMINISTRATOR, "data-steward", null);
    }

    @AfterAll
    void closeAll() throws IOException {
        ApiCaller api = new ApiCaller(http, tokens);
        api.removeJob(JOB.value());
        api.write(HttpMethod.DELETE, "connectors/long-path-school", null);
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void aSystemIsJoinedAndItsRowsArriveTheRefusedOneMended() throws IOException {
        register();
        classify();
        createTheJob();
        map();
        run();
        mend();
        hub.noComplaints();
    }

    private void register() {
        page.navigate(hub.address("/connectors"));
        page.locator("main a[href='/connectors/new']").first().click();
        page.locator("a[href='/connectors/new?type=postgresql']").click();
        page.locator("#title_vi").fill("Phần mềm trường");
        page.locator("#name").fill("long-path-school");
        page.locator("#agency").selectOption("H26");
        settings.forEach((setting, value) ->
                page.locator("[id='setting." + setting + "']").fill(value));
        page.locator("#keep").click();
        page.locator(".lt-said, .lt-note.fail").first().waitFor();
        assertThat(page.url()).as(page.locator("main").textContent()).endsWith("/connectors/long-path-school");
        page.locator("#doctor[data-running=false] .lt-check li").first().waitFor();
        page.locator("#pill .lt-pill:not(.fail):not(.run)").waitFor();
    }

    private void classify() {
        page.locator("#datasets tbody:has-text('hoc_sinh') a[href*='/classes']").click();
        Locator classes = page.locator("select[name^='class.']");
        for (int column = 0; column < classes.count(); column++) {
            classes.nth(column).selectOption("internal");
        }
        page.locator("#keep").click();
        page.locator(".lt-said").waitFor();
        page.locator(".lt-crumb a[href^='/connectors/long-path-school']").click();
    }

    private void createTheJob() throws IOException {
        page.locator("#datasets tbody:has-text('hoc_sinh') a[href^='/jobs/new']")
                .click();
        page.locator("#to").selectOption("acts-to");
        page.locator("#look").click();
        page.locator("#target:enabled").selectOption(TARGET);
        page.locator("#look").click();
        page.locator("#title_vi").fill("Học sinh về sở");
        page.locator("#name").fill(JOB.value());
        accessible();
        page.locator("#keep").click();
        page.locator("#unmatched").waitFor();
        hub.browser().complaints().removeIf(complaint -> complaint.contains("422"));
        page.locator("select[name='map.id']").selectOption("ma_so");
        page.locator("select[name='map.name']").selectOption("ho_ten");
        page.locator("select[name='map.grade']").selectOption("khoi");
        assertThat(page.locator("[name='key.id']").isChecked())
                .as("as the system says")
                .isTrue();
        page.locator("#keep").click();
        page.waitForURL("**/jobs/long-path");
        page.locator(".lt-said").waitFor();
    }

    private void map() {
        page.locator("#mapping").click();
        page.locator("#try").click();
        page.locator("#lede:has-text('" + PUPILS + "')").waitFor();
        page.locator("#begin").click();
        page.locator("#field-grade a[href*='field=grade']").click();
        page.locator("#check details summary").click();
        page.locator("button[value^='add:check:between']").click();
        page.locator("#check-0").fill("between(1, 12)");
        page.locator("#save-field").click();
        page.locator("#field-grade .lt-chip.run").waitFor();
        page.locator("#reason").fill("Khối từ 1 đến 12");
        page.locator("#send").click();
        page.waitForURL("**/approvals/*");
        hub.approvedByAnother();
        page.locator("#request a[href='/mappings/long-path'], main a[href='/mappings/long-path']")
                .first()
                .click();
        page.locator("#begin").waitFor();
    }

    private void run() {
        page.locator("main a[href='/jobs/long-path']").first().click();
        page.locator("#acts form[action$='/run'] button").click();
        await().atMost(BrowsedHub.PATIENCE)
                .until(() -> hub.systems().rows(TARGET) == PUPILS - 2
                        && runs.active(JOB).isEmpty());
    }

    private void mend() {
        page.locator("main a[href^='/quarantine?job=long-path']").first().click();
        page.locator(".lt-t a.m").first().click();
        page.locator("[id='field.khoi']").fill("7");
        page.locator("#release button.if-correct").click();
        page.locator(".lt-said").waitFor();
        assertThat(target.queryForList("select grade from " + TARGET + " where id in (5, 6)", Integer.class))
                .containsExactly(7);
        page.locator(".lt-t a.m").first().waitFor();
    }

    private void accessible() throws IOException {
        assertThat(Browser.barriers(page)).isEmpty();
        page.setViewportSize(390, 844);
        assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .as(page.url())
                .isEqualTo(0);
        assertThat(Browser.barriers(page)).isEmpty();
        page.setViewportSize(1280, 900);
    }
}
