package vn.lienthong.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import vn.lienthong.testing.HubTest;
import vn.lienthong.vault.Vault;

/** Where people enter the secret of a connector that a file manages, and what its page says of it. */
@HubTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecretInBrowserTest {
    @Autowired
    ApplicationContext context;

    @Autowired
    Vault vault;

    private @Nullable BrowsedHub hub;
    private Page page;

    @BeforeAll
    void openTheHub() throws IOException {
        hub = BrowsedHub.open(context, Map.of("sealed", ""));
        page = hub.page();
    }

    @AfterAll
    void closeAll() throws IOException {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void aConnectorOfAFileTakesItsSecretOnItsPage() throws IOException {
        String password = vault.open("acts-from", "password").orElseThrow().reveal();
        vault.forget("acts-from");
        page.navigate(hub.address("/connectors/acts-from"));
        page.locator("#test").click();
        page.locator("#pill .lt-pill.fail").waitFor();
        assertThat(facts()).contains("Chưa có").doesNotContain("Đã lưu trong kho bí mật");
        assertThat(Browser.barriers(page)).isEmpty();

        page.locator("#new-password").fill(password);
        page.locator("#secret-password button").click();
        page.locator("#pill .lt-pill:not(.fail):not(.run)").waitFor();
        assertThat(facts()).contains("Đã lưu trong kho bí mật").doesNotContain(password);
        hub.noComplaints();
    }

    @Test
    void aPasswordThatTheSystemRefusesWaitsAndThePageSaysWhy() throws IOException {
        page.navigate(hub.address("/connectors/acts-to"));
        page.locator("details:has(#secret-password) summary").click();
        page.locator("#new-password").fill("not-the-password");
        page.locator("#secret-password button").click();

        page.locator("#waiting-password").waitFor();
        assertThat(page.locator("#waiting-password").innerText())
                .contains("đang chờ")
                .contains("chưa nhận")
                .doesNotContain("not-the-password");
        assertThat(Browser.barriers(page)).isEmpty();

        page.locator("#waiting-password button[value=DISCARD]").click();
        page.locator(".lt-said").waitFor();
        assertThat(page.locator("#waiting-password").count()).isZero();
        hub.noComplaints();
    }

    private String facts() {
        return page.locator("section[aria-labelledby=facts-h] dl").innerText();
    }
}
