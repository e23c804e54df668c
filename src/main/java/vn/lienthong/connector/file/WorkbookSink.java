package vn.lienthong.connector.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import vn.lienthong.kernel.HubException;

/** A workbook of one sheet, written row by row; every cell is text, so that nothing in it is ever computed. */
final class WorkbookSink implements TableSink {
    /** Most characters of a cell. */
    static final int CELL = 32_767;

    /** Most rows of a sheet, the header counted. */
    static final int ROWS = 1_048_576;

    private static final int FLUSH_ROWS = 1000;

    private final Path target;
    private final OutputStream bytes;
    private final Workbook workbook;
    private final Worksheet sheet;
    private int rows;

    WorkbookSink(Path target, String name, List<String> header) throws IOException {
        this.target = target;
        this.bytes = new BufferedOutputStream(Files.newOutputStream(target), 1 << 16);
        this.workbook = new Workbook(bytes, "Lienthong", "1.0");
        this.sheet = workbook.newWorksheet(name);
        sheet.freezePane(0, 1);
        row(header.toArray(String[]::new));
    }

    @Override
    public void row(String[] texts) throws IOException {
        if (rows == ROWS) {
            throw full(target);
        }
        for (int column = 0; column < texts.length; column++) {
            if (!texts[column].isEmpty()) {
                sheet.inlineString(rows, column, WorkbookXml.escaped(texts[column]));
            }
        }
        if (++rows % FLUSH_ROWS == 0) {
            sheet.flush();
        }
    }

    static HubException full(Path target) {
        return new HubException(FileError.SHEET_FULL, Map.of("file", target.getFileName(), "most", ROWS - 1));
    }

    @Override
    public void close() throws IOException {
        try (bytes) {
            sheet.finish();
            workbook.close();
        }
    }
}
