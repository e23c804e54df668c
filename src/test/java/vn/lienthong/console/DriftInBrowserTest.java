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

/** What people see when the columns of a source change under a job. */
@HubTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DriftInBrowserTest {
    @Autowired
    ApplicationContext context;

    private @Nullable BrowsedHub hub;
    private BrowsedSystems systems;
    private Page page;

    @BeforeAll
    void openTheHub() throws IOException {
        hub = BrowsedHub.open(context, Map.of("drifting", ""));
        systems = hub.systems();
        page = hub.page();
    }

    @AfterAll
    void closeAll() throws IOException {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void columnsThatCameWentOrChangedStandOnTheConnectorsAndTheJobsPage() throws IOException {
        systems.source().execute("alter table drifting add column room text");
        systems.lay("drifting");
        page.navigate(hub.address("/jobs/drifting"));
        page.locator("form[action$='/run'] button").click();
        page.locator("#pill .lt-pill.ok").waitFor();
        page.navigate(hub.address("/connectors/acts-from"));
        page.locator("#datasets table").waitFor();
        assertThat(page.locator("#drifts").textContent()).isBlank();

        systems.source()
                .execute(
                        "alter table drifting drop column room, add column phone text, alter column grade type bigint");
        page.reload();
        page.locator("#drifts .lt-note").waitFor();
        said(page.locator("#drifts .lt-note").innerText());
        assertThat(Browser.barriers(page)).isEmpty();

        page.navigate(hub.address("/jobs/drifting"));
        said(page.locator("#held .lt-note:not(#touched)").innerText());
        // a grade of more digits is one still
        assertThat(page.locator("#touched").innerText())
                .contains("grade: grade")
                .contains("Tác vụ vẫn hiểu cột này và chạy tiếp.");
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
}
