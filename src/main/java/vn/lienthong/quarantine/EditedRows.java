package vn.lienthong.quarantine;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.ValueType;

/** Rows as they become when somebody changes fields of them. Nothing here is kept; values are in memory only. */
public final class EditedRows {
    private EditedRows() {}

    /**
     * The cells with some of them changed.
     *
     * @param changes texts by column; empty text, or none, means no value
     * @throws HubException CONFIGURATION where there is no such column, or the text is not of its type
     */
    public static List<Cell> edited(List<Cell> cells, Map<String, @Nullable String> changes) {
        List<Cell> edited = new ArrayList<>(cells);
        changes.forEach((field, text) -> change(edited, field, text));
        return List.copyOf(edited);
    }

    /**
     * Rows of the same columns as one batch, to be mapped.
     *
     * @param ordinals the number of each row in its read
     */
    public static Batch batch(List<List<Cell>> rows, long[] ordinals) {
        Schema schema = new Schema(rows.get(0).stream()
                .map(cell -> Column.of(cell.column(), cell.type()).classed(cell.dataClass()))
                .toList());
        @Nullable
        Object[][] values = rows.stream()
                .map(cells -> cells.stream().map(Cell::value).toArray())
                .toArray(Object[][]::new);
        return new RowBatch(schema, values, ordinals);
    }

    private static void change(List<Cell> cells, String field, @Nullable String text) {
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            if (cell.column().equals(field)) {
                cells.set(i, new Cell(field, cell.type(), cell.dataClass(), parse(cell, text)));
                return;
            }
        }
        String known = cells.stream().map(Cell::column).collect(Collectors.joining(", "));
        throw new HubException(QuarantineError.FIELD_UNKNOWN, Map.of("field", field, "known", known));
    }

    private static @Nullable Object parse(Cell cell, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return RowContent.value(cell.type(), text);
        } catch (DateTimeException | IllegalArgumentException unreadable) {
            // without the cause: it would carry the value
            throw new HubException(
                    QuarantineError.VALUE_UNREADABLE,
                    Map.of("field", cell.column(), "type", cell.type(), "example", example(cell.type())));
        }
    }

    private static String example(ValueType type) {
        return switch (type) {
            case TEXT -> "Nguyễn Văn An";
            case INTEGER -> "12";
            case DECIMAL -> "7.5";
            case BOOLEAN -> "true";
            case DATE -> "2014-09-05";
            case TIME -> "07:30";
            case TIMESTAMP -> "2014-09-05T07:30:00";
            case MOMENT -> "2014-09-05T07:30:00+07:00";
            case BYTES -> "Base64";
        };
    }
}
