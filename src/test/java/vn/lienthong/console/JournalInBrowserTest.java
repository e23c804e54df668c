package vn.lienthong.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.agency.SignInToken;
import vn.lienthong.journal.ExportProof;
import vn.lienthong.journal.HandedHeads;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Journal;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.HubTest;

/**
 * An auditor at the page of the journal: finds, takes along, verifies, and asks who saw one person. With {@code -Djournal.pictures=DIR}
 * pictures of the pages are kept.
 */
@HubTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JournalInBrowserTest {
    private static final String PUPIL = "015315000214";

    @LocalServerPort
    int port;

    @Autowired
    SignInToken token;

    @Autowired
    Journal journal;

    @Autowired
    JdbcClient state;

    @Autowired
    HubFolders folders;

    @TempDir
    private Path folder;

    private @Nullable Browser browser;
    private Page page;

    @BeforeAll
    void someEntries() throws IOException {
        browser = Browser.start();
        Files.writeString(
                folders.connectors().resolve("agencies.yaml"),
                "agencies:\n  - { code: H26, name: { vi: Sở GD&ĐT Hà Nội, en: Hanoi } }\n");
        for (int number = 0; number < 120; number++) {
            journal.record(
                    new Journal.Entry("schedule", "job.started", "job/pupils-" + number, "done", null, Map.of()));
        }
        journal.record(new Journal.Entry(
                        "lan", "quarantine.edited", "quarantine/17", "done", "=cmd()", Map.of("fields", "grade"))
                .withAgency(new AgencyCode("H26"))
                .under("approval/9")
                .about(PUPIL));
        journal.record(new Journal.Entry("minh", "token.issued", "token/x", "refused", null, Map.of()));
        page = browser.signedIn(port, token, 1440, ColorScheme.LIGHT);
    }

    @BeforeEach
    void look() {
        page.navigate(address("/journal?lang=en"));
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void entriesArePagedNewestFirst() {
        assertThat(page.locator("#entries tbody tr").count()).isEqualTo(50);
        assertThat(page.locator("#entries tbody tr").nth(0).textContent()).contains("127.0.0.1");
        List<String> things =
                new ArrayList<>(page.locator("#entries summary code").allTextContents());
        while (!things.contains("job/pupils-0") && page.locator("#older").count() > 0) {
            page.locator("#older").click();
            things.addAll(page.locator("#entries summary code").allTextContents());
        }
        assertThat(things.stream()
                        .filter(thing -> thing.startsWith("job/pupils-"))
                        .toList())
                .isEqualTo(IntStream.range(0, 120)
                        .mapToObj(number -> "job/pupils-" + (119 - number))
                        .toList());
    }

    @Test
    void whatIsAskedForIsFound() {
        page.locator("#actor").fill("lan");
        page.locator("#agency").selectOption("H26");
        page.locator("main form[role=search] button").click();
        assertThat(page.locator("#entries tbody tr").count()).isEqualTo(1);
        page.locator("#entries summary").first().click();
        assertThat(page.locator("#entries dl").first().textContent())
                .contains("approval/9", "One person", "The hub by itself")
                .doesNotContain(PUPIL);

        page.navigate(address("/journal?actor=minh&outcome=refused"));
        assertThat(page.locator("#entries tbody tr").count()).isEqualTo(1);
        page.navigate(address("/journal?act=job.started&subject=job/pupils-3&since=2020-01-01"));
        assertThat(page.locator("#entries tbody tr").count()).isEqualTo(1);
        page.navigate(address("/journal?actor=nobody"));
        assertThat(page.locator("#entries .lt-empty h2").textContent()).isEqualTo("No entry matches");
        page.navigate(address("/journal?until=2020-01-01"));
        assertThat(page.locator("#entries tbody tr").count()).isZero();
    }

    @Test
    void readingIsRecordedWithWhatWasLookedFor() {
        page.navigate(address("/journal?actor=lan"));
        assertThat(last()).isEqualTo("first-administrator journal.read {\"actor\": \"lan\"} 127.0.0.1");
    }

    @Test
    void whatIsFoundIsTakenAsATableThatRunsNoFormula() throws IOException {
        page.navigate(address("/journal?actor=lan"));
        Download table = page.waitForDownload(
                () -> page.locator("a[href^='/journal/export.csv']").click());
        List<String> lines = Files.readAllLines(table.path());
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1))
                .contains("\"quarantine.edited\"", "\"'=cmd()\"", "\"H26\"")
                .doesNotContain(PUPIL);
        assertThat(last()).startsWith("first-administrator journal.exported").contains("\"actor\": \"lan\"", "csv");
    }

    @Test
    void theWholeIsTakenSignedAndVerifiesByItself() throws IOException {
        Download export = page.waitForDownload(
                () -> page.locator("a[href='/journal/export.ndjson']").click());
        ExportProof.Verdict verdict = ExportProof.of(export.path(), null, HandedHeads.none());
        assertThat(verdict.broken()).isNull();
        assertThat(verdict.entries()).isGreaterThan(120);
    }

    @Test
    void theChainIsVerifiedAndWhatIsBrokenIsNamed() {
        page.locator("#verify").click();
        page.locator("#verification .lt-pill.ok").waitFor();
        picture("journal-whole");

        state.sql("update journal_entries set subject = 'job/pupils-4x' where subject = 'job/pupils-4'")
                .update();
        try {
            page.locator("#verify").click();
            page.locator("#verification .lt-note.fail").waitFor();
            assertThat(page.locator("#verification").textContent()).contains("not whole from entry");
            picture("journal-broken");
        } finally {
            state.sql("update journal_entries set subject = 'job/pupils-4' where subject = 'job/pupils-4x'")
                    .update();
        }
        assertThat(state.sql(
                                "select outcome from journal_entries where act = 'journal.verified' order by id desc limit 1")
                        .query(String.class)
                        .single())
                .isEqualTo("broken");
    }

    @Test
    void whoSawAPersonIsAnsweredWithoutTheIdInAnyAddressOrEntry() {
        page.navigate(address("/journal/person"));
        page.locator("#id").fill("015 315 000 214");
        page.locator("#reason").fill("Gia đình hỏi");
        page.locator("main form button").first().click();
        page.locator("#entries table").waitFor();

        assertThat(page.locator("#entries").textContent()).contains("quarantine/17", "lan");
        assertThat(page.url()).doesNotContain("315");
        assertThat(page.content()).doesNotContain(PUPIL).doesNotContain("015 315");
        assertThat(state.sql("select count(*) from journal_entries e where to_jsonb(e)::text like '%315000214%'")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(last()).isEqualTo("first-administrator journal.person-asked {} 127.0.0.1");
        picture("person");

        page.locator("#id").fill("000000000000");
        page.locator("#reason").evaluate("field => field.removeAttribute('required')");
        page.locator("#reason").fill(" ");
        page.locator("main form button").first().click();
        assertThat(page.locator("[role=alert]").textContent()).contains("without a reason");
        page.locator("#id").fill("000000000000");
        page.locator("#reason").fill("Thử");
        page.locator("main form button").first().click();
        assertThat(page.locator("#entries .lt-empty").textContent()).contains("nobody who saw");
    }

    @Test
    void everybodyCanUseItInBothLooksOnAnyScreen() throws IOException {
        List<String> barriers = new ArrayList<>();
        for (ColorScheme look : ColorScheme.values()) {
            for (int width : List.of(390, 1440)) {
                if (look == ColorScheme.NO_PREFERENCE) {
                    continue;
                }
                Page reader = browser.signedIn(port, token, width, look);
                reader.navigate(address("/journal?lang=" + (look == ColorScheme.DARK ? "en" : "vi")));
                reader.locator("#entries summary").first().click();
                barriers.addAll(Browser.barriers(reader));
                assertThat(reader.evaluate("document.documentElement.scrollWidth - innerWidth"))
                        .isEqualTo(0);
                picture(reader, "journal-" + width + "-" + look);
            }
        }
        assertThat(barriers).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    /** Whoever did something last, from where and what for. */
    private String last() {
        return state.sql("select concat_ws(' ', actor, act, details, origin) from journal_entries"
                        + " where actor = 'first-administrator' order by id desc limit 1")
                .query(String.class)
                .single();
    }

    private void picture(String name) {
        picture(page, name);
    }

    private static void picture(Page of, String name) {
        String pictures = System.getProperty("journal.pictures");
        if (pictures != null) {
            of.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of(pictures, name + ".png"))
                    .setFullPage(name.contains("390")));
        }
    }

    private String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }
}
