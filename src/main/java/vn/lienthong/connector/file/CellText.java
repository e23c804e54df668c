package vn.lienthong.connector.file;

import java.math.BigDecimal;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Values as text in a file. A text that a spreadsheet would take for a formula is disarmed. */
final class CellText {
    private static final String FORMULA = "=+-@\t\r＝＋－＠";

    private CellText() {}

    /** The text of a value; null is empty. */
    static String of(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        return value instanceof String text ? disarmed(text) : value.toString();
    }

    private static String disarmed(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
