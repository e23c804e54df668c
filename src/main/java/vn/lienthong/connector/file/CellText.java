package vn.lienthong.connector.file;

import java.math.BigDecimal;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values as text in a file. A text that a spreadsheet would take for a formula is disarmed. */
final class CellText {
    private static final String FORMULA = "=+-@\t\r＝＋－＠";
    private static final Pattern NUMBER = Pattern.compile("-\\d+([.,]\\d+)?");

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

    /** What the text was before it was disarmed. */
    static String armed(String text) {
        return text.startsWith("'") && harmful(text.substring(1)) ? text.substring(1) : text;
    }

    private static String disarmed(String text) {
        return harmful(text) ? "'" + text : text;
    }

    /** Whether the text, perhaps behind apostrophes of its own, begins as a formula does; a negative number is none. */
    private static boolean harmful(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) == '\'') {
            at++;
        }
        return at < text.length()
                && FORMULA.indexOf(text.charAt(at)) >= 0
                && !(at == 0 && NUMBER.matcher(text).matches());
    }
}
