package vn.lienthong.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import vn.lienthong.connector.Connectors;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.testing.HubTest;

/** A hand-made route by clicking: written with a mistake, mended, let in by somebody else, seen to run, stopped and resumed. */
@HubTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MadeInBrowserTest {
    private static final Duration PATIENCE = BrowsedHub.PATIENCE;
    private static final String GOOD = """
            - lienthong: { agency: H26, reads: [acts-from/brought], writes: [acts-to/brought] }
            - route:
                id: bring
                group: pupils
                description: Đưa học sinh sang
                errorHandler: { defaultErrorHandler: {} }
                from:
                  uri: "timer:bring?period=1000&delay=0"
                  steps:
                    - to: "connector:acts-from/brought?act=read"
                    - filter:
                        simple: "${header.rows} > 0"
                        steps:
                          - to: "connector:acts-to/brought?act=write&mode=upsert&key=id"
            """;
    private static final int MISTAKE = 14;
    private static final String ROUTE = "camel.browsed.bring";

    @Autowired
    ApplicationContext context;

    @Autowired
    CamelContext camel;

    @Autowired
    Connectors connectors;

    private @Nullable BrowsedHub hub;
    private Page page;

    @BeforeAll
    void openTheHub() throws IOException {
        hub = BrowsedHub.open(context, Map.of("brought", ""));
        page = hub.page();
        await().atMost(PATIENCE)
                .until(() -> connectors.find(new ConnectorName("acts-from")).isPresent()
                        && connectors.find(new ConnectorName("acts-to")).isPresent());
    }

    @AfterAll
    void closeAll() throws IOException {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void aRouteIsWrittenWithAMistakeMendedApprovedSeenToRunAndStopped() throws IOException {
        page.navigate(hub.address("/routes"));
        page.locator("#made").click();
        page.locator("main a[href='/routes/new']").click();
        page.locator("#name").fill("browsed");
        page.locator("#yaml").fill(GOOD.replace("- to: \"connector:acts-to", "- toD: \"connector:acts-to"));
        page.locator("#check").click();
        assertThat(page.locator("#line-" + MISTAKE).getAttribute("class")).isEqualTo("bad");
        assertThat(page.locator("#checked tr.why").textContent()).contains("\"toD\"", "filter");
        noWiderThanAPhone();
        assertThat(page.locator("#name").inputValue()).isEqualTo("browsed");
        page.locator("#yaml").fill(GOOD);
        page.locator("#check").click();
        page.locator("#good").waitFor();
        page.locator("#reason").fill("Trường cần danh sách");
        page.locator("#propose").click();
        page.waitForURL("**/approvals/*");
        assertThat(page.locator("#request").textContent()).contains("acts-to/brought", "Trường cần danh sách");
        page.locator("#request a.btn[href='/routes/made/browsed']").click();
        assertThat(page.locator("#proposed tr.come").count())
                .isEqualTo((int) GOOD.lines().count());
        page.locator("#waiting a.btn").click();
        assertThat(hub.systems().rows("brought")).as("one person is not enough").isZero();
        hub.approvedByAnother();
        await().atMost(PATIENCE).until(() -> hub.systems().rows("brought") == BrowsedSystems.ROWS);

        page.navigate(hub.address("/routes/made/browsed"));
        page.locator("#lede .lt-pill.ok").waitFor();
        assertThat(page.locator("#version-1 a[href^='/approvals/']").count()).isOne();
        noWiderThanAPhone();

        page.navigate(hub.address("/routes"));
        page.locator("form[action$='/" + ROUTE + "/stop'] button").click();
        page.locator("#steps form[action$='/start'] button").waitFor();
        assertThat(runs())
                .as("what was under way is done, nothing further begins")
                .isFalse();
        hub.systems().target().update("delete from brought");
        page.navigate(hub.address("/routes"));
        page.locator("form[action$='/" + ROUTE + "/start'] button").click();
        page.locator("#steps details summary").waitFor();
        await().atMost(PATIENCE).until(() -> hub.systems().rows("brought") == BrowsedSystems.ROWS);

        page.navigate(hub.address("/routes/made/browsed"));
        page.locator("#end summary").click();
        page.locator("#end-reason").fill("Đã xong");
        page.locator("#end button").click();
        hub.approvedByAnother();
        await().atMost(PATIENCE).until(() -> camel.getRoutes().stream().noneMatch(MadeInBrowserTest::is));
        hub.noComplaints();
    }

    private boolean runs() {
        return camel.getRoutes().stream().filter(MadeInBrowserTest::is).anyMatch(route -> camel.getRouteController()
                .getRouteStatus(route.getId())
                .isStarted());
    }

    private static boolean is(Route route) {
        return route.getId().startsWith(ROUTE);
    }

    private void noWiderThanAPhone() throws IOException {
        page.setViewportSize(390, 844);
        assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .as(page.url())
                .isEqualTo(0);
        assertThat(Browser.barriers(page)).isEmpty();
        page.setViewportSize(1280, 900);
    }
}
