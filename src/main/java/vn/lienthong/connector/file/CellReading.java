package vn.lienthong.connector.file;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.file.SheetRows.SheetCell;
import vn.lienthong.kernel.Text;
import vn.lienthong.kernel.ValueType;

/** Turns what a workbook holds in a cell into a value; says what is wrong where it cannot. */
final class CellReading {
    private static final MathContext SHOWN_DIGITS = new MathContext(15);
    private static final int LONGEST_NUMBER = 400;
    private static final BigDecimal EXACT = BigDecimal.TEN.pow(15);

    private final WorkbookFile workbook;

    CellReading(WorkbookFile workbook) {
        this.workbook = workbook;
    }

    /** A cell that cannot be used, and why. */
    static final class UnusableCell extends Exception {
        private final String code;
        private final String valueClass;
        private final transient Text reason;

        UnusableCell(String code, String valueClass, String vi, String en) {
            super(en, null, false, false);
            this.code = code;
            this.valueClass = valueClass;
            this.reason = new Text(vi, en);
        }

        Table.Flaw at(String address) {
            return new Table.Flaw(
                    code,
                    valueClass,
                    new Text("ô " + address + ": " + reason.vi(), "cell " + address + ": " + reason.en()));
        }
    }

    /**
     * What the cell holds: String, BigDecimal, Boolean, LocalDate, LocalTime, LocalDateTime; null where it is empty. A number that
     * shows leading zeros comes as the text that is shown.
     */
    @Nullable
    Object value(SheetCell cell) throws IOException, UnusableCell {
        String text = cell.text();
        if (text == null) {
            throw new UnusableCell(
                    "file.no_value",
                    "formula",
                    "công thức chưa có giá trị; mở tệp bằng Excel rồi lưu lại",
                    "a formula without a value; open the file in Excel and save it");
        }
        return switch (cell.kind()) {
            case 's' -> TextCell.value(workbook.sharedText(index(text)));
            case 'i' -> TextCell.value(text);
            case 'b' -> text.strip().equals("1") || text.strip().equals("true");
            case 'd' -> isoDate(text.strip());
            case 'e' -> throw new UnusableCell("file.cell_error", "error", "lỗi " + text, "error " + text);
            default -> text.isBlank() ? null : number(text.strip(), workbook.style(cell.style()));
        };
    }

    private static int index(String text) throws IOException {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException wrong) {
            throw new IOException("a cell points to no text", wrong);
        }
    }

    private static Object isoDate(String text) throws UnusableCell {
        try {
            return text.contains("T") ? LocalDateTime.parse(text.replace("Z", "")) : LocalDate.parse(text);
        } catch (DateTimeException wrong) {
            throw new UnusableCell("file.not_a_date", "text(" + text.length() + ")", "không phải ngày", "not a date");
        }
    }

    private Object number(String text, CellStyle style) throws UnusableCell {
        if (text.length() > LONGEST_NUMBER) {
            throw beyond(); // reading a million digits would take many seconds
        }
        BigDecimal number;
        try {
            number = new BigDecimal(text);
        } catch (NumberFormatException wrong) {
            throw new UnusableCell("file.not_a_number", "text(" + text.length() + ")", "không phải số", "not a number");
        }
        if ((long) number.precision() - number.scale() > LONGEST_NUMBER || number.scale() > LONGEST_NUMBER) {
            throw beyond();
        }
        if (style.date() || style.time()) {
            return moment(number, style);
        }
        if (number.abs().compareTo(EXACT) >= 0) {
            throw new UnusableCell(
                    "file.digits_lost",
                    "number",
                    "số dài hơn 15 chữ số nên Excel đã làm mất chữ số; nhập lại dạng văn bản",
                    "a number of more than 15 digits, of which Excel lost some; enter it as text");
        }
        BigDecimal shown = number.round(SHOWN_DIGITS);
        if (style.digits() > 0 && shown.stripTrailingZeros().scale() <= 0 && shown.signum() >= 0) {
            String digits = shown.toBigInteger().toString();
            return "0".repeat(Math.max(0, style.digits() - digits.length())) + digits;
        }
        return shown.signum() == 0 ? BigDecimal.ZERO : shown.stripTrailingZeros();
    }

    private static UnusableCell beyond() {
        return new UnusableCell(
                "file.not_a_number", "number", "số ngoài giới hạn của Excel", "beyond what Excel can hold");
    }

    /** A serial number as a day and time. Excel believes in 29 February 1900; that day is refused. */
    private Object moment(BigDecimal serial, CellStyle style) throws UnusableCell {
        double days = serial.doubleValue();
        if (days < 0 || days >= 2_958_466 || !workbook.from1904() && days >= 60 && days < 61) {
            throw new UnusableCell("file.not_a_date", "number", "không phải ngày", "not a date");
        }
        LocalDate base = workbook.from1904()
                ? LocalDate.of(1904, 1, 1)
                : days < 60 ? LocalDate.of(1899, 12, 31) : LocalDate.of(1899, 12, 30);
        long seconds = Math.round((days - Math.floor(days)) * 86_400);
        LocalDateTime moment =
                base.plusDays((long) Math.floor(days)).atStartOfDay().plus(Duration.ofSeconds(seconds));
        if (!style.date()) {
            return days < 1
                    ? moment.toLocalTime()
                    : Duration.ofSeconds(Math.round(days * 86_400)).toString();
        }
        return style.time() || seconds != 0 ? moment : moment.toLocalDate();
    }

    /** The value as a column of this type takes it. */
    static Object typed(Object value, ValueType type) throws UnusableCell {
        Object typed =
                switch (type) {
                    case TEXT -> text(value);
                    case INTEGER -> integer(value);
                    case DECIMAL -> value instanceof BigDecimal ? value : null;
                    case BOOLEAN -> value instanceof Boolean ? value : null;
                    case DATE -> value instanceof LocalDate ? value : null;
                    case TIMESTAMP ->
                        value instanceof LocalDate day
                                ? day.atStartOfDay()
                                : value instanceof LocalDateTime ? value : null;
                    case TIME -> value instanceof LocalTime ? value : null;
                    default -> null;
                };
        if (typed == null) {
            String found = value.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            throw new UnusableCell(
                    "file.other_type",
                    found,
                    "không phải " + type.name().toLowerCase(java.util.Locale.ROOT) + " như các dòng đầu của cột",
                    "not " + type.name().toLowerCase(java.util.Locale.ROOT) + " as the first rows of the column");
        }
        return typed;
    }

    private static Object text(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    private static @Nullable Object integer(Object value) {
        if (value instanceof BigDecimal number && number.scale() <= 0) {
            return number.longValueExact();
        }
        return value instanceof String text && text.matches("-?(0|[1-9]\\d{0,17})") ? Long.valueOf(text) : null;
    }
}
