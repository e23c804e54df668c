package vn.lienthong.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.agency.SignInToken;
import vn.lienthong.store.HubFolders;
import vn.lienthong.store.PostgresServer;
import vn.lienthong.testing.HubTest;

/** What a person sees and does, in a real browser against a whole hub. */
@HubTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleInBrowserTest {
    private static final List<String> PAGES = List.of(
            "/",
            "/connectors",
            "/connectors/new",
            "/connectors/new?type=postgresql",
            "/jobs",
            "/quarantine",
            "/quarantine/returned",
            "/search?q=ha",
            "/me",
            "/alert-channels",
            "/?map=table",
            "/routes",
            "/approvals",
            "/journal",
            "/journal/person",
            "/settings");

    @LocalServerPort
    int port;

    @Autowired
    SignInToken token;

    @Autowired
    HubFolders folders;

    private @Nullable Browser browser;
    private @Nullable PostgresServer school;

    @BeforeAll
    void openBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
        if (school != null) {
            school.close();
        }
    }

    @Test
    void aPersonSignsInRegistersAPostgresqlConnectorAndSeesItsDatasets() throws IOException {
        PostgresServer server = source();
        Page page = signedIn(1280, ColorScheme.LIGHT);

        page.navigate(address("/connectors/new"));
        page.locator("a[href='/connectors/new?type=postgresql']").click();
        page.locator("#title_vi").fill("Quản lý trường học");
        page.locator("#name").fill("school-system");
        page.locator("#agency").selectOption("H26");
        page.locator("[id='setting.host']").fill("127.0.0.1");
        page.locator("[id='setting.port']").fill(String.valueOf(server.port()));
        page.locator("[id='setting.database']").fill("school");
        page.locator("[id='setting.username']").fill(server.user());
        page.locator("[id='setting.password']").fill(server.password());
        page.locator("#keep").click();

        page.waitForURL("**/connectors/school-system");
        page.locator("#doctor:not([data-running=true]) .lt-check li").first().waitFor();
        page.locator("#datasets:not([hx-get])").waitFor();
        assertThat(page.locator("#datasets").textContent()).contains("hoc_sinh");
        assertThat(page.locator("#doctor .lt-check .h.fail").count()).isZero();
        assertThat(page.content()).doesNotContain(server.password());
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aWrongFormSaysWhatToMendAndKeepsWhatWasTyped() {
        Page page = signedIn(1280, ColorScheme.LIGHT);
        page.navigate(address("/connectors/new?type=csv"));
        page.locator("#title_vi").fill("Tệp nộp tay");
        page.locator("#name").fill("hand-made");
        page.locator("#agency").selectOption("H26");
        page.locator("[id='setting.folder']").fill("x");
        page.evaluate("document.querySelector('#name').removeAttribute('pattern')");
        page.locator("#name").fill("Not A Name");
        page.locator("#keep").click();

        page.locator("[role=alert]").waitFor();
        assertThat(page.locator("#title_vi").inputValue()).isEqualTo("Tệp nộp tay");
        browser.complaints().removeIf(complaint -> complaint.contains("422"));
    }

    @Test
    void languageAndLookAreChosenOnceAndRemembered() {
        Page page = signedIn(1280, ColorScheme.LIGHT);
        page.navigate(address("/jobs?lang=en"));
        page.navigate(address("/connectors"));
        assertThat(page.locator("html").getAttribute("lang")).isEqualTo("en");
        assertThat(page.locator("h1").textContent()).isEqualTo("Connectors");

        assertThat(page.locator("html").getAttribute("data-bs-theme")).isEqualTo("light");
        page.locator("#theme").click();
        page.navigate(address("/jobs"));
        assertThat(page.locator("html").getAttribute("data-bs-theme")).isEqualTo("dark");
    }

    @Test
    void aSearchFindsThingsAndTakesANumberToTheAccessLog() throws IOException {
        Page page = signedIn(1280, ColorScheme.LIGHT);
        page.keyboard().press("Control+k");
        page.locator("#search-q").fill("so gddt ha noi");
        page.locator("#search-found a[href='/agencies/H26']").waitFor();
        assertThat(Browser.barriers(page)).isEmpty();
        page.keyboard().press("ArrowDown");
        assertThat(page.evaluate("document.activeElement.closest('#search-found') !== null"))
                .as("arrows lead into what was found")
                .isEqualTo(true);
        page.locator("#search-found a[href='/agencies/H26']").press("Enter");
        page.waitForURL("**/agencies/H26");

        page.navigate(address("/search"));
        page.locator("#page-q").fill("no such thing");
        page.locator("main form button").click();
        page.waitForURL("**/search?q=no**");
        assertThat(page.locator("#found").textContent()).contains("no such thing");

        page.locator("#find").click();
        page.locator("#search-q").fill("001 214 012345");
        page.locator("#search-found b").waitFor();
        page.keyboard().press("Enter");
        page.waitForURL("**/journal/person");
        assertThat(page.locator("#id").inputValue()).isEqualTo("001 214 012345");
        assertThat(page.locator("#reason").inputValue()).isEmpty();
        page.reload();
        assertThat(page.locator("#id").inputValue()).as("kept nowhere").isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void keysLeadThroughTheConsoleUntilTheirReaderSwitchesThemOff() throws IOException {
        Page page = signedIn(1280, ColorScheme.LIGHT);
        page.keyboard().press("g");
        page.keyboard().press("r");
        page.waitForURL("**/routes");
        page.keyboard().press("/");
        assertThat(page.evaluate("document.activeElement.name")).isEqualTo("q");
        page.keyboard().type("gj");
        assertThat(page.evaluate("document.activeElement.value"))
                .as("who writes is left alone")
                .isEqualTo("gj");
        assertThat(page.url()).endsWith("/routes");

        page.navigate(address("/people"));
        page.keyboard().press("j");
        String first = (String) page.evaluate("document.activeElement.href");
        assertThat(first).contains("/people/");
        page.keyboard().press("?");
        assertThat(page.locator("#keys").isVisible()).isTrue();
        assertThat(Browser.barriers(page)).isEmpty();
        page.keyboard().press("Escape");
        page.keyboard().press("Enter");
        page.waitForURL(first);

        page.navigate(address("/me"));
        page.locator("#keys-switch").click();
        page.navigate(address("/routes"));
        page.keyboard().press("g");
        page.keyboard().press("j");
        page.keyboard().press("Control+k");
        page.locator("#search-q").waitFor();
        assertThat(page.url()).endsWith("/routes");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void everyPageCanBeUsedByEverybodyAndBreaksNoPolicy() throws IOException {
        List<String> barriers = new ArrayList<>();
        for (ColorScheme look : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            Page page = signedIn(1280, look);
            for (String path : PAGES) {
                page.navigate(address(path));
                barriers.addAll(Browser.barriers(page));
            }
        }

        Page english = signedIn(1280, ColorScheme.LIGHT);
        english.navigate(address("/?lang=en"));
        for (String path : PAGES) {
            english.navigate(address(path));
            assertThat(english.locator("html").getAttribute("lang")).isEqualTo("en");
            barriers.addAll(Browser.barriers(english));
        }

        assertThat(barriers).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void noPageScrollsSidewaysOnAPhone() {
        Page page = signedIn(390, ColorScheme.LIGHT);
        for (String path : PAGES) {
            page.navigate(address(path));
            assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                    .as(path)
                    .isEqualTo(0);
        }
    }

    @Test
    void aPhoneReachesEveryPageOfTheSideBar() {
        Page wide = signedIn(1280, ColorScheme.LIGHT);
        Page page = signedIn(390, ColorScheme.LIGHT);
        page.navigate(address("/"));
        page.locator("#me summary").click();
        assertThat(addresses(page, ".lt-tabs a, #me a")).containsAll(addresses(wide, "a.n"));
    }

    /** Where the links go that a reader can see. */
    private static List<String> addresses(Page page, String links) {
        Object found = page.locator(links)
                .evaluateAll("all => all.filter(link => link.offsetParent).map(link => link.getAttribute('href'))");
        List<String> addresses = ((List<?>) found).stream().map(String::valueOf).toList();
        assertThat(addresses).isNotEmpty();
        return addresses;
    }

    private Page signedIn(int width, ColorScheme look) {
        return browser.signedIn(port, token, width, look);
    }

    /** A small school system on a server of its own (the hub's own is closed to connectors), and the leave to reach it. */
    private PostgresServer source() throws IOException {
        school = PostgresServer.start(
                Files.createTempDirectory("lienthong-test-school").resolve("server"), Map.of());
        school.createDatabase("school");
        JdbcClient.create(school.database("school"))
                .sql("create table hoc_sinh (ma_hs text primary key, ho_ten text, updated_at timestamptz not null)")
                .update();
        Files.writeString(folders.connectors().resolve("destinations.yaml"), """
                destinations:
                  - agency: H26
                    hosts: [{ host: 127.0.0.1, ports: [%d] }]
                """.formatted(school.port()));
        return school;
    }

    @BeforeAll
    void knowAgencies() throws IOException {
        Files.writeString(folders.connectors().resolve("agencies.yaml"), """
                agencies:
                  - code: H26
                    name: { vi: Sở GDĐT Hà Nội, en: Hanoi department of education }
                """);
    }

    private String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }
}
