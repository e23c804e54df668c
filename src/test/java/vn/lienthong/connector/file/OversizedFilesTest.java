package vn.lienthong.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.lienthong.connector.file.RawWorkbook.row;

import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that never ends is refused before it fills memory, with its place and the limit. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OversizedFilesTest {
    /** What a read of any file may take from the heap over its whole time, garbage included. */
    private static final long ALLOCATED = 1L << 30;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"1,%s", "1,\"%s", "\"%s", "%s", "1,a\"%s"})
    void aLineWithoutEndStopsWithItsPlaceAndTheLimit(String beginning) throws IOException {
        Drop drop = new Drop(folder, new CsvType()).with("columns", List.of("Mã", "Tên"));
        try (BufferedWriter text = Files.newBufferedWriter(folder.resolve("a.csv"))) {
            text.write("Mã,Tên\n0,đầu\n");
            text.write(beginning.replace("%s", ""));
            for (int i = 0; i < 64; i++) {
                text.write("ầ".repeat(1 << 20));
            }
        }

        assertThat(allocated(() -> assertThatThrownBy(() -> drop.run("*.csv"))
                        .hasMessageContaining("FIELD_TOO_LONG")
                        .hasMessageContaining("a.csv")
                        .hasMessageContaining("line 3")
                        .hasMessageContaining(String.valueOf(CsvTable.FIELD))))
                .isLessThan(ALLOCATED);
        assertThat(drop.files()).containsExactly("a.csv");
    }

    @Test
    void aRowOfManyFieldsAndOneOfManyCharactersStopToo() throws IOException {
        Drop drop = new Drop(folder, new CsvType()).with("columns", List.of("Mã"));
        for (String field : List.of("x,", "x".repeat(1000) + ",")) {
            drop.file("a.csv", "Mã,Tên\n" + field.repeat(field.length() == 2 ? 20_000 : 5_000));

            assertThatThrownBy(() -> drop.run("*.csv"))
                    .hasMessageContaining("FIELD_TOO_LONG")
                    .hasMessageContaining("line 2");
        }
    }

    /** Each within its limits; together they would fill memory while the header is looked for. */
    @Test
    void longRowsBeforeTheHeaderAreNotAllHeld() throws IOException {
        Drop drop =
                new Drop(folder, new CsvType()).with("columns", List.of("Mã")).with("stable_seconds", 0L);
        try (BufferedWriter text = Files.newBufferedWriter(folder.resolve("a.csv"))) {
            text.write("Mã,Tên\n");
            for (int i = 0; i < 30; i++) {
                text.write((i + "," + "ầ".repeat(1_000_000) + ("," + "ầ".repeat(1_000_000)).repeat(2)) + "\n");
            }
        }
        long held = held(drop);

        assertThat(held).isLessThan(64L << 20);
    }

    static Stream<Arguments> workbooks() {
        String header = row(1, "A=Mã");
        String run = "<r><t>" + "x".repeat(1 << 19) + "</t></r>";
        String pointing = "<c t=\"s\"><v>0</v></c>";
        return Stream.of(
                Arguments.of(
                        "one text of many runs",
                        new RawWorkbook()
                                .sheet("DS", header)
                                .part("xl/sharedStrings.xml", "<sst><si>" + run.repeat(150) + "</si></sst>"),
                        "1048576"),
                Arguments.of(
                        "one cell of many runs",
                        new RawWorkbook()
                                .sheet(
                                        "DS",
                                        header + "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is>" + run.repeat(150)
                                                + "</is></c></row>"),
                        "1048576"),
                Arguments.of(
                        "a row of long cells",
                        new RawWorkbook()
                                .sheet(
                                        "DS",
                                        header + "<row r=\"2\">"
                                                + ("<c t=\"inlineStr\"><is><t>" + "x".repeat(500_000) + "</t></is></c>")
                                                        .repeat(150)
                                                + "</row>"),
                        "row 2 holds more than 4194304"),
                Arguments.of(
                        "a row of cells that point to one long text",
                        new RawWorkbook()
                                .sheet("DS", "<row r=\"1\">" + pointing.repeat(16_000) + "</row>")
                                .part(
                                        "xl/sharedStrings.xml",
                                        "<sst><si><t>" + "x".repeat(1_000_000) + "</t></si></sst>"),
                        "row 1 holds more than 4194304"),
                Arguments.of(
                        "a format that is no format",
                        new RawWorkbook()
                                .sheet("DS", header + "<row r=\"2\"><c r=\"A2\" s=\"1\"><v>1</v></c></row>")
                                .styles("[".repeat(1 << 20)),
                        ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("workbooks")
    void aWorkbookMadeToFillMemoryIsRefused(String what, RawWorkbook workbook, String why) throws IOException {
        Drop drop = new Drop(folder, new ExcelType()).with("columns", List.of("Mã"));
        drop.file("a.xlsx", workbook.bytes());

        assertThat(allocated(() -> {
                    if (why.isEmpty()) {
                        assertThat(drop.run("DS").rows).hasSize(1);
                    } else {
                        assertThatThrownBy(() -> drop.run("DS"))
                                .hasMessageContaining("HOSTILE_WORKBOOK")
                                .hasMessageContaining("a.xlsx")
                                .hasMessageContaining(why);
                    }
                }))
                .isLessThan(2 * ALLOCATED);
    }

    /** What is held when the header has been found. */
    private static long held(Drop drop) throws IOException {
        Runtime memory = Runtime.getRuntime();
        System.gc();
        long before = memory.totalMemory() - memory.freeMemory();
        CsvFormat format = new CsvFormat(drop.opening().settings());
        try (Table table =
                format.open(drop.folder.resolve("a.csv"), "a.csv", "*.csv", CsvFormat.texts(List.of("Mã")))) {
            System.gc();
            long now = memory.totalMemory() - memory.freeMemory();
            assertThat(table.header().names()).contains("Mã");
            return now - before;
        }
    }

    private static long allocated(Runnable act) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        act.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
