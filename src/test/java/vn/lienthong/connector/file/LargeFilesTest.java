package vn.lienthong.connector.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Reads;
import vn.lienthong.connector.Session;

/** A million rows of each kind, in any heap from 512 MB. */
@Tag("long")
class LargeFilesTest {
    private static final int ROWS = 1_000_000;

    @TempDir
    Path folder;

    @Test
    void aMillionRowsOfCsvStreamThrough() throws IOException {
        try (BufferedWriter text = Files.newBufferedWriter(folder.resolve("a.csv"))) {
            text.write("Mã,Họ và tên,Lớp,Ngày sinh,Điểm\n");
            for (int i = 0; i < ROWS; i++) {
                text.write(i + ",Nguyễn Thị Ánh " + i + ",12A" + i % 9 + ",2012-01-0" + (i % 9 + 1) + ",8.5\n");
            }
        }
        read(new Drop(folder, new CsvType()), "*.csv");
    }

    @Test
    void aMillionRowsOfAWorkbookStreamThrough() throws IOException {
        try (OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(folder.resolve("a.xlsx")));
                Workbook workbook = new Workbook(bytes, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("DS");
            List<String> names = List.of("Mã", "Họ và tên", "Lớp", "Ngày sinh", "Điểm");
            for (int column = 0; column < names.size(); column++) {
                sheet.value(0, column, names.get(column));
            }
            for (int i = 1; i <= ROWS; i++) {
                sheet.value(i, 0, i);
                sheet.inlineString(i, 1, "Nguyễn Thị Ánh " + i);
                sheet.value(i, 2, "12A" + i % 9);
                sheet.value(i, 3, "2012-01-0" + (i % 9 + 1));
                sheet.value(i, 4, 8.5);
                if (i % 1000 == 0) {
                    sheet.flush();
                }
            }
        }
        read(new Drop(folder, new ExcelType()), "DS");
    }

    private static void read(Drop drop, String from) {
        long start = System.nanoTime();
        long rows = 0;
        try (Session session = drop.open();
                BatchCursor cursor = ((Reads) session).read(drop.describe(from), ReadRequest.snapshot(5000))) {
            for (BatchCursor.Part part = cursor.next(); part != null; part = cursor.next()) {
                rows += part.batch().size();
            }
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        System.out.printf("%s: %,d rows/s%n", from, rows * 1000 / Math.max(1, took.toMillis()));
        assertThat(rows).isEqualTo(ROWS);
    }
}
