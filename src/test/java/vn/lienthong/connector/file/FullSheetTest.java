package vn.lienthong.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.Writer;
import vn.lienthong.connector.Writes;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.ValueType;

/** More rows than a sheet holds: the job is told, and the workbook that stands stays whole. */
class FullSheetTest {
    private static final Schema SCHEMA = new Schema(List.of(Column.of("Mã", ValueType.INTEGER)));
    private static final int BATCH = 100_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(WriteRequest.Mode.class)
    void theWorkbookThatStandsStaysAndTheJobIsTold(WriteRequest.Mode mode) throws Exception {
        Drop drop =
                new Drop(folder, new ExcelType()).with("pattern", "out.xlsx").with("columns", List.of("Mã"));
        move(drop, mode, 1, 3);
        assertThatThrownBy(() -> move(drop, mode, 4, WorkbookSink.ROWS + 3))
                .hasMessageContaining("SHEET_FULL")
                .hasMessageContaining("out.xlsx")
                .hasMessageContaining("1048575")
                .hasMessageContaining("CSV");
        assertThat(drop.review("DS").rows).containsExactly(List.of("1"), List.of("2"), List.of("3"));
    }

    private static void move(Drop drop, WriteRequest.Mode mode, int first, int last) {
        WriteRequest request = new WriteRequest(
                new JobName("out"),
                SCHEMA,
                List.of("Mã"),
                mode,
                WriteRequest.Deletes.KEEP,
                null,
                Map.of(),
                false,
                false);
        try (Session session = drop.open();
                Writer writer = ((Writes) session).writer(drop.describe("DS"), request)) {
            writer.takeOver();
            writer.begin(first, null, null);
            for (int from = first; from <= last; from += BATCH) {
                List<@Nullable Object[]> rows = new ArrayList<>();
                for (int code = from; code <= Math.min(last, from + BATCH - 1); code++) {
                    rows.add(new @Nullable Object[] {(long) code});
                }
                writer.write(RowBatch.of(SCHEMA, rows, from));
                writer.commit(null, Counts.NONE);
            }
            writer.finish(Counts.NONE);
        }
    }
}
