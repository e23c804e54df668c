package vn.lienthong.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import vn.lienthong.agency.SignInToken;
import vn.lienthong.testing.HubTest;

/** What a hub shows in which nothing is registered; a hub of this test's own, so that no other test has. */
@HubTest
@TestPropertySource(properties = "vn.lienthong.test=first-start")
class FirstStartInBrowserTest {
    @LocalServerPort
    int port;

    @Autowired
    SignInToken token;

    @Test
    void aNewHubLeadsToTheFirstConnectorInBothLanguages() throws IOException {
        try (Browser browser = Browser.start()) {
            Page page = browser.signedIn(port, token, 390, ColorScheme.LIGHT);
            assertThat(page.locator("h1").textContent()).isEqualTo("Ta nối hệ thống đầu tiên");
            assertThat(page.locator(".lt-first-step").count()).isEqualTo(3);
            assertThat(page.locator("#map").count()).isZero();
            assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                    .isEqualTo(0);
            assertThat(Browser.barriers(page)).isEmpty();

            page.navigate("http://127.0.0.1:" + port + "/?lang=en");
            assertThat(page.locator("h1").textContent()).isEqualTo("Let us join the first systems");
            assertThat(Browser.barriers(page)).isEmpty();
            page.locator("a[href='/connectors/new']").first().click();
            page.waitForURL("**/connectors/new");
            assertThat(page.locator("a[href='/connectors/new?type=postgresql']").count())
                    .isEqualTo(1);
        }
    }
}
