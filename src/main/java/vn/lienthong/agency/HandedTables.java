package vn.lienthong.agency;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Text;

/** Reads and writes tables that people hand in and take away: workbooks (.xlsx) and CSV. The room that knows files does it. */
public interface HandedTables {
    /**
     * A column of a table.
     *
     * @param id by which the rows name it
     * @param headings what may stand over it, in any of its languages; the first is shown where it is missed
     * @param required whether a table without it is refused
     * @param placed whether rows say where each of its cells stands
     */
    record Column(String id, List<String> headings, boolean required, boolean placed) {
        /** One whose cells' places are said. */
        public Column(String id, List<String> headings, boolean required) {
            this(id, headings, required, true);
        }
    }

    /**
     * A row that is not empty.
     *
     * @param cells texts by column; a column that the table does not have is absent, an empty cell is an empty text
     * @param places where those stand whose place is said, as people call it
     * @param flaw why the row cannot be read, naming its cell; null where it can
     */
    record Row(
            Map<String, String> cells,
            Map<String, Text> places,
            @Nullable Text flaw) {}

    /**
     * The rows of the one table that a file holds. What kind of file it is is found from its bytes, whatever it is called.
     *
     * @param name the file's name, for messages
     * @param columns of which the first one says where the table is
     * @param most rows
     * @throws vn.lienthong.kernel.HubException CONFIGURATION where it cannot be read, has no such table or two, or too many rows
     */
    List<Row> read(String name, byte[] bytes, List<Column> columns, int most);

    /**
     * A sheet of a workbook.
     *
     * @param rows the headings first
     */
    record Sheet(String name, List<List<String>> rows) {}

    /** A workbook of one sheet, every cell of which is text. */
    default byte[] workbook(String sheet, List<List<String>> rows) {
        return workbook(List.of(new Sheet(sheet, rows)));
    }

    /** A workbook of these sheets, every cell of which is text. */
    byte[] workbook(List<Sheet> sheets);

    /** CSV in UTF-8 as spreadsheets open it, every cell of which is text. */
    byte[] csv(List<List<String>> rows);

    /** What a text was before {@link #workbook} or {@link #csv} wrote it so that no spreadsheet takes it for a formula. */
    String armed(String cell);

    /** What a file is called, without the folders that some browsers send along and without what nobody can read; never empty. */
    static String nameOf(String given) {
        String plain = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1)
                .replaceAll("[\\p{Cntrl}\\p{Cf}]", "")
                .strip();
        return plain.isEmpty() ? "–" : plain.substring(0, Math.min(plain.length(), 100));
    }
}
