package vn.lienthong.sync;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.dhatim.fastexcel.VisibilityState;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.CorrectionFile;
import vn.lienthong.quarantine.Cell;

/** A sheet of refused rows. Text stays text and is disarmed; days and numbers stay what they are, so that the template holds. */
final class CorrectionSheet implements AutoCloseable {
    private static final String BAD = "FBD9D7";
    private static final String HEAD = "E6EAF2";
    private static final String FORMULA = "=+-@\t\r＝＋－＠";
    private static final BigDecimal EXACT = BigDecimal.TEN.pow(15);

    private final Workbook workbook;
    private final Worksheet sheet;
    private final List<String> columns;
    private int at;

    CorrectionSheet(OutputStream bytes, String name, int headerRow, List<String> columns, Locale reader) {
        this.workbook = new Workbook(bytes, "Lienthong", "1.0");
        this.sheet = workbook.newWorksheet(name);
        this.columns = columns;
        List<String> headings = new ArrayList<>(columns);
        headings.add(CorrectionFile.REASON.in(reader));
        headings.add(CorrectionFile.TAG.in(reader));
        for (int column = 0; column < headings.size(); column++) {
            sheet.inlineString(headerRow, column, headings.get(column));
            sheet.style(headerRow, column).bold().fillColor(HEAD).set();
            sheet.width(column, column == columns.size() ? 60 : 20);
        }
        sheet.hideColumn(columns.size() + 1);
        sheet.freezePane(0, headerRow + 1);
        at = headerRow + 1;
    }

    /** Adds a row; where it is not known which cell is bad, the reason is coloured. The tag says which row it is. */
    void row(List<Cell> cells, Set<String> bad, String reason, String tag) {
        for (Cell cell : cells) {
            int column = columns.indexOf(cell.column());
            if (column >= 0) {
                put(column, cell.value());
            }
        }
        for (String column : bad) {
            sheet.style(at, columns.indexOf(column)).fillColor(BAD).set();
            sheet.comment(at, columns.indexOf(column), reason);
        }
        sheet.inlineString(at, columns.size(), disarmed(reason));
        sheet.inlineString(at, columns.size() + 1, tag);
        if (bad.isEmpty()) {
            sheet.style(at, columns.size()).fillColor(BAD).wrapText(true).set();
        } else {
            sheet.style(at, columns.size()).wrapText(true).set();
        }
        at++;
    }

    private void put(int column, @Nullable Object value) {
        if (value instanceof LocalDate day) {
            sheet.value(at, column, day);
            sheet.style(at, column).format("dd/mm/yyyy").set();
        } else if (value instanceof LocalDateTime moment) {
            sheet.value(at, column, moment);
            sheet.style(at, column).format("dd/mm/yyyy hh:mm:ss").set();
        } else if (value instanceof Boolean yes) {
            sheet.value(at, column, yes);
        } else if (value instanceof Number number && exact(number)) {
            sheet.value(at, column, number);
        } else if (value != null && !(value instanceof byte[])) {
            sheet.inlineString(at, column, disarmed(value.toString()));
        }
    }

    private static boolean exact(Number number) {
        BigDecimal decimal = new BigDecimal(number.toString());
        return decimal.abs().compareTo(EXACT) < 0 && decimal.precision() <= 15;
    }

    private static String disarmed(String text) {
        int letter = 0;
        while (letter < text.length() && text.charAt(letter) == '\'') {
            letter++;
        }
        boolean harmful = letter < text.length() && FORMULA.indexOf(text.charAt(letter)) >= 0;
        return harmful ? "'" + text : text;
    }

    /** What a text was before it was disarmed. */
    static String armed(String text) {
        return text.startsWith("'") && disarmed(text.substring(1)).equals(text) ? text.substring(1) : text;
    }

    @Override
    public void close() throws IOException {
        Worksheet mark = workbook.newWorksheet(CorrectionFile.SHEET);
        mark.setVisibilityState(VisibilityState.HIDDEN);
        mark.inlineString(0, 0, "1");
        workbook.finish();
    }
}
