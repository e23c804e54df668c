package vn.lienthong.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.agency.Agencies;
import vn.lienthong.agency.SignInToken;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.HubTest;

/** Systems are written down, brought in from a file, undone and looked for, in a browser. */
@HubTest
class SystemsInBrowserTest {
    private static final String FILE = """
            Mã hệ thống,Tên hệ thống,Đơn vị chủ quản,Hết hợp đồng,Chi phí mỗi năm,Dữ liệu đang giữ
            qlth,Quản lý trường học,H26,31/12/2030,410 triệu,Học sinh
            ,Thi nghề,Sở Hà Nội,06/2025,,"Thi, tuyển sinh"
            ,Không chủ,,,,
            """;

    @LocalServerPort
    int port;

    @Autowired
    SignInToken token;

    @Autowired
    HubFolders folders;

    @Autowired
    Agencies agencies;

    @Autowired
    JdbcClient state;

    @AfterEach
    void empty() throws IOException {
        state.sql("truncate inventory_systems, inventory_imports").update();
        Files.deleteIfExists(folders.connectors().resolve("agencies.yaml"));
    }

    @ParameterizedTest
    @CsvSource({"vi,1440,LIGHT", "en,390,DARK"})
    void theInventoryIsKeptByHandAndByWorkbook(String language, int width, ColorScheme look) throws Exception {
        Files.writeString(
                folders.connectors().resolve("agencies.yaml"),
                "agencies: [{ code: H26, name: { vi: Sở Hà Nội, en: Hanoi department } }]\n");
        await().atMost(Duration.ofSeconds(30)).until(() -> !agencies.all().isEmpty());
        try (Browser browser = Browser.start()) {
            Page page = browser.signedIn(port, token, width, look);
            page.navigate(address("/systems?lang=" + language));
            looked(page, "empty");
            page.locator("main .lt-empty .btn-primary").click();
            looked(page, "form");
            page.locator("#title").fill("Quản lý trường học");
            page.locator("#name").fill("qlth");
            page.locator("#agency").selectOption("H26");
            page.locator("#yearlyCost").fill("nhiều");
            page.locator("input[name=holds][value=pupils]").check();
            page.locator("#system button.btn-primary").click();
            assertThat(page.locator("[role=alert]").count()).as("no amount").isOne();
            assertThat(page.locator("#title").inputValue())
                    .as("what was typed stays")
                    .isEqualTo("Quản lý trường học");
            page.locator("#yearlyCost").fill("410 triệu");
            page.locator("#system button.btn-primary").click();
            page.waitForURL("**/systems/qlth");
            looked(page, "one");

            page.navigate(address("/systems/import"));
            looked(page, "import");
            page.locator("#file")
                    .setInputFiles(new FilePayload("ra-soat.csv", "text/csv", FILE.getBytes(StandardCharsets.UTF_8)));
            page.locator("#import button.btn-primary").click();
            page.waitForURL("**/systems/import/*");
            looked(page, "preview");
            assertThat(page.locator("#added tbody tr").count()).isOne();
            assertThat(page.locator("#altered").textContent()).contains("31/12/2030");
            assertThat(page.locator("#faults tbody tr").count()).isOne();
            page.locator("#apply").click();
            page.waitForURL("**/systems");
            looked(page, "list");
            assertThat(page.locator("#systems tbody tr").count()).isEqualTo(2);
            assertThat(page.locator("#matrix .lt-mx").count()).isPositive();
            assertThat(page.locator("#todo li").count()).isPositive();
            page.locator("#strip button").click();
            page.waitForURL("**/systems");
            assertThat(page.locator("#systems tbody tr").count()).as("undone").isOne();

            page.navigate(address("/systems/check?need=học sinh"));
            looked(page, "check");
            assertThat(page.locator("#holders tbody tr").count()).isOne();
            page.navigate(address("/systems/report"));
            looked(page, "report");
        }
    }

    private String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    private static void looked(Page page, String name) throws IOException {
        assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .as(name)
                .isEqualTo(0);
        assertThat(Browser.barriers(page)).as(name).isEmpty();
    }
}
