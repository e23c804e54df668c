package vn.lienthong.codelist;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.HandedTables;
import vn.lienthong.kernel.Text;

/** Code lists as tables that people take away and hand in again. */
@Component
class ListTables {
    /** The largest file that is taken, in bytes. */
    static final int MOST_BYTES = 4 << 20;

    private static final int MOST_ROWS = 20_000;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");

    private final HandedTables tables;

    ListTables(HandedTables tables) {
        this.tables = tables;
    }

    /** A row that was left out: its cell, why, and what to do. */
    record Fault(Text place, Text problem, Text remedy) {}

    /** The columns, by which rows name their cells. */
    enum Field {
        CODE("Mã", "Code", "Mã cũ", "Old code", "code", "from", "old_code"),
        NAME("Tên", "Name", "Tên cũ", "Old name", "name", "old_name"),
        TARGET("Mã mới", "New code", "to", "new_code"),
        TARGET_NAME("Tên mới", "New name", "to_name", "new_name"),
        FIRST_DAY("Hiệu lực từ", "In force from", "Từ ngày", "effective_from"),
        LAST_DAY("Đến hết", "Until", "Đến ngày", "effective_to");

        private final List<String> headings;

        Field(String... headings) {
            List<String> all = new ArrayList<>(List.of(headings));
            all.add(headings[0] + " / " + headings[1]);
            this.headings = List.copyOf(all);
        }

        private HandedTables.Column column() {
            return new HandedTables.Column(name(), headings, this == CODE);
        }

        private String heading() {
            return headings.get(headings.size() - 1);
        }

        private boolean ofCrosswalk() {
            return this == TARGET || this == TARGET_NAME;
        }

        private String cell(CodeList.Entry entry) {
            return switch (this) {
                case CODE -> entry.code();
                case NAME -> entry.name();
                case TARGET -> entry.target();
                case TARGET_NAME -> entry.targetName();
                case FIRST_DAY -> written(entry.firstDay());
                case LAST_DAY -> written(entry.lastDay());
            };
        }
    }

    static String written(@Nullable LocalDate day) {
        return day == null ? "" : DAY.format(day);
    }

    /**
     * The rows of a file.
     *
     * @throws vn.lienthong.kernel.HubException CONFIGURATION where the file as a whole cannot be used
     */
    List<HandedTables.Row> read(String file, byte[] bytes) {
        List<HandedTables.Column> columns =
                Arrays.stream(Field.values()).map(Field::column).toList();
        return tables.read(file, bytes, columns, MOST_ROWS).stream()
                .map(this::armed)
                .toList();
    }

    private HandedTables.Row armed(HandedTables.Row row) {
        Map<String, String> cells = new HashMap<>(row.cells());
        cells.replaceAll((field, text) -> tables.armed(text));
        return new HandedTables.Row(cells, row.places(), row.flaw());
    }

    /** A list as a workbook. */
    byte[] workbook(CodeList list) {
        return tables.workbook(list.name().substring(0, Math.min(31, list.name().length())), rows(list));
    }

    /** A list as CSV, in UTF-8. */
    byte[] csv(CodeList list) {
        return tables.csv(rows(list));
    }

    private static List<List<String>> rows(CodeList list) {
        List<Field> fields = Arrays.stream(Field.values())
                .filter(field -> list.crosswalk() || !field.ofCrosswalk())
                .toList();
        List<List<String>> rows = new ArrayList<>();
        rows.add(fields.stream().map(Field::heading).toList());
        list.entries()
                .forEach(entry ->
                        rows.add(fields.stream().map(field -> field.cell(entry)).toList()));
        return rows;
    }
}
