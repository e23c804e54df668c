package vn.lienthong.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;
import vn.lienthong.HubApplication;
import vn.lienthong.agency.SignInToken;
import vn.lienthong.connector.Connectors;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.JobName;
import vn.lienthong.sync.Run;
import vn.lienthong.sync.RunControl;
import vn.lienthong.sync.Runs;
import vn.lienthong.testing.TestPostgres;

/** The sample as a newcomer sees it, on a machine that cannot run MariaDB. */
class SampleInBrowserTest {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final JobName HANOI = new JobName("pupils-hanoi");
    private static final JobName HCMC = new JobName("pupils-hcmc");

    /** Pages to which an act, another role or a time without anybody signed in leads; other tests come there. */
    private static final Set<String> ELSEWHERE = Set.of(
            "/agencies/import/{number}",
            "/alerts/{number}",
            "/approvals/{number}",
            "/connectors/{name}/edit",
            "/invitation",
            "/jobs/{name}/source",
            "/journal/verification",
            "/login",
            "/login/left",
            "/login/oidc/{provider}",
            "/login/oidc/{provider}/finish",
            "/me/confirm",
            "/person-file",
            "/person-file/erasures",
            "/person-file/erasures/{number}",
            "/quarantine/returned/{number}",
            "/routes/made/{name}/edit",
            "/systems/import/{number}");

    private static Path folder;
    private static ConfigurableApplicationContext hub;
    private static Run hcmcRun;

    @BeforeAll
    static void start() throws IOException {
        folder = Files.createTempDirectory("lienthong-sample-browsed");
        for (String files : List.of("connectors", "routes")) {
            FileSystemUtils.copyRecursively(
                    Path.of(files), folder.resolve("home").resolve(files));
        }
        // where the server's programs should be there are none: they cannot run
        Files.createDirectories(folder.resolve("data/sample/binaries-mariadb"));
        String state = TestPostgres.newDatabase();
        hub = new SpringApplicationBuilder(HubApplication.class)
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--lienthong.db.url=jdbc:postgresql://127.0.0.1:"
                                + TestPostgres.server().port() + "/" + state,
                        "--lienthong.db.username=" + TestPostgres.server().user(),
                        "--lienthong.db.password=" + TestPostgres.server().password(),
                        "--lienthong.folders.home=" + folder.resolve("home"),
                        "--lienthong.folders.data=" + folder.resolve("data"),
                        "--lienthong.sample.enabled=true",
                        "--lienthong.sample.pupils=3500",
                        "--lienthong.sample.life=0s");
        Runs runs = hub.getBean(Runs.class);
        long asked = hub.getBean(RunControl.class).start(HCMC, "test").id();
        hcmcRun = await().atMost(PATIENCE)
                .until(() -> runs.get(asked), found -> !found.state().active());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(runs.list(HANOI, null, 100))
                .as("its pupils, even if following was interrupted meanwhile")
                .anyMatch(run -> run.counts().written() > 1_900));
    }

    @AfterAll
    static void stop() {
        hub.close();
        FileSystemUtils.deleteRecursively(folder.toFile());
    }

    @Test
    void aNewcomerTriesTheRoleOfAViewerOfHanoi() throws IOException {
        String[] viewer = Files.readAllLines(folder.resolve("data/sample/people.txt"))
                .get(0)
                .split("  ");
        try (Browser browser = Browser.start()) {
            Page page = browser.page(1280, ColorScheme.LIGHT);
            enter(page, viewer[0], viewer[1]);
            page.navigate(address("/?lang=en"));
            page.navigate(address("/sample"));
            assertThat(page.locator("#people-file").textContent()).endsWith("data/sample/people.txt");
            assertThat(page.locator("#people tbody tr").count()).isEqualTo(6);
            assertThat(page.locator("#people").textContent())
                    .contains(viewer[0])
                    .doesNotContain(viewer[1]);
            assertThat(page.locator("#move").count())
                    .as("a viewer moves nobody")
                    .isZero();
            assertThat(page.locator("#registry-away").count()
                            + page.locator("#ask").count())
                    .as("and switches nothing")
                    .isZero();
            page.navigate(address("/people"));
            assertThat(page.locator("#person-sample\\.viewer").textContent()).contains("sample account");
            assertThat(page.locator("#person-sample\\.ministry").count()).isZero();
            assertThat(Browser.barriers(page)).isEmpty();
        }
    }

    @Test
    void withoutMariaDbItsSystemLivesOnPostgresAndItsPupilsArrive() {
        assertThat(hub.getBean(Connectors.class)
                        .get(new ConnectorName("hcm-school"))
                        .type())
                .isEqualTo("postgresql");
        assertThat(hcmcRun.failure()).isNull();
        assertThat(hcmcRun.counts().written()).isGreaterThan(1_100);
        assertThat(hcmcRun.counts().rejected()).isBetween(1L, 20L);
    }

    @Test
    void aPupilMovesByOneClickAndIsSeenToArrive() {
        try (Browser browser = Browser.start()) {
            Page page = signedIn(browser, 1280);
            page.navigate(address("/sample"));
            page.locator("#move").click();
            page.locator("#arrival").waitFor();
            assertThat(page.locator("#arrival").getAttribute("class")).contains("ok");
            assertThat(page.locator("#arrival").textContent())
                    .contains("Đã tới sau")
                    .contains("HN-");
        }
    }

    @Test
    void theRegistryGoesAndComesBackAndTheInsurerAsks() {
        try (Browser browser = Browser.start()) {
            Page page = signedIn(browser, 1280);
            page.navigate(address("/sample"));
            page.locator("#registry-away").click();
            page.locator("#registry-back").click();
            page.locator("#registry-away").waitFor();
            page.locator("#ask").click();
            assertThat(page.locator("#round").getAttribute("class")).contains("ok");
            assertThat(page.locator("#round").textContent()).contains("Đã hỏi về 5 học sinh");
            page.navigate(address("/"));
            assertThat(page.locator("#map a[href='/connectors/dan-cu'] text.t2").textContent())
                    .isNotEqualTo("dan-cu");
        }
    }

    @Test
    void theOverviewDrawsEverySystemEveryFlowAndEveryRun() {
        try (Browser browser = Browser.start()) {
            Page page = signedIn(browser, 1440);
            page.navigate(address("/"));
            int connectors = hub.getBean(Connectors.class).all().size();
            assertThat(page.locator("#map rect.node").count()).isEqualTo(connectors);
            assertThat(page.locator("#map a[href='/connectors/smas-hanoi'] text.t1")
                            .isVisible())
                    .isTrue();
            assertThat(page.locator("#map path.e").count()).isGreaterThanOrEqualTo(3);
            assertThat(page.locator("#map svg.lt-map").getAttribute("aria-label"))
                    .startsWith("Bản đồ liên thông: " + connectors + " hệ thống");

            assertThat(page.locator("#lanes .lt-lane a[href='/jobs/pupils-hcmc']")
                            .count())
                    .isEqualTo(1);
            assertThat(page.locator("#lanes .lt-lane:has(a[href='/jobs/pupils-hcmc']) rect.mark.ok")
                            .count())
                    .isPositive();
            assertThat(page.locator("#lanes .lt-lane:has(a[href='/jobs/pupils-hcmc']) rect.mark.plan")
                            .count())
                    .isPositive();

            assertThat(figure(page, "/connectors")).endsWith("/ " + connectors);
            assertThat(Integer.parseInt(figure(page, "/quarantine").replace(".", "")))
                    .isPositive();
            assertThat(page.locator("#figures a").count()).isEqualTo(6);
        }
    }

    @Test
    void everyPageServesEverybodyInBothLanguagesOnAWideScreenAndOnAPhone() throws IOException {
        Pages pages = new Pages(hub);
        aCallFailed();
        Set<String> seen = new TreeSet<>();
        List<String> faults = new ArrayList<>();
        try (Browser browser = Browser.start()) {
            for (String language : List.of("vi", "en")) {
                boolean wide = language.equals("vi");
                Page page = browser.signedIn(
                        port(),
                        hub.getBean(SignInToken.class),
                        wide ? 1440 : 390,
                        wide ? ColorScheme.LIGHT : ColorScheme.DARK);
                Walk walk = new Walk(page, address(""), language, pages, "first-administrator-" + language, true)
                        .through(List.of());
                seen.addAll(walk.seen());
                faults.addAll(walk.faults());
            }
        }
        assertThat(faults).isEmpty();
        Set<String> led = pages.kinds();
        led.removeAll(ELSEWHERE);
        assertThat(seen).as("pages that a link leads to").containsAll(led);
    }

    /** In the sample nothing does. */
    private static void aCallFailed() {
        hub.getBean(JdbcClient.class).sql("""
                        insert into route_failed (route, agency, form, step, code, kind, problem_vi, problem_en, remedy_vi, remedy_en,
                            asker, under, rows, marks, state, failed_at, last_at)
                        values ('service.pupil-status.v1', 'G03', 'call', 'find', 'connector.UNREACHABLE', 'UNAVAILABLE',
                            'Hệ thống không trả lời.', 'The system does not answer.', 'Kiểm tra kết nối.', 'Examine the connector.',
                            'caller/insurer', 'pupil-status.bhxh', 0, '{}', 'open', now(), now())
                        """).update();
    }

    /** The budget of a first visit, sign-in and overview together, without charts. */
    @Test
    void aFirstVisitIsLight() {
        try (Browser browser = Browser.start()) {
            Page page = browser.page(1440, ColorScheme.LIGHT);
            LongAdder bytes = new LongAdder();
            CDPSession network = page.context().newCDPSession(page);
            network.send("Network.enable");
            network.on(
                    "Network.loadingFinished",
                    seen -> bytes.add(seen.get("encodedDataLength").getAsLong()));
            Browser.enter(page, port(), hub.getBean(SignInToken.class));
            page.waitForCondition(() -> page.locator("#map rect.node").count() > 0);
            assertThat(bytes.sum()).isBetween(100_000L, 300_000L);
        }
    }

    /** Also what each role is shown of each page. */
    @Test
    @Tag("long")
    void everyRoleGoesWhereItsLinksLeadInBothLanguages() throws IOException {
        Pages pages = new Pages(hub);
        List<String> faults = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("data/sample/people.txt"))) {
            String[] somebody = line.split("  ");
            try (Browser browser = Browser.start()) {
                for (String language : List.of("vi", "en")) {
                    Page page = browser.page(language.equals("vi") ? 1440 : 390, ColorScheme.LIGHT);
                    enter(page, somebody[0], somebody[1]);
                    faults.addAll(new Walk(page, address(""), language, pages, somebody[0] + "-" + language, true)
                            .through(List.of())
                            .faults());
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    private static void enter(Page page, String name, String password) {
        page.navigate(address("/login"));
        page.locator("#person").fill(name);
        page.locator("#password").fill(password);
        page.locator("#account button").click();
        page.waitForURL(address("/"));
    }

    private static String figure(Page page, String address) {
        return page.locator("#figures a[href='" + address + "'] .v")
                .textContent()
                .strip();
    }

    private static Page signedIn(Browser browser, int width) {
        return browser.signedIn(port(), hub.getBean(SignInToken.class), width, ColorScheme.LIGHT);
    }

    private static int port() {
        return Integer.parseInt(hub.getEnvironment().getProperty("local.server.port"));
    }

    private static String address(String path) {
        return "http://127.0.0.1:" + port() + path;
    }
}
