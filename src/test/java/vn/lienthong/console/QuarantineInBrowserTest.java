package vn.lienthong.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.agency.People;
import vn.lienthong.kernel.JobName;
import vn.lienthong.sync.Runs;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.Testers;

/** Held rows at their page and in their workbook: out to whoever mends them, and back. */
@HubTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuarantineInBrowserTest {
    private static final String CHECK = "check: { grade: [between(1, 12)] }";

    @Autowired
    ApplicationContext context;

    @Autowired
    Runs runs;

    @Autowired
    JdbcClient state;

    private @Nullable BrowsedHub hub;
    private JdbcTemplate source;
    private JdbcTemplate target;
    private Page page;

    @BeforeAll
    void openTheHub() throws IOException {
        hub = BrowsedHub.open(context, Map.of("mended", CHECK, "asked", CHECK));
        source = hub.systems().source();
        target = hub.systems().target();
        page = hub.page();
        Testers.admit(state, People.FIRST_ADMINISTRATOR, "data-steward", null);
    }

    @AfterAll
    void closeAll() throws IOException {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void aWorkbookGoesOutAndComesBackMendedInWhateverOrder() throws IOException {
        source.update("update mended set grade = 90 + id where id <= 7");
        run("mended", 7);
        page.navigate(hub.address("/quarantine?job=mended"));
        List<List<String>> rows = taken();
        assertThat(rows.get(0)).startsWith("id", "name", "grade");
        assertThat(rows).hasSize(8);

        handIn(mended(rows));
        assertThat(figures()).containsExactly("3", "2", "1", "0", "2");
        assertThat(page.locator("#faults tbody tr")).satisfies(lines -> assertThat(lines.allTextContents())
                .anyMatch(line -> line.contains("dòng 6"))
                .anyMatch(line -> line.contains("công thức chưa có giá trị")));
        assertThat(page.locator("#lines").textContent()).contains("grade", "91", "9");
        assertThat(target.queryForObject("select count(*) from mended", Long.class))
                .as("only shown so far")
                .isEqualTo(BrowsedSystems.ROWS - 7);
        fits();

        page.locator("#carry-out button").click();
        page.locator("#lede", new Page.LocatorOptions().setHasText("3 trong 3")).waitFor();
        assertThat(target.queryForList("select grade from mended where id <= 7 order by id", Integer.class))
                .containsExactly(9, 9, 9);
        assertThat(state.sql("select count(*) from quarantine_returned_rows where changes is not null")
                        .query(Long.class)
                        .single())
                .as("new values go with their rows")
                .isZero();
        assertThat(state.sql("select act from journal_entries where subject = 'job/mended'")
                        .query(String.class)
                        .list())
                .contains("quarantine.exported", "quarantine.returned");

        handIn(mended(rows));
        assertThat(figures()).containsExactly("0", "2", "1", "3", "2");
        page.locator("#drop button").click();
        page.locator(".lt-said").waitFor();
        hub.noComplaints();
    }

    @Test
    void whatIsNoCorrectionWorkbookIsSaidPlainly() throws IOException {
        handIn(workbook(List.of(List.of("id", "name"), List.of("1", "An"))));
        assertThat(page.locator(".lt-note.fail").textContent()).contains("Mã dòng (Lienthong)");
        handIn("no workbook at all".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(page.locator(".lt-note.fail").count()).isEqualTo(1);
        assertThat(Browser.barriers(page)).isEmpty();
    }

    @Test
    void aRowAsksAQuestionKeepsWhatItWasAndTakesItsLikeAlong() throws IOException {
        source.update("update asked set grade = 77 where id <= 3");
        run("asked", 3);
        page.navigate(hub.address("/quarantine?job=asked"));
        assertThat(page.locator(".lt-groups .lt-clock i").count())
                .as("working days to settle them")
                .isEqualTo(5);
        assertThat(page.locator(".lt-groups .lt-due").textContent()).contains("Còn 5 ngày làm việc");
        page.locator(".lt-t a.m").first().click();
        page.waitForURL("**/quarantine/*");
        assertThat(page.locator("#release .lt-form .bad").getAttribute("id")).isEqualTo("field.grade");
        page.locator("[id='field.grade']").fill("55");
        page.locator("#release button.if-correct").click();
        page.locator(".lt-note.fail").waitFor();
        assertThat(page.locator("#edits").textContent()).contains("77", "55");

        page.goBack();
        page.navigate(hub.address("/quarantine?job=asked"));
        page.locator(".lt-t a.m").last().click();
        page.locator("#answer-again").check();
        assertThat(page.locator("[id='field.grade']").isVisible()).isFalse();
        page.locator("#answer-correct").check();
        page.locator("[id='field.grade']").fill("8");
        page.locator("#alike").check();
        fits();
        page.locator("#release button.if-correct").click();
        page.locator(".lt-said").waitFor();
        assertThat(page.locator(".lt-said").textContent()).contains("2");
        assertThat(target.queryForList("select grade from asked where id <= 3", Integer.class))
                .as("its like had the same wrong value; the one somebody changed had not")
                .containsExactly(8, 8);
        hub.noComplaints();
    }

    private void run(String job, int refused) throws IOException {
        hub.open(job);
        page.locator("form[action$='/run'] button").click();
        await().atMost(BrowsedHub.PATIENCE)
                .until(() -> hub.systems().rows(job) == BrowsedSystems.ROWS - refused
                        && runs.active(new JobName(job)).isEmpty());
    }

    /** What a person sees who opens the workbook, the hidden column, too. */
    private List<List<String>> taken() throws IOException {
        byte[] bytes = Files.readAllBytes(page.waitForDownload(
                        () -> page.locator("a[href*='corrections.xlsx']").click())
                .path());
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(bytes));
                Stream<Row> rows = workbook.getFirstSheet().openStream()) {
            return rows.map(row -> row.stream()
                            .map(cell -> cell == null ? "" : cell.getText())
                            .toList())
                    .toList();
        }
    }

    /** Three mended, one left, one still wrong, one a formula, one with another row's number in its tag, one new. */
    private static byte[] mended(List<List<String>> taken) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (List<String> row : taken) {
            rows.add(new ArrayList<>(List.of(row.get(4), row.get(2), row.get(1), row.get(0), row.get(3))));
        }
        for (int mended = 1; mended <= 3; mended++) {
            rows.get(mended).set(1, "9");
        }
        rows.get(5).set(1, "55");
        rows.get(6).set(1, "=cmd()");
        rows.get(7).set(0, rows.get(7).get(0).replaceFirst("L\\d+-", "L1-"));
        rows.add(List.of("", "5", "Lê Thị Mới", "999", ""));
        return workbook(rows);
    }

    private static byte[] workbook(List<List<String>> rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Sửa");
            for (int row = 0; row < rows.size(); row++) {
                for (int column = 0; column < rows.get(row).size(); column++) {
                    String text = rows.get(row).get(column);
                    if (text.startsWith("=")) {
                        sheet.formula(row, column, text.substring(1));
                    } else if (!text.isEmpty()) {
                        sheet.value(row, column, text);
                    }
                }
            }
            workbook.newWorksheet("Ghi chú").value(0, 0, "Đã hỏi nhà trường");
        }
        return bytes.toByteArray();
    }

    private void handIn(byte[] workbook) {
        page.navigate(hub.address("/quarantine/returned"));
        page.locator("#file").setInputFiles(new FilePayload("đã sửa.xlsx", "application/octet-stream", workbook));
        page.locator("#hand-in button").click();
        page.locator("#figures, .lt-note.fail").first().waitFor();
    }

    private List<String> figures() {
        return Stream.of("#corrected", "#faulty", "#unchanged", "#settled", "#unknown")
                .map(id -> page.locator(id).textContent())
                .toList();
    }

    private void fits() throws IOException {
        page.setViewportSize(390, 844);
        assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .as("fits a phone")
                .isEqualTo(0);
        page.setViewportSize(1280, 900);
        assertThat(Browser.barriers(page)).isEmpty();
    }
}
