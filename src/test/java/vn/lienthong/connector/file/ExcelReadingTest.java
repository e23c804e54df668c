package vn.lienthong.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.lienthong.connector.file.RawWorkbook.row;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.Session;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.ValueType;

class ExcelReadingTest {
    @TempDir
    Path folder;

    private Drop drop;

    @BeforeEach
    void drop() {
        drop = new Drop(folder, new ExcelType());
    }

    private Drop.Read run(RawWorkbook workbook) throws IOException {
        return drop.file("a.xlsx", workbook.bytes()).run("DS");
    }

    @Test
    void titlesAndMergedHeadersAreUnderstood() throws IOException {
        String rows = row(1, "A=PHÒNG GDĐT SA PA")
                + row(2, "B=Danh sách học sinh")
                + row(4, "A=STT", "B=Họ và\ntên", "C=Cha")
                + row(5, "C=Họ tên cha", "D=Nghề")
                + row(6, "A=1", "B=An", "C=Bình", "D=Nông dân");
        String merges = "<mergeCells><mergeCell ref=\"A4:A5\"/><mergeCell ref=\"B4:B5\"/><mergeCell ref=\"C4:D4\"/>"
                + "</mergeCells>";
        drop.with("columns", List.of("nghề", "họ và tên"));
        assertThat(run(new RawWorkbook().sheet("DS", "visible", rows, merges)).rows)
                .containsExactly(List.of("Nông dân", "An"));
        assertThat(new Drop(folder, new ExcelType()).describe("DS").schema().columns())
                .extracting(Column::name)
                .containsExactly("STT", "Họ và tên", "Họ tên cha", "Nghề");
    }

    @Test
    void aRowBelowTheMergedHeaderIsNotTakenForData() throws IOException {
        String rows = row(1, "A=Mã", "B=Cha") + row(2, "B=Họ tên") + row(3, "A=1", "B=x");
        String merges = "<mergeCells><mergeCell ref=\"A1:A2\"/></mergeCells>";
        drop.with("columns", List.of("Mã", "Cha"));
        assertThat(run(new RawWorkbook().sheet("DS", "visible", rows, merges)).rows)
                .containsExactly(List.of("1", "x"));
    }

    @Test
    void cellsComeAsWhatTheyAre() throws IOException {
        String cells = row(1, "A=ngày", "B=lúc", "C=số", "D=lẻ", "E=mã", "F=có", "G=chữ", "H=tính")
                + "<row r=\"2\"><c r=\"A2\" s=\"1\"><v>41157</v></c><c r=\"B2\" s=\"2\"><v>41157.75</v></c>"
                + "<c r=\"C2\"><v>12</v></c><c r=\"D2\"><v>0.30000000000000004</v></c>"
                + "<c r=\"E2\" s=\"3\"><v>1205012345</v></c><c r=\"F2\" t=\"b\"><v>1</v></c>"
                + "<c r=\"G2\" t=\"inlineStr\"><is><r><t>1.234</t></r><rPh><t>x</t></rPh><r><t>,5</t></r></is></c>"
                + "<c r=\"H2\" t=\"str\"><f>A1&amp;B1</f><v>007_x000A_</v></c></row>"
                + "<row r=\"3\"/><row r=\"4\"><c r=\"A4\" s=\"1\"/></row>";
        RawWorkbook workbook =
                new RawWorkbook().sheet("DS", cells).styles("dd/mm/yyyy", "dd/mm/yyyy hh:mm", "000000000000");
        drop.file("a.xlsx", workbook.bytes());
        assertThat(drop.describe("DS").schema().columns())
                .extracting(Column::type)
                .containsExactly(
                        ValueType.DATE,
                        ValueType.TIMESTAMP,
                        ValueType.INTEGER,
                        ValueType.DECIMAL,
                        ValueType.TEXT,
                        ValueType.BOOLEAN,
                        ValueType.TEXT,
                        ValueType.TEXT);
        assertThat(drop.run("DS").rows)
                .containsExactly(List.of(
                        LocalDate.of(2012, 9, 5),
                        LocalDateTime.of(2012, 9, 5, 18, 0),
                        12L,
                        new BigDecimal("0.3"),
                        "001205012345",
                        true,
                        "1.234,5",
                        "007\n"));
    }

    @Test
    void bothDaysOneAreKnown() throws IOException {
        String rows = row(1, "A=ngày") + "<row r=\"2\"><c r=\"A2\" s=\"1\"><v>0</v></c></row>"
                + "<row r=\"3\"><c r=\"A3\" s=\"1\"><v>59</v></c></row>";
        assertThat(run(new RawWorkbook().from1904().sheet("DS", rows).styles("d/m/yy")).rows)
                .containsExactly(List.of(LocalDate.of(1904, 1, 1)), List.of(LocalDate.of(1904, 2, 29)));
        assertThat(CellStyle.of("#,##0 \"đ\"")).isEqualTo(CellStyle.PLAIN);
        assertThat(CellStyle.of("[$-42A]d mmmm yyyy").date()).isTrue();
        assertThat(CellStyle.of("0.00E+00")).isEqualTo(CellStyle.PLAIN);
        assertThat(CellStyle.of("[Red]General")).isEqualTo(CellStyle.PLAIN);
    }

    @Test
    void aCellThatCannotBeUsedRefusesItsRowOnly() throws IOException {
        String rows = row(1, "A=Mã", "B=Tên")
                + "<row r=\"2\"><c r=\"A2\"><v>1</v></c></row>"
                + "<row r=\"3\"><c r=\"A3\" t=\"e\"><f>B1/0</f><v>#REF!</v></c></row>"
                + "<row r=\"4\"><c r=\"A4\"><f>1+1</f></c></row>"
                + "<row r=\"5\"><c r=\"A5\"><v>1.20501234567801E+17</v></c></row>"
                + row(6, "A=chữ")
                + "<row r=\"7\"><c r=\"A7\"><v>2</v></c><c r=\"B7\" t=\"inlineStr\"><is><t>Nguyá»…n</t></is></c></row>"
                + "<row r=\"8\"><c r=\"A8\"><v>3</v></c></row>";
        RawWorkbook workbook = new RawWorkbook().sheet("DS", rows);
        drop.file("a.xlsx", workbook.bytes());
        Drop.Read read = drop.run("DS");
        assertThat(read.unreadable)
                .extracting(Rejection::code)
                .containsExactly("file.cell_error", "file.no_value", "file.digits_lost", "file.encoded_twice");
        assertThat(read.unreadable.get(0).reason().vi()).isEqualTo("ô A3: lỗi #REF!");
        assertThat(read.rows).extracting(row -> row.get(0)).containsExactly("1", "chữ", "3");
    }

    @Test
    void aValueUnlikeItsColumnIsRefusedWithItsCell() throws IOException {
        StringBuilder rows = new StringBuilder(row(1, "A=Lớp"));
        for (int i = 2; i <= 300; i++) {
            rows.append("<row r=\"" + i + "\"><c r=\"A" + i + "\"><v>5</v></c></row>");
        }
        rows.append(row(301, "A=năm")).append(row(302, "A=6"));
        Drop.Read read = run(new RawWorkbook().sheet("DS", rows.toString()));
        assertThat(read.rows).hasSize(300).last().isEqualTo(List.of(6L));
        assertThat(read.unreadable.get(0).reason().en()).startsWith("cell A301: not integer");
    }

    @Test
    void aNumberAmongDatesIsRefusedAndNoDateIsGuessed() throws IOException {
        StringBuilder rows = new StringBuilder(row(1, "A=Ngày sinh"));
        for (int i = 2; i <= 300; i++) {
            rows.append("<row r=\"" + i + "\"><c r=\"A" + i + "\" s=\"1\"><v>41157</v></c></row>");
        }
        rows.append("<row r=\"301\"><c r=\"A301\"><v>41158</v></c></row>");
        Drop.Read read = run(new RawWorkbook().sheet("DS", rows.toString()).styles("dd/mm/yyyy"));
        assertThat(read.rows).hasSize(299).allMatch(row -> row.get(0).equals(LocalDate.of(2012, 9, 5)));
        assertThat(read.unreadable.get(0).reason().en()).startsWith("cell A301: not date");
    }

    @Test
    void partsThatPointOutOfTheArchiveAreNotFollowed(@TempDir Path outside) throws IOException {
        Path secret = outside.resolve("worksheets");
        Files.createDirectories(secret);
        Files.writeString(
                secret.resolve("sheet1.xml"), "<worksheet><sheetData>" + row(1, "A=Mã") + "</sheetData></worksheet>");
        String target = "/../../../../../../../.." + secret.resolve("sheet1.xml");
        RawWorkbook workbook = new RawWorkbook()
                .sheet("DS", row(1, "A=Mã") + row(2, "A=1"))
                .part("../../" + outside.getFileName() + "/evil.xml", "<x/>")
                .part("/evil.xml", "<x/>");
        assertThat(run(workbook).rows).containsExactly(List.of("1"));
        assertThat(outside.resolve("evil.xml")).doesNotExist();
        drop.file("b.xlsx", new RawWorkbook().relation("DS", target).bytes());
        assertThatThrownBy(() -> drop.with("columns", List.of("Mã")).run("DS"))
                .hasMessageContaining("NOT_A_WORKBOOK")
                .hasMessageContaining("is missing");
    }

    @Test
    void hiddenSheetsAreUsedOnlyWhenNamed() throws IOException {
        RawWorkbook workbook = new RawWorkbook()
                .sheet("DM", "hidden", row(1, "A=Mã") + row(2, "A=x"), "")
                .sheet("Học sinh", row(1, "A=Mã") + row(2, "A=1"));
        drop.file("a.xlsx", workbook.bytes());
        try (Session session = drop.open()) {
            assertThat(((Discovers) session).discover())
                    .extracting(Dataset::from)
                    .containsExactly("Học sinh");
        }
        assertThat(drop.review("*").rows).containsExactly(List.of("1"));
        assertThat(drop.review("DM").rows).containsExactly(List.of("x"));
    }

    @Test
    void twoSheetsOfOneWorkbookAreReadByTwoJobs() throws IOException {
        RawWorkbook workbook = new RawWorkbook()
                .sheet("Trường", row(1, "A=Mã") + row(2, "A=T1"))
                .sheet("Lớp", row(1, "A=Mã") + row(2, "A=L1"));
        drop.file("a.xlsx", workbook.bytes());
        assertThat(drop.run("Trường").rows).containsExactly(List.of("T1"));
        assertThat(drop.run("Lớp").rows).containsExactly(List.of("L1"));
        assertThat(drop.run("Trường").nothingNew).isTrue();
        assertThat(drop.run("Lớp").nothingNew).isTrue();
        assertThat(drop.files()).hasSize(1);
    }

    @Test
    @Timeout(value = 5, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void numbersWithoutEndAreRefusedAtOnce() throws IOException {
        Drop.Read read = run(new RawWorkbook()
                .sheet(
                        "DS",
                        row(1, "A=Mã") + row(2, "A=1")
                                + "<row r=\"3\"><c r=\"A3\"><v>" + "9".repeat(1_000_000) + "</v></c></row>"
                                + "<row r=\"4\"><c r=\"A4\"><v>1e2147483647</v></c></row>"));

        assertThat(read.rows).containsExactly(List.of("1"));
        assertThat(read.unreadable)
                .hasSize(2)
                .allMatch(row -> row.reason().en().contains("beyond what Excel can hold"));
    }

    static Stream<Arguments> hostile() throws IOException {
        String header = row(1, "A=Mã");
        String entity = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><worksheet><sheetData>" + header
                + "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>&e;</t></is></c></row></sheetData></worksheet>";
        char[] spaces = new char[120 << 20];
        Arrays.fill(spaces, ' ');
        for (int i = 0; i < spaces.length; i += 1 << 20) {
            spaces[i] = '<';
            spaces[i + 1] = 'a';
            spaces[i + 2] = '/';
            spaces[i + 3] = '>';
        }
        byte[] old = new byte[600];
        System.arraycopy(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0}, 0, old, 0, 4);
        byte[] encrypted = Arrays.copyOf(old, 4000);
        byte[] mark = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);
        System.arraycopy(mark, 0, encrypted, 1000, mark.length);
        return Stream.of(
                Arguments.of(
                        "entities",
                        new RawWorkbook()
                                .sheet("DS", "")
                                .part("xl/worksheets/sheet1.xml", entity)
                                .bytes(),
                        "HOSTILE_WORKBOOK"),
                Arguments.of(
                        "a bomb",
                        new RawWorkbook().sheet("DS", new String(spaces)).bytes(),
                        "HOSTILE_WORKBOOK"),
                Arguments.of(
                        "a name for everything",
                        new RawWorkbook()
                                .sheet(
                                        "DS",
                                        IntStream.range(0, 20_000)
                                                .mapToObj(n -> "<n" + n + "/>")
                                                .collect(Collectors.joining()))
                                .bytes(),
                        "HOSTILE_WORKBOOK"),
                Arguments.of(
                        "elements without a floor",
                        new RawWorkbook()
                                .sheet("DS", "<a>".repeat(1000) + "</a>".repeat(1000))
                                .bytes(),
                        "HOSTILE_WORKBOOK"),
                Arguments.of(
                        "an endless comment",
                        new RawWorkbook()
                                .sheet("DS", "<!-- ]]> ?> " + "<a/>".repeat(2 << 20) + "-->")
                                .bytes(),
                        "HOSTILE_WORKBOOK"),
                Arguments.of(
                        "an endless literal text",
                        new RawWorkbook()
                                .sheet("DS", "<![CDATA[ --> " + "<a/>".repeat(2 << 20) + "]]>")
                                .bytes(),
                        "HOSTILE_WORKBOOK"),
                Arguments.of(
                        "an endless text",
                        new RawWorkbook()
                                .sheet("DS", row(1, "A=" + "x".repeat(5 << 20)))
                                .bytes(),
                        "HOSTILE_WORKBOOK"),
                Arguments.of(
                        "a column far out",
                        new RawWorkbook().sheet("DS", row(1, "ZZZZZZ=x")).bytes(),
                        "HOSTILE_WORKBOOK"),
                Arguments.of("an old workbook", old, "OLD_WORKBOOK"),
                Arguments.of("a password", encrypted, "ENCRYPTED_WORKBOOK"),
                Arguments.of("a text file", "Mã,Tên\n".getBytes(StandardCharsets.UTF_8), "NOT_A_WORKBOOK"),
                Arguments.of("an empty file", new byte[0], "NOT_A_WORKBOOK"),
                Arguments.of(
                        "half a file",
                        Arrays.copyOf(new RawWorkbook().sheet("DS", header).bytes(), 300),
                        "NOT_A_WORKBOOK"),
                Arguments.of(
                        "broken xml", new RawWorkbook().sheet("DS", "<row><c>").bytes(), "NOT_A_WORKBOOK"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void whatIsNoGoodWorkbookIsRefusedWithARemedy(String what, byte[] bytes, String code) throws IOException {
        drop.with("columns", List.of("Mã")).file("a.xlsx", bytes);
        assertThatThrownBy(() -> drop.run("DS")).hasMessageContaining(code);
        assertThat(drop.files()).containsExactly("a.xlsx");
    }
}
