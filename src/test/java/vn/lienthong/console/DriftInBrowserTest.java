package vn.lienthong.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.lienthong.agency.SignInToken;
import vn.lienthong.store.HubFolders;
import vn.lienthong.sync.SyncJobs;
import vn.lienthong.testing.HubTest;
import vn.lienthong.vault.Vault;

/** What people see when the columns of a source change under a job. */
@HubTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DriftInBrowserTest {
    private static final int PATIENCE = 60_000;

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

    private @Nullable Browser browser;
    private @Nullable BrowsedSystems systems;
    private Page page;

    @BeforeAll
    void openTheHub() throws IOException {
        browser = Browser.start();
        systems = new BrowsedSystems(folders, vault, jobs, Map.of("drifting", ""));
        page = browser.signedIn(port, token, 1280, ColorScheme.LIGHT);
        page.setDefaultTimeout(PATIENCE);
    }

    @AfterAll
    void closeAll() throws IOException {
        try {
            if (browser != null) {
                browser.close();
            }
        } finally {
            if (systems != null) {
                systems.close();
            }
        }
    }

    @Test
    void columnsThatCameWentOrChangedStandOnTheConnectorsAndTheJobsPage() throws IOException {
        systems.source().execute("alter table drifting add column room text");
        systems.lay("drifting");
        page.navigate(address("/jobs/drifting"));
        page.locator("form[action$='/run'] button").click();
        page.locator("#pill .lt-pill.ok").waitFor();
        page.navigate(address("/connectors/acts-from"));
        page.locator("#datasets table").waitFor();
        assertThat(page.locator("#drifts").textContent()).isBlank();

        systems.source()
                .execute(
                        "alter table drifting drop column room, add column phone text, alter column grade type bigint");
        page.reload();
        page.locator("#drifts .lt-note").waitFor();
        said(page.locator("#drifts .lt-note").innerText());
        assertThat(Browser.barriers(page)).isEmpty();

        page.navigate(address("/jobs/drifting"));
        said(page.locator("#held .lt-note").innerText());
        assertThat(Browser.barriers(page)).isEmpty();
    }

    private static void said(String note) {
        assertThat(note)
                .contains("Cột của acts-from/drifting đã đổi")
                .containsPattern("Cột mới\\s+phone")
                .containsPattern("Không còn\\s+room")
                .containsPattern("Đổi kiểu hoặc độ dài\\s+grade")
                .contains("không ghi thiếu");
    }

    private String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }
}
