package vn.lienthong.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.connector.Checkpoint;
import vn.lienthong.connector.ConnectorType;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.Verdict;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.Writer;
import vn.lienthong.connector.Writes;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.ValueType;

class FileWritingTest {
    private static final Schema SCHEMA =
            new Schema(List.of(Column.of("Mã", ValueType.TEXT), Column.of("Điểm", ValueType.DECIMAL)));

    @TempDir
    Path folder;

    private Drop drop(String type) {
        ConnectorType connector = type.equals("csv") ? new CsvType() : new ExcelType();
        return new Drop(folder, connector)
                .with("pattern", "out." + (type.equals("csv") ? "csv" : "xlsx"))
                .with("columns", List.of("Mã", "Điểm"));
    }

    private static String dataset(String type) {
        return type.equals("csv") ? "out.csv" : "Điểm thi";
    }

    private static WriteRequest request(WriteRequest.Mode mode, WriteRequest.Deletes deletes, boolean compare) {
        return new WriteRequest(
                new JobName("out"), SCHEMA, List.of("Mã"), mode, deletes, null, Map.of(), false, compare);
    }

    private static Writer writer(Session session, Drop drop, String from) {
        Dataset target = drop.describe(from);
        return ((Writes) session).writer(target, request(WriteRequest.Mode.REPLACE, WriteRequest.Deletes.KEEP, false));
    }

    private static Batch batch(@Nullable Object[]... rows) {
        return RowBatch.of(SCHEMA, List.of(rows), 1);
    }

    private static @Nullable Object[] row(String code, @Nullable String mark) {
        return new @Nullable Object[] {code, mark == null ? null : new BigDecimal(mark)};
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "excel"})
    void aNewFileIsMadeWithoutAnOldOneAndFormulasAreDisarmed(String type) {
        Drop drop = drop(type);
        try (Session session = drop.open();
                Writer writer = writer(session, drop, dataset(type))) {
            writer.takeOver();
            writer.begin(1, null, null);
            writer.write(batch(
                    row("=cmd|' /C calc'!A0", "-5"),
                    row("+84", null),
                    row("@x", "1E+3"),
                    row("\tđ", "8.50"),
                    row("a\"b,c\nd", "0")));
            writer.commit(null, Counts.NONE);
            assertThat(folder.resolve("out.csv")).doesNotExist();
            writer.finish(Counts.NONE);
            assertThat(writer.targetRows()).isEqualTo(5);
        }
        assertThat(drop.review(dataset(type)).rows)
                .containsExactly(
                        List.of("'=cmd|' /C calc'!A0", "-5"),
                        Arrays.asList("'+84", null),
                        List.of("'@x", "1000"),
                        List.of("'\tđ", "8.50"),
                        List.of("a\"b,c\nd", "0"));
    }

    @Test
    void excelOpensTheCsvAsUtf8() throws IOException {
        aNewFileIsMadeWithoutAnOldOneAndFormulasAreDisarmed("csv");
        assertThat(Files.readAllBytes(folder.resolve("out.csv")))
                .startsWith("\uFEFFMã,Điểm\r\n".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "excel"})
    void aKilledWriteGoesOnFromItsCheckpoint(String type) {
        Drop drop = drop(type);
        try (Session session = drop.open();
                Writer writer = writer(session, drop, dataset(type))) {
            writer.takeOver();
            writer.begin(7, null, "s");
            writer.write(batch(row("a", "1"), row("b", "2"), row("a", "3")));
            writer.commit(new Position("two"), new Counts(3, 2, 0, 0, 0, 1, 0));
            writer.write(batch(row("lost", "9")));
        }
        try (Session session = drop.open();
                Writer writer = writer(session, drop, dataset(type))) {
            Checkpoint checkpoint = writer.takeOver();
            assertThat(checkpoint.run()).isEqualTo(7);
            assertThat(checkpoint.batch()).isEqualTo(1);
            assertThat(checkpoint.position()).isEqualTo(new Position("two"));
            assertThat(checkpoint.counts().superseded()).isEqualTo(1);
            assertThat(checkpoint.finished()).isFalse();
            assertThat(writer.write(batch(row("c", "4"))).verdicts()).containsExactly(Verdict.INSERTED);
            writer.commit(new Position("three"), Counts.NONE);
            writer.finish(Counts.NONE);
            assertThat(writer.takeOver().finished()).isTrue();
        }
        assertThat(drop.review(dataset(type)).rows)
                .containsExactly(List.of("b", "2"), List.of("a", "3"), List.of("c", "4"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "excel"})
    void aRejectedRowKeepsWhatTheFileHeld(String type) {
        Drop drop = drop(type);
        aKilledWriteGoesOnFromItsCheckpoint(type);
        try (Session session = drop.open();
                Writer writer = writer(session, drop, dataset(type))) {
            writer.takeOver();
            writer.begin(8, null, "s");
            writer.write(batch(row("c", "5")));
            writer.keep(batch(row("b", null), row("c", null), row("unknown", null)));
            writer.commit(null, Counts.NONE);
            writer.finish(Counts.NONE);
        }
        assertThat(drop.review(dataset(type)).rows).containsExactly(List.of("c", "5"), List.of("b", "2"));
    }

    @Test
    void aWriterThatWasTakenOverFromStops() {
        Drop drop = drop("csv");
        try (Session session = drop.open();
                Writer old = writer(session, drop, "out.csv");
                Writer young = writer(session, drop, "out.csv")) {
            old.takeOver();
            old.begin(1, null, null);
            young.takeOver();
            assertThatThrownBy(() -> {
                        old.write(batch(row("a", "1")));
                        old.commit(null, Counts.NONE);
                    })
                    .hasMessageContaining("SUPERSEDED_WRITER");
        }
    }

    @Test
    void whatAFileCannotDoIsSaid() {
        Drop drop = drop("csv");
        try (Session session = drop.open()) {
            Dataset many = drop.describe("*.csv");
            WriteRequest right = request(WriteRequest.Mode.REPLACE, WriteRequest.Deletes.KEEP, false);
            assertThatThrownBy(() -> ((Writes) session).writer(many, right)).hasMessageContaining("one file");
        }
        drop.with("encoding", "tcvn3");
        try (Session session = drop.open()) {
            Dataset target = drop.describe("out.csv");
            WriteRequest right = request(WriteRequest.Mode.UPSERT, WriteRequest.Deletes.KEEP, false);
            assertThatThrownBy(() -> ((Writes) session).writer(target, right)).hasMessageContaining("UTF-8");
        }
    }
}
