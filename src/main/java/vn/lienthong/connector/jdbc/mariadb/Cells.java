package vn.lienthong.connector.jdbc.mariadb;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Text;
import vn.lienthong.kernel.ValueType;

/** Turns what the server sends into the hub's values, and says so where it cannot. */
final class Cells {
    /** A value that no type of the hub can hold; its row is rejected, never bent. */
    record Unreadable(String code, String valueClass, Text reason) {}

    private static final Unreadable NO_DATE = new Unreadable(
            "source.not_a_date",
            "date",
            new Text("Ngày giờ không có thật (ví dụ 0000-00-00).", "Not a real date or time (e.g. 0000-00-00)."));
    private static final Unreadable NO_TIME = new Unreadable(
            "source.not_a_time", "time", new Text("Giờ nằm ngoài khoảng 00:00–24:00.", "A time outside 00:00–24:00."));
    private static final Unreadable NO_BOOLEAN = new Unreadable(
            "source.not_a_boolean",
            "number",
            new Text("Giá trị đúng/sai khác 0 và 1.", "A yes/no value that is neither 0 nor 1."));
    private static final Unreadable NO_NUMBER =
            new Unreadable("source.not_a_number", "text", new Text("Giá trị không phải số.", "Not a number."));

    private Cells() {}

    /** The value of a cell, null, or an {@link Unreadable}. */
    static @Nullable Object read(ResultSet row, int index, NativeColumn column) throws SQLException {
        return switch (column.type()) {
            case BYTES -> row.getBytes(index);
            default -> of(row.getString(index), column);
        };
    }

    /** The value that the server's text for it stands for, null, or an {@link Unreadable}; not of binary columns. */
    static @Nullable Object of(@Nullable String text, NativeColumn column) {
        if (text == null) {
            return null;
        }
        return column.type() == ValueType.TEXT ? nfc(text) : parse(text, column);
    }

    /** Text in NFC; the common case, plain or already composed, costs one look. */
    static @Nullable String nfc(@Nullable String text) {
        return text == null || Normalizer.isNormalized(text, Normalizer.Form.NFC)
                ? text
                : Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static Object parse(String text, NativeColumn column) {
        try {
            return switch (column.type()) {
                case INTEGER -> Long.valueOf(text);
                case DECIMAL -> column.floating() ? new BigDecimal(text).stripTrailingZeros() : new BigDecimal(text);
                case BOOLEAN -> text.equals("1") ? Boolean.TRUE : text.equals("0") ? Boolean.FALSE : NO_BOOLEAN;
                case DATE -> LocalDate.parse(text);
                case TIME -> text.startsWith("-") ? NO_TIME : LocalTime.parse(text);
                case TIMESTAMP -> LocalDateTime.parse(text.replace(' ', 'T'));
                default -> LocalDateTime.parse(text.replace(' ', 'T')).atOffset(ZoneOffset.UTC);
            };
        } catch (DateTimeException notReal) {
            return column.dataType().equals("time") ? NO_TIME : NO_DATE;
        } catch (NumberFormatException notNumber) {
            return NO_NUMBER;
        }
    }

    /** About how many bytes a value takes in memory. */
    static int weight(@Nullable Object value) {
        if (value instanceof String text) {
            return 40 + 2 * text.length();
        }
        return value instanceof byte[] bytes ? 16 + bytes.length : 16;
    }
}
