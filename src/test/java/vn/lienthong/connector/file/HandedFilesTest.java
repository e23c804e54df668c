package vn.lienthong.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static vn.lienthong.connector.file.RawWorkbook.row;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.agency.HandedTables.Column;
import vn.lienthong.agency.HandedTables.Row;
import vn.lienthong.kernel.HubException;

/** Tables that somebody hands in: found wherever they stand, strictly read, within bounds. */
class HandedFilesTest {
    private static final List<Column> COLUMNS = List.of(
            new Column("code", List.of("Mã cơ quan", "Agency code", "Mã cơ quan / Agency code"), true),
            new Column("name", List.of("Tên cơ quan", "Name"), true),
            new Column("parent", List.of("Cấp trên", "Parent"), false));

    private final HandedFiles files = new HandedFiles();

    private List<Row> read(byte[] bytes) {
        return files.read("a", bytes, COLUMNS, 10_000);
    }

    private String refused(byte[] bytes) {
        return catchThrowableOfType(HubException.class, () -> read(bytes))
                .code()
                .code();
    }

    private static byte[] workbook(String rows, String after) throws IOException {
        return new RawWorkbook().sheet("DS", "visible", rows, after).bytes();
    }

    @Test
    void headingsStandInEitherLanguageInAnyOrderBelowMergedTitles() throws IOException {
        List<Row> rows = read(workbook(
                row(1, "A=SỞ GIÁO DỤC", "D=CỘNG HÒA")
                        + row(2, "A=DANH SÁCH CƠ QUAN")
                        + row(4, "B=NAME (*)", "C=STT", "D=mã  cơ quan")
                        + row(5, "B=Phòng A", "C=1", "D=H26.01")
                        + row(9, "B=Phòng B", "D=000.00.02.H26"),
                "<mergeCells><mergeCell ref=\"A1:C1\"/><mergeCell ref=\"A2:F2\"/></mergeCells>"));

        assertThat(rows).extracting(row -> row.cells().get("code")).containsExactly("H26.01", "000.00.02.H26");
        assertThat(rows.get(1).places().get("code").en()).isEqualTo("cell D9");
        assertThat(rows.get(1).cells())
                .as("a column that is not there is not an empty one")
                .doesNotContainKey("parent");
    }

    @Test
    void headingsOfTwoRowsThatAreNotMergedAreRefusedByTheirCells() throws IOException {
        assertThat(refused(workbook(
                        row(1, "A=Mã cơ quan", "B=Tên") + row(2, "B=Tên cơ quan") + row(3, "A=H26", "B=Sở"), "")))
                .isEqualTo("file.HEADER_SPLIT");
        assertThat(refused(workbook(row(1, "A=Mã cơ quan", "B=Name", "C=Name") + row(2, "A=H26", "B=Sở"), "")))
                .isEqualTo("file.HEADER_TWICE");
        assertThat(refused(workbook(row(1, "A=Mã cơ quan", "B=Ghi chú") + row(2, "A=H26"), "")))
                .isEqualTo("agency.IMPORT_NO_COLUMN");
        assertThat(refused(workbook(row(1, "A=Mã trường", "B=Ghi chú") + row(2, "A=H26"), "")))
                .isEqualTo("agency.IMPORT_NO_TABLE");
    }

    @Test
    void aFormulaCountsAsItsValueAndOneWithoutSpoilsItsRowAlone() throws IOException {
        List<Row> rows = read(workbook(
                row(1, "A=Agency code", "B=Name")
                        + "<row r=\"2\"><c r=\"A2\" t=\"str\"><f>\"H\"&amp;26</f><v>H26</v></c><c r=\"B2\" t=\"inlineStr\"><is><t>Sở</t></is></c></row>"
                        + "<row r=\"3\"><c r=\"A3\"><f>X1</f></c></row>"
                        + "<row r=\"4\"><c r=\"A4\" t=\"e\"><v>#REF!</v></c></row>"
                        + row(5, "A=H29", "B=Sở HCM"),
                ""));

        assertThat(rows.get(0).cells()).containsEntry("code", "H26");
        assertThat(rows.get(1).flaw().en()).startsWith("cell A3: a formula without a value");
        assertThat(rows.get(2).flaw().vi()).startsWith("ô A4: lỗi #REF!");
        assertThat(rows.get(3).flaw()).isNull();
    }

    @Test
    void theOneSheetWithTheTableCountsAndTwoAreRefused() throws IOException {
        String table = row(1, "A=Mã cơ quan", "B=Tên cơ quan") + row(2, "A=H26", "B=Sở");
        RawWorkbook guide = new RawWorkbook()
                .sheet("Hướng dẫn", row(1, "A=Điền vào trang sau"))
                .sheet("Cũ", "hidden", table, "")
                .sheet("DS", table);
        assertThat(read(guide.bytes())).hasSize(1);
        assertThat(refused(guide.sheet("DS2", table).bytes())).isEqualTo("agency.IMPORT_TABLES");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mã cơ quan,Tên cơ quan\nH26,Sở Hà Nội\n", "Tên cơ quan;Mã cơ quan\r\nSở Hà Nội;H26\r\n"})
    void textIsReadWhateverItIsCalled(String text) {
        for (byte[] bytes :
                List.of(text.getBytes(StandardCharsets.UTF_8), ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE))) {
            Row row = read(bytes).get(0);
            assertThat(row.cells()).containsEntry("code", "H26").containsEntry("name", "Sở Hà Nội");
            assertThat(row.places().get("code").en()).startsWith("line 2, column ");
        }
    }

    @Test
    void whatIsNoTableIsRefusedByWhatIsInIt() throws IOException {
        assertThat(refused(new byte[] {1, 0, 2, 0})).isEqualTo("file.NOT_A_WORKBOOK");
        assertThat(refused("PK, but no archive".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("file.NOT_A_WORKBOOK");
        assertThat(refused(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0, 0}))
                .isEqualTo("file.OLD_WORKBOOK");
        assertThat(refused("Mã cơ quan\n\"H26".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("file.FIELD_TOO_LONG");
    }

    @Test
    void aSmallFileThatUnpacksToVeryMuchIsGivenUp() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] spaces = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
            for (int i = 0; i < 300; i++) {
                zip.write(spaces);
            }
        }
        assertThat(bytes.size()).isLessThan(1 << 20);
        assertThat(refused(bytes.toByteArray())).isEqualTo("file.HOSTILE_WORKBOOK");
    }

    @Test
    void aWorkbookOfManySheetsOrOfMuchTextIsGivenUpBeforeItIsReadAgainAndAgain() throws IOException {
        RawWorkbook sheets = new RawWorkbook();
        for (int i = 0; i < 30; i++) {
            sheets.sheet(
                    "Trang " + i,
                    row(1, i == 7 ? "A=Mã cơ quan" : "A=Khác", "B=Tên cơ quan") + row(2, "A=H26", "B=Sở"));
        }
        assertThat(read(sheets.bytes())).hasSize(1);
        assertThat(refused(sheets.sheet("Thêm", "").bytes())).isEqualTo("file.HOSTILE_WORKBOOK");

        StringBuilder texts = new StringBuilder();
        for (int i = 0; i < 33 << 10; i++) {
            texts.append("<si><t>").append("x".repeat(1 << 10)).append("</t></si>");
        }
        byte[] much = new RawWorkbook()
                .sheet("DS", row(1, "A=Mã cơ quan", "B=Tên cơ quan") + row(2, "A=H26", "B=Sở"))
                .part("xl/sharedStrings.xml", "<sst>" + texts + "</sst>")
                .bytes();
        assertThat(much.length).isLessThan(4 << 20);
        assertThat(refused(much)).isEqualTo("file.HOSTILE_WORKBOOK");
    }

    @Test
    void tenThousandRowsAreReadAndNotOneMore() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Agency code", "Name"));
        for (int i = 0; i < 10_000; i++) {
            rows.add(List.of("H26." + i, "=Trường " + i));
        }
        List<Row> read = read(files.workbook("Agencies", rows));
        assertThat(read).hasSize(10_000);
        assertThat(read.get(9_999).cells())
                .as("what would be a formula is disarmed")
                .containsEntry("name", "'=Trường 9999");
        rows.add(List.of("H26.X", "Một nữa"));
        assertThat(refused(files.workbook("Agencies", rows))).isEqualTo("agency.IMPORT_TOO_LONG");
    }
}
