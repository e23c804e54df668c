package vn.lienthong.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Reads;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.Verdict;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.WriteRequest.Deletes;
import vn.lienthong.connector.WriteRequest.Mode;
import vn.lienthong.connector.WriteResult;
import vn.lienthong.connector.Writer;
import vn.lienthong.connector.Writes;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.ValueType;

/** A file as a table with a key: what stands in it is kept, compared and changed row by row. */
class FileTargetTest {
    private static final Schema SCHEMA =
            new Schema(List.of(Column.of("Mã", ValueType.TEXT), Column.of("Tên", ValueType.TEXT)));

    @TempDir
    Path folder;

    private Drop drop(String type) {
        return new Drop(folder, type.equals("csv") ? new CsvType() : new ExcelType())
                .with("pattern", type.equals("csv") ? "out.csv" : "out.xlsx")
                .with("columns", List.of("Mã", "Tên"));
    }

    private static String from(String type) {
        return type.equals("csv") ? "out.csv" : "Lớp";
    }

    private static WriteRequest request(Mode mode, Deletes deletes) {
        return new WriteRequest(
                new JobName("out"),
                SCHEMA,
                mode == Mode.APPEND ? List.of() : List.of("Mã"),
                mode,
                deletes,
                deletes == Deletes.MARK ? "Đã nghỉ" : null,
                Map.of(),
                false,
                false);
    }

    private static Batch rows(String... texts) {
        @Nullable Object[][] rows = new @Nullable Object[texts.length / 2][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new @Nullable Object[] {texts[2 * i], texts[2 * i + 1]};
        }
        return RowBatch.of(SCHEMA, Arrays.asList(rows), 1);
    }

    private static Verdict[] run(Drop drop, String from, WriteRequest request, Batch batch) {
        try (Session session = drop.open();
                Writer writer = ((Writes) session).writer(drop.describe(from), request)) {
            writer.takeOver();
            writer.begin(1, null, null);
            Verdict[] verdicts = writer.write(batch).verdicts();
            writer.commit(new Position("end"), Counts.NONE);
            if (request.deletes() != Deletes.KEEP) {
                writer.deleteAbsent();
                writer.commit(null, Counts.NONE);
            }
            writer.finish(Counts.NONE);
            return verdicts;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "excel"})
    void whateverTextIsWrittenIsFoundUnchangedAndReadBackAsGiven(String type) {
        String[] nasty = {
            "1",
            "=1+1",
            "2",
            "'=1+1",
            "3",
            "''@x",
            "4",
            "-5",
            "5",
            "-5,5",
            "6",
            "-1+cmd",
            "7",
            " đầu cuối ",
            "8",
            "dòng\r\nmới\ttab",
            "9",
            "_x000D_ & <b> \"q\"",
            "10",
            "'",
            "11",
            "+84912",
            "12",
            "😀 Ư Ữ",
            "13",
            "a,b;c|d"
        };
        Drop drop = drop(type);
        WriteRequest upsert = request(Mode.UPSERT, Deletes.KEEP);

        assertThat(run(drop, from(type), upsert, rows(nasty))).containsOnly(Verdict.INSERTED);
        assertThat(run(drop, from(type), upsert, rows(nasty))).containsOnly(Verdict.UNCHANGED);

        try (Session session = drop.open()) {
            var dataset = drop.describe(from(type));
            var request = new ReadRequest(ReadRequest.Kind.REVIEW, List.of(), null, null, 1, 100, Duration.ZERO);
            Drop.Read read = new Drop.Read();
            read.add(((Reads) session).readBack(dataset, request).next());
            assertThat(read.rows.stream().flatMap(List::stream).toArray()).isEqualTo(nasty);
        }
        assertThat(drop.review(from(type)).rows.get(0)).containsExactly("1", "'=1+1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "excel"})
    void whatNoFileCanHoldIsRefusedRowByRow(String type) {
        Drop drop = drop(type);
        try (Session session = drop.open();
                Writer writer =
                        ((Writes) session).writer(drop.describe(from(type)), request(Mode.UPSERT, Deletes.KEEP))) {
            writer.takeOver();
            writer.begin(1, null, null);
            WriteResult result = writer.write(
                    rows("1", "a\0b", "2", "\uD800", "3", "\uFFFD", "4", "\u0007", "", "không mã", "5", "được"));
            assertThat(result.verdicts()).containsExactly(rejectedThen(5, Verdict.INSERTED));
            assertThat(result.rejected()).extracting(r -> r.code()).contains("target.bad_character", "target.empty");
        }
    }

    private static Verdict[] rejectedThen(int count, Verdict last) {
        Verdict[] all = new Verdict[count + 1];
        Arrays.fill(all, Verdict.REJECTED);
        all[count] = last;
        return all;
    }

    @Test
    void theTemplateOfTheFileIsKept() throws IOException {
        Drop drop = drop("csv").file("out.csv", "Ghi chú;Tên;MÃ\ngiữ;An;1\nxem;Bình;2\n;Chi;3\n");

        Verdict[] verdicts =
                run(drop, "out.csv", request(Mode.UPSERT, Deletes.KEEP), rows("2", "Bé", "4", "Dũng", "1", "An"));

        assertThat(verdicts).containsExactly(Verdict.UPDATED, Verdict.INSERTED, Verdict.UNCHANGED);
        assertThat(Files.readString(folder.resolve("out.csv")))
                .isEqualTo("\uFEFFGhi chú,Tên,MÃ\r\ngiữ,An,1\r\nxem,Bé,2\r\n,Chi,3\r\n,Dũng,4\r\n");
    }

    @Test
    void aDelimiterThatIsSetIsTheOneWritten() throws IOException {
        Drop drop = drop("csv").with("delimiter", ";");
        run(drop, "out.csv", request(Mode.UPSERT, Deletes.KEEP), rows("1", "An"));
        assertThat(Files.readString(folder.resolve("out.csv"))).isEqualTo("\uFEFFMã;Tên\r\n1;An\r\n");
        assertThat(run(drop, "out.csv", request(Mode.UPSERT, Deletes.KEEP), rows("1", "An")))
                .containsExactly(Verdict.UNCHANGED);
    }

    @Test
    void aRowThatStandsTwiceIsMendedWhenItIsWritten() throws IOException {
        Drop drop = drop("csv").file("out.csv", "Mã,Tên\n1,An\n2,Bình\n1,An\n");
        assertThat(run(drop, "out.csv", request(Mode.UPSERT, Deletes.KEEP), rows("1", "An", "2", "Bình")))
                .containsExactly(Verdict.UPDATED, Verdict.UNCHANGED);
        assertThat(drop.review("out.csv").rows).containsExactly(List.of("1", "An"), List.of("2", "Bình"));
    }

    @Test
    void absentRowsAreMarkedOnceAndUnmarkedWhenTheyComeBack() throws IOException {
        Drop drop = new Drop(folder, new CsvType()).file("out.csv", "Mã,Tên,Đã nghỉ\n1,An,\n2,Bình,\n");
        WriteRequest mark = request(Mode.UPSERT, Deletes.MARK);
        run(drop, "out.csv", mark, rows("1", "An"));
        assertThat((String) drop.review("out.csv").rows.get(1).get(2)).matches("\\d{4}-\\d\\d-\\d\\d");
        try (Session session = drop.open();
                Writer writer = ((Writes) session).writer(drop.describe("out.csv"), mark)) {
            writer.takeOver();
            writer.begin(2, null, null);
            writer.write(rows("1", "An"));
            assertThat(writer.absent(5).count()).isZero();
        }
        assertThat(run(drop, "out.csv", mark, rows("1", "An", "2", "Bình")))
                .containsExactly(Verdict.UNCHANGED, Verdict.UPDATED);
        assertThat(drop.review("out.csv").rows.get(1)).containsExactly("2", "Bình", null);
    }

    @Test
    void aRowThatCannotBeReadStopsTheRunBeforeItIsLost() throws IOException {
        Drop drop = drop("csv").file("out.csv", "Mã,Tên\n1,An\n2\n");
        assertThatThrownBy(() -> run(drop, "out.csv", request(Mode.UPSERT, Deletes.KEEP), rows("1", "An")))
                .hasMessageContaining("line 3");
        assertThat(Files.readString(folder.resolve("out.csv"))).isEqualTo("Mã,Tên\n1,An\n2\n");
        run(drop, "out.csv", request(Mode.REPLACE, Deletes.KEEP), rows("1", "An"));
        assertThat(drop.review("out.csv").rows).containsExactly(List.of("1", "An"));
    }

    @Test
    void aTargetThatIsReplacedMeanwhileIsNotOverwritten() throws IOException {
        Drop drop = drop("csv").file("out.csv", "Mã,Tên\n1,An\n");
        WriteRequest upsert = request(Mode.UPSERT, Deletes.KEEP);
        try (Session session = drop.open();
                Writer writer = ((Writes) session).writer(drop.describe("out.csv"), upsert)) {
            writer.takeOver();
            writer.begin(1, null, null);
            writer.write(rows("2", "Bình"));
            writer.commit(new Position("one"), Counts.NONE);
            drop.file("out.csv", "Mã,Tên\n1,An\n3,Người khác ghi\n");
            assertThatThrownBy(() -> writer.finish(Counts.NONE)).hasMessageContaining("TARGET_CHANGED");
        }
        assertThat(Files.readString(folder.resolve("out.csv"))).contains("Người khác ghi");
        try (Session session = drop.open();
                Writer writer = ((Writes) session).writer(drop.describe("out.csv"), upsert)) {
            assertThat(writer.takeOver().run()).as("begins anew").isZero();
        }
        run(drop, "out.csv", upsert, rows("2", "Bình"));
        assertThat(drop.review("out.csv").rows).hasSize(3);
    }

    @Test
    void aKillBetweenTheDecisionAndTheRenameAppendsNothingTwice() throws IOException {
        Drop drop = drop("csv").file("out.csv", "Mã,Tên\n1,An\n");
        Path own = Files.createDirectories(folder.resolve(".writing"));
        Path target = folder.resolve("out.csv");
        Generation killed = new Generation(own, target, Here.IT, new JobName("out"));
        killed.takeOver();
        killed.begin(7, null, null, StandingFile.identity(target));
        String before = StandingFile.identity(target);
        Path aside = Files.move(target, folder.resolve("aside"));
        // a folder of that name makes the rename fail after the decision was stored
        Files.createDirectories(target.resolve("in the way"));
        Files.writeString(killed.complete(), "Mã,Tên\n1,An\n2,Bình\n");
        assertThatThrownBy(() -> killed.finish(new Counts(1, 1, 0, 0, 0, 0, 0), before))
                .isInstanceOf(HubException.class);
        Files.delete(target.resolve("in the way"));
        Files.delete(target);
        Files.move(aside, target);

        try (Session session = drop.open();
                Writer writer =
                        ((Writes) session).writer(drop.describe("out.csv"), request(Mode.APPEND, Deletes.KEEP))) {
            assertThat(writer.takeOver().finished()).isTrue();
        }
        assertThat(drop.review("out.csv").rows).containsExactly(List.of("1", "An"), List.of("2", "Bình"));
    }

    @Test
    void twoJobsKeepTheirOwnCheckpointsAndScopesInOneFile() throws IOException {
        Drop drop = drop("csv").file("out.csv", "Mã,Tên\n");
        Schema scoped = SCHEMA;
        for (String job : List.of("north", "south", "north")) {
            WriteRequest mine = new WriteRequest(
                    new JobName(job),
                    scoped,
                    List.of("Mã"),
                    Mode.REPLACE,
                    Deletes.KEEP,
                    null,
                    Map.of("Tên", job),
                    false,
                    false);
            run(drop, "out.csv", mine, rows(job + "-1", job, job + "-2", job));
        }
        assertThat(drop.review("out.csv").rows)
                .containsExactlyInAnyOrder(
                        List.of("north-1", "north"),
                        List.of("north-2", "north"),
                        List.of("south-1", "south"),
                        List.of("south-2", "south"));
    }

    @Test
    void aWorkbookWithOtherSheetsIsNotWrittenOver() throws IOException {
        try (OutputStream bytes = Files.newOutputStream(folder.resolve("out.xlsx"));
                Workbook workbook = new Workbook(bytes, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Lớp");
            sheet.value(0, 0, "Mã");
            sheet.value(0, 1, "Tên");
            workbook.newWorksheet("Ghi chú").value(0, 0, "quý giá");
        }
        byte[] before = Files.readAllBytes(folder.resolve("out.xlsx"));
        assertThatThrownBy(() -> run(drop("excel"), "Lớp", request(Mode.REPLACE, Deletes.KEEP), rows("1", "An")))
                .hasMessageContaining("SHEETS_LOST");
        assertThat(Files.readAllBytes(folder.resolve("out.xlsx"))).isEqualTo(before);
    }
}
