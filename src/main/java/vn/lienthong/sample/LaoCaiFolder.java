package vn.lienthong.sample;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import vn.lienthong.store.OwnerOnly;

/**
 * Lào Cai sends workbooks: a title over merged cells, a row of groups, headers with line breaks of which one stores letters and
 * marks apart, and the names of ethnic groups instead of their codes.
 */
final class LaoCaiFolder {
    /** The row, from 1, in which the headers stand. */
    static final int HEADER_ROW = 4;

    private static final List<String> HEADERS = List.of(
            "STT",
            "Mã học\nsinh",
            Normalizer.normalize("Họ và tên", Normalizer.Form.NFD),
            "Ngày  sinh",
            "Giới\ntính",
            "Dân tộc",
            "Số định danh\ncá nhân (*)",
            "Mã tỉnh",
            "Địa chỉ",
            "Mã trường",
            "Lớp");

    private final Path folder;
    private final SmallSector sector;
    private final Map<String, String> ethnicNames = new HashMap<>();

    LaoCaiFolder(Path folder, SmallSector sector) {
        this.folder = folder;
        this.sector = sector;
        for (List<String> row : SectorFacts.read("ethnic-names.csv")) {
            ethnicNames.put(row.get(0), row.get(1));
        }
    }

    /** Puts the first workbook into the folder unless that was done before; a marker says so, written last. */
    void dropFirst(Path marker, String name, long pupils) throws IOException {
        if (!Files.exists(marker)) {
            drop(name, pupils);
            OwnerOnly.createFolder(marker.getParent());
            OwnerOnly.write(marker, name);
        }
    }

    /** Puts a workbook of so many pupils into the folder; it appears there whole. */
    void drop(String name, long pupils) throws IOException {
        Files.createDirectories(folder);
        Path unfinished = folder.resolve("." + name + ".new");
        try (OutputStream out = Files.newOutputStream(unfinished);
                Workbook workbook = new Workbook(out, "Sample", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Học sinh");
            head(sheet);
            int row = HEADER_ROW;
            for (Iterator<Pupil> all = sector.pupils(pupils).iterator(); all.hasNext(); row++) {
                write(sheet, row, all.next());
                if (row % 1_000 == 0) {
                    sheet.flush();
                }
            }
        }
        Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void head(Worksheet sheet) {
        int last = HEADERS.size() - 1;
        sheet.value(0, 0, "SỞ GIÁO DỤC VÀ ĐÀO TẠO LÀO CAI (dữ liệu mẫu)");
        sheet.value(1, 0, "DANH SÁCH HỌC SINH NĂM HỌC 2026-2027");
        sheet.value(2, 0, "Học sinh");
        sheet.value(2, 7, "Nơi ở và lớp học");
        sheet.range(0, 0, 0, last).merge();
        sheet.range(1, 0, 1, last).merge();
        sheet.range(2, 0, 2, 6).merge();
        sheet.range(2, 7, 2, last).merge();
        sheet.range(HEADER_ROW - 1, 0, HEADER_ROW - 1, last)
                .style()
                .bold()
                .wrapText(true)
                .set();
        for (int column = 0; column <= last; column++) {
            sheet.value(HEADER_ROW - 1, column, HEADERS.get(column));
        }
    }

    private void write(Worksheet sheet, int row, Pupil pupil) {
        sheet.value(row, 0, row - HEADER_ROW + 1);
        sheet.value(row, 1, pupil.id());
        sheet.value(row, 2, pupil.name());
        sheet.value(row, 3, pupil.birthDateText());
        sheet.value(row, 4, pupil.sexAs("Nam", "Nữ", "?"));
        sheet.value(row, 5, ethnicNames.getOrDefault(pupil.ethnicCode(), "Kinh"));
        sheet.value(row, 6, pupil.personalId());
        sheet.value(row, 7, pupil.provinceCode());
        sheet.value(row, 8, pupil.address());
        sheet.value(row, 9, pupil.schoolCode());
        sheet.value(row, 10, pupil.className());
    }
}
