package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.CorrectionFile;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Reads;
import vn.lienthong.connector.Session;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.ValueType;
import vn.lienthong.quarantine.QuarantineDesk;
import vn.lienthong.quarantine.TaggedRows;

/** A bad workbook is answered with one to mend; mended, it is dropped again and nothing else changes. */
class CorrectionWorkbooksTest {
    private static final Locale VI = Locale.forLanguageTag("vi");
    private static final List<String> AGENCIES = List.of("G03");

    @TempDir
    Path folder;

    private final Ground ground = new Ground();
    private final List<Journal.Entry> journal = new ArrayList<>();
    private final QuarantineDesk desk = new QuarantineDesk(ground.state, ground.vault, journal::add, ground.clock);
    private final TaggedRows tagged = new TaggedRows(JdbcClient.create(ground.state), ground.vault);

    @BeforeEach
    void drop() {
        ground.reach.workbooks("drop", folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"write: upsert, deletes: delete", "write: replace", "write: upsert"})
    void theMendedWorkbookBringsTheRowsAndTakesNoneAway(String writing) throws IOException {
        SyncJob job = job(writing);
        workbook("first.xlsx", 1, 50, 0);
        assertThat(ground.run(job).counts()).isEqualTo(new Counts(50, 45, 0, 5, 0, 0, 0));

        byte[] answer = workbooks(job).of(job.name(), null, AGENCIES, VI, "an.officer");
        Files.write(folder.resolve("sua-loi.xlsx"), mended(answer));
        DryRun plan = new Comparisons(ground.tools()).dryRun(job);
        Run corrected = ground.run(job);

        assertThat(plan.inserts()).isEqualTo(5);
        assertThat(plan.deletes()).isZero();
        assertThat(corrected.state()).isEqualTo(RunState.DONE);
        assertThat(corrected.counts()).isEqualTo(new Counts(5, 5, 0, 0, 0, 0, 0));
        assertThat(corrected.notes()).contains(Notes.ONLY_CORRECTIONS.text());
        assertThat(ground.target.queryForObject("select count(*) from pupils", Long.class))
                .isEqualTo(50);
        assertThat(ground.held()).isZero();
        assertThat(ground.reconcile(job).clean()).isTrue();
        workbook("second.xlsx", 1, 50, 1);
        assertThat(ground.run(job).state()).isEqualTo(RunState.DONE);
        assertThat(ground.reconcile(job).clean()).isTrue();
    }

    @Test
    void theWorkbookHasTheTemplateTheReasonAndNoFormula() throws IOException {
        SyncJob job = job("write: upsert");
        workbook("first.xlsx", 1, 20, 0);
        ground.run(job);

        byte[] vi = workbooks(job).of(job.name(), null, AGENCIES, VI, "an.officer");
        byte[] en = workbooks(job).of(job.name(), null, AGENCIES, Locale.ENGLISH, "an.officer");

        List<List<Object>> rows = read(vi, CorrectionFile.REASON.vi());
        assertThat(rows.get(0)).containsExactly("Mã", "Họ tên", "Lớp", "Ngày sinh", CorrectionFile.REASON.vi());
        assertThat(rows.get(1).subList(0, 4)).containsExactly(10L, "=HYPERLINK(\"x\")", 99L, LocalDate.of(2012, 1, 11));
        assertThat(rows.get(1).get(4).toString()).contains("1", "12").doesNotContain("must");
        assertThat(read(en, CorrectionFile.REASON.en()).get(1).get(4))
                .isNotEqualTo(rows.get(1).get(4));
        String sheet = part(vi, "xl/worksheets/sheet1.xml");
        assertThat(sheet).contains("=HYPERLINK").doesNotContain(">=HYPERLINK").doesNotContain("<f>");
        assertThat(part(vi, "xl/styles.xml")).contains("FBD9D7");
        assertThat(journal).extracting(Journal.Entry::act).containsOnly("quarantine.exported");
        assertThat(journal)
                .extracting(Journal.Entry::subject)
                .as("each time the job, and each of its rows")
                .containsExactly(
                        "job/pupils", "quarantine/1", "quarantine/2", "job/pupils", "quarantine/1", "quarantine/2");
        assertThat(journal.get(0).actor()).isEqualTo("an.officer");
    }

    @Test
    void aRefusedJournalGivesNothing() throws IOException {
        SyncJob job = job("write: upsert");
        workbook("first.xlsx", 1, 20, 0);
        ground.run(job);
        CorrectionWorkbooks refusing = new CorrectionWorkbooks(name -> job, ground.reach, desk, tagged, entry -> {
            throw new IllegalStateException("full");
        });
        assertThatThrownBy(() -> refusing.of(job.name(), null, AGENCIES, VI, "an.officer"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> workbooks(job).of(job.name(), "no-such-code", AGENCIES, VI, "an.officer"))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("NOTHING_TO_CORRECT");
    }

    private CorrectionWorkbooks workbooks(SyncJob job) {
        return new CorrectionWorkbooks(name -> job, ground.reach, desk, tagged, journal::add);
    }

    private SyncJob job(String writing) {
        return ground.job("""
                sync: pupils
                title: { vi: Học sinh, en: Pupils }
                agency: G03
                from: { dataset: drop/pupils, read: snapshot }
                to: { dataset: there/pupils, key: [pupil_id], %s }
                map:
                  pupil_id: Mã
                  full_name: Họ tên
                  grade: Lớp
                  birth_date: Ngày sinh
                check:
                  grade: [between(1, 12)]
                batch: 10
                """.formatted(writing));
    }

    /** Every tenth pupil has a grade that does not exist and a name that a spreadsheet would compute. */
    private void workbook(String name, int first, int last, int shift) throws IOException {
        try (OutputStream bytes = Files.newOutputStream(folder.resolve(name));
                Workbook workbook = new Workbook(bytes, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("drop");
            List<String> header = List.of("Mã", "Họ tên", "Lớp", "Ngày sinh");
            for (int i = 0; i < header.size(); i++) {
                sheet.value(0, i, header.get(i));
            }
            for (int id = first; id <= last; id++) {
                boolean bad = id % 10 == 0 && shift == 0;
                int row = id - first + 1;
                sheet.value(row, 0, id);
                sheet.value(row, 1, bad ? "=HYPERLINK(\"x\")" : "Nguyễn Văn " + id);
                sheet.value(row, 2, bad ? 99 : id % 12 + 1);
                sheet.value(row, 3, LocalDate.of(2012, 1, 1).plusDays(id));
                sheet.style(row, 3).format("dd/mm/yyyy").set();
            }
        }
    }

    /** What a person does in Excel: the grade corrected, the rest left, also the column with the reason. */
    private byte[] mended(byte[] answer) throws IOException {
        return inside(answer, zip -> {
            Path sheet = zip.getPath("xl/worksheets/sheet1.xml");
            Files.writeString(sheet, Files.readString(sheet).replace("<v>99</v>", "<v>9</v>"));
        });
    }

    private String part(byte[] workbook, String name) throws IOException {
        String[] text = new String[1];
        inside(workbook, zip -> text[0] = Files.readString(zip.getPath(name)));
        return text[0];
    }

    private byte[] inside(byte[] workbook, Inside act) throws IOException {
        Path copy = Files.write(Files.createTempFile(folder, ".workbook", ".zip"), workbook);
        try (FileSystem zip = FileSystems.newFileSystem(copy)) {
            act.on(zip);
        }
        return Files.readAllBytes(copy);
    }

    private interface Inside {
        void on(FileSystem zip) throws IOException;
    }

    /** Header and rows as the hub's own reader finds them; the column with the reason is only for people, so it is named. */
    private List<List<Object>> read(byte[] workbook, String reason) throws IOException {
        Path other = Files.createDirectories(folder.resolve("read-" + System.nanoTime()));
        Files.write(other.resolve("a.xlsx"), workbook);
        ground.reach.workbooks("other", other);
        List<List<Object>> rows = new ArrayList<>();
        try (Session session = ground.reach.open(new ConnectorName("other"))) {
            Dataset dataset = ((Discovers) session).describe("drop");
            List<Column> columns = new ArrayList<>(dataset.schema().columns());
            columns.add(Column.of(reason, ValueType.TEXT));
            Dataset all = new Dataset(dataset.name(), "drop", new Schema(columns), List.of(), null, List.of());
            rows.add(columns.stream().map(column -> (Object) column.name()).toList());
            try (BatchCursor cursor = ((Reads) session).read(all, ReadRequest.snapshot(100))) {
                BatchCursor.Part part = cursor.next();
                for (int row = 0; row < part.batch().size(); row++) {
                    List<Object> values = new ArrayList<>();
                    for (int column = 0; column < columns.size(); column++) {
                        values.add(part.batch().value(row, column));
                    }
                    rows.add(values);
                }
            }
        }
        return rows;
    }
}
