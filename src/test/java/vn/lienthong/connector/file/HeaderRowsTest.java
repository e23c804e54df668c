package vn.lienthong.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static vn.lienthong.connector.file.RawWorkbook.row;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.kernel.HubException;

/** A header that is not as agreed is named by file, sheet and row, with what to do. */
class HeaderRowsTest {
    @TempDir
    Path folder;

    private HubException refused(String rows, String merges, String... columns) throws IOException {
        Drop drop = new Drop(folder, new ExcelType()).with("columns", List.of(columns));
        drop.file(
                "a.xlsx",
                new RawWorkbook().sheet("Lớp 1", "visible", rows, merges).bytes());
        HubException refused = catchThrowableOfType(HubException.class, () -> drop.run("lớp 1"));
        assertThat(drop.files()).containsExactly("a.xlsx");
        return refused;
    }

    @Test
    void twoHeaderRowsThatAreNotMergedAreToldFromAMissingColumn() throws IOException {
        String rows = row(1, "A=TRƯỜNG TIỂU HỌC")
                + row(4, "A=STT", "B=Họ và tên", "C=Cha")
                + row(5, "C=Họ tên cha", "D=Nghề")
                + row(6, "A=1", "B=An", "C=Bình", "D=Nông dân");
        HubException refused = refused(rows, "", "STT", "Họ và tên", "nghề");
        assertThat(refused).hasMessageContaining("HEADER_SPLIT");
        assertThat(refused.getMessage()).contains("a.xlsx › Lớp 1", "row 4", "cell D5", "nghề");
    }

    @Test
    void aMissingColumnIsNamedWithSheetAndRow() throws IOException {
        HubException refused = refused(row(3, "A=Mã", "B=Họ tên") + row(4, "A=1", "B=An"), "", "Mã", "Họ tên HS");
        assertThat(refused).hasMessageContaining("COLUMN_MISSING");
        assertThat(refused.getMessage()).contains("a.xlsx › Lớp 1", "row 3", "Họ tên");
    }

    @Test
    void mergedHeadersOfOneNameAreNamedByTheirCells() throws IOException {
        String rows = row(2, "A=Mã", "B=Họ tên", "C=Họ tên") + row(3, "A=1", "B=An", "C=Bình");
        HubException refused = refused(rows, "", "Mã", "Họ tên");
        assertThat(refused).hasMessageContaining("HEADER_TWICE");
        assertThat(refused.getMessage()).contains("a.xlsx › Lớp 1", "B2", "C2");
    }

    @Test
    void aSheetWithoutAnyHeaderIsNamed() throws IOException {
        HubException refused = refused("", "", "Mã");
        assertThat(refused).hasMessageContaining("HEADER_MISSING");
        assertThat(refused.getMessage()).contains("a.xlsx › Lớp 1");
    }

    @Test
    void theHeaderOfAMergedBlockIsFoundWhereOnlyTheSecondRowNamesIt() throws IOException {
        String rows = row(1, "A=Mã", "B=Cha") + row(2, "B=Họ tên", "C=Nghề") + row(3, "A=1", "B=Bình", "C=Thợ");
        Drop drop = new Drop(folder, new ExcelType()).with("columns", List.of("Mã", "Nghề"));
        String merges = "<mergeCells><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"B1:C1\"/></mergeCells>";
        drop.file(
                "a.xlsx", new RawWorkbook().sheet("DS", "visible", rows, merges).bytes());
        assertThat(drop.run("DS").rows).containsExactly(List.of("1", "Thợ"));
    }
}
