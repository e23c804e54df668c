package vn.lienthong.connector.file;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Settings;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;
import vn.lienthong.kernel.ValueType;

/** Excel workbooks (.xlsx): a table a sheet, cells with kinds. */
final class WorkbookFormat implements TableFormat {
    /** A dataset of this name is the only visible sheet, whatever it is called. */
    static final String ONLY = "*";

    private static final int SAMPLE_ROWS = 200;

    private final int headerRow;

    WorkbookFormat(Settings settings) {
        this.headerRow = FileSettings.headerRow(settings);
    }

    @Override
    public String ending() {
        return ".xlsx";
    }

    @Override
    public boolean sheets() {
        return true;
    }

    @Override
    public List<String> sheetsOf(Path file, String name) throws IOException {
        try (WorkbookFile workbook = WorkbookFile.open(file, name)) {
            return visible(workbook);
        }
    }

    private static List<String> visible(WorkbookFile workbook) {
        return workbook.sheets().stream()
                .filter(WorkbookFile.Sheet::visible)
                .map(sheet -> HeaderText.shown(sheet.name()))
                .toList();
    }

    @Override
    public WorkbookTable open(Path file, String name, String sheet, List<Column> wanted) throws IOException {
        WorkbookFile workbook = WorkbookFile.open(file, name);
        try {
            WorkbookFile.Sheet chosen = chosen(workbook, name, sheet);
            workbook.readTexts();
            return new WorkbookTable(name, workbook, chosen, headerRow, wanted);
        } catch (IOException failed) {
            workbook.close();
            throw WorkbookFile.translated(name, failed);
        } catch (HubException refused) {
            workbook.close();
            throw refused;
        }
    }

    private static WorkbookFile.Sheet chosen(WorkbookFile workbook, String name, String sheet) {
        List<WorkbookFile.Sheet> fitting = workbook.sheets().stream()
                .filter(one -> sheet.equals(ONLY)
                        ? one.visible()
                        : HeaderText.key(one.name()).equals(HeaderText.key(sheet)))
                .toList();
        if (fitting.size() == 1) {
            return fitting.get(0);
        }
        throw new HubException(
                fitting.isEmpty() ? FileError.SHEET_MISSING : FileError.SHEET_AMBIGUOUS,
                Map.of("file", name, "sheet", sheet, "sheets", String.join(", ", visible(workbook))));
    }

    @Override
    public List<Column> columns(Path file, String name, String sheet, List<String> expected) throws IOException {
        List<String> names = expected;
        if (names.isEmpty()) {
            try (Table table = open(file, name, sheet, List.of())) {
                names = table.header().names();
            }
        }
        List<Column> columns = new ArrayList<>();
        try (WorkbookTable table = open(file, name, sheet, CsvFormat.texts(names))) {
            @Nullable ValueType[] types = new @Nullable ValueType[names.size()];
            List<@Nullable Object> row = table.raw();
            for (int rows = 0; row != null && rows < SAMPLE_ROWS; rows++) {
                for (int i = 0; i < types.length; i++) {
                    types[i] = type(types[i], row.get(i));
                }
                row = table.raw();
            }
            for (int i = 0; i < types.length; i++) {
                columns.add(Column.of(names.get(i), types[i] == null ? ValueType.TEXT : types[i]));
            }
        } catch (GuardedBytes.HostileWorkbook hostile) {
            throw WorkbookFile.translated(name, hostile);
        }
        return columns;
    }

    /** The type of all values so far and of one more; text where they differ. */
    private static @Nullable ValueType type(@Nullable ValueType before, @Nullable Object value) {
        if (value == null || value instanceof String text && text.isBlank()) {
            return before;
        }
        ValueType type = type(value);
        return before == null || before == type ? type : both(before, type);
    }

    private static ValueType both(ValueType one, ValueType other) {
        List<ValueType> pair = List.of(one, other);
        if (List.of(ValueType.INTEGER, ValueType.DECIMAL).containsAll(pair)) {
            return ValueType.DECIMAL;
        }
        return List.of(ValueType.DATE, ValueType.TIMESTAMP).containsAll(pair) ? ValueType.TIMESTAMP : ValueType.TEXT;
    }

    private static ValueType type(Object value) {
        if (value instanceof BigDecimal number) {
            return number.scale() <= 0 ? ValueType.INTEGER : ValueType.DECIMAL;
        }
        if (value instanceof LocalDate) {
            return ValueType.DATE;
        }
        if (value instanceof LocalDateTime) {
            return ValueType.TIMESTAMP;
        }
        return value instanceof Boolean ? ValueType.BOOLEAN : ValueType.TEXT;
    }

    @Override
    public String nature(Path file, String name) throws IOException {
        return "Excel (.xlsx): " + String.join(", ", sheetsOf(file, name));
    }

    @Override
    public @Nullable Text unwritable() {
        return headerRow > 0 ? CsvFormat.HEADER_FIRST : null;
    }

    @Override
    public int longest() {
        return WorkbookSink.CELL;
    }

    @Override
    public long mostRows() {
        return WorkbookSink.ROWS - 1;
    }

    @Override
    public TableSink sink(Path target, String sheet, List<String> header) throws IOException {
        return new WorkbookSink(target, sheet.equals(ONLY) ? "Sheet1" : sheet, header);
    }
}
