package vn.lienthong.connector.file;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.Text;

/** Rows as a file would hold them, and why a file cannot hold some: what is written must come back the same when it is read. */
final class RowTexts {
    private final List<String> key;
    private final int longest;

    /** @param longest most characters of a cell */
    RowTexts(List<String> key, int longest) {
        this.key = key;
        this.longest = longest;
    }

    String[] of(Batch batch, int row) {
        String[] texts = new String[batch.schema().size()];
        for (int column = 0; column < texts.length; column++) {
            texts[column] = CellText.of(batch.value(row, column));
        }
        return texts;
    }

    /** Why the row cannot be written, or null. */
    @Nullable
    Rejection refusal(Batch batch, int row, String[] texts) {
        boolean empty = true;
        for (int i = 0; i < texts.length; i++) {
            Column column = batch.schema().column(i);
            Rejection refused = refusal(batch, row, column, texts[i]);
            if (refused != null) {
                return refused;
            }
            empty &= texts[i].isBlank();
        }
        return empty
                ? new Rejection(
                        row,
                        batch.ordinal(row),
                        null,
                        "empty",
                        "target.empty",
                        new Text("Dòng không có giá trị nào.", "The row has no value at all."))
                : null;
    }

    private @Nullable Rejection refusal(Batch batch, int row, Column column, String text) {
        if (text.isBlank() && (key.contains(column.name()) || text.isEmpty() && !column.nullable())) {
            return refused(batch, row, column, "empty", "target.empty", EMPTY);
        }
        if (fits(text, column) && (printable(text) || storable(text) && TextCell.flaw(text, () -> BAD) == null)) {
            return null;
        }
        int characters = text.codePointCount(0, text.length());
        String valueClass = "text(" + characters + ")";
        return fits(text, column)
                ? refused(batch, row, column, valueClass, "target.bad_character", BAD)
                : refused(batch, row, column, valueClass, "target.too_long", tooLong(characters, most(column)));
    }

    private int most(Column column) {
        return column.length() == null ? longest : Math.min(longest, column.length());
    }

    private boolean fits(String text, Column column) {
        int most = most(column);
        return text.length() <= most || text.length() <= longest && text.codePointCount(0, text.length()) <= most;
    }

    /** Whether it is plain ASCII without controls, as most texts are: nothing can be wrong with it. */
    private static boolean printable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static final Text EMPTY = new Text(
            "Trường bắt buộc ở đích nhưng không có giá trị.", "The target needs a value here and there is none.");
    private static final Text BAD =
            new Text("Có ký tự đích không lưu được.", "Holds a character that the target cannot store.");

    private static Text tooLong(int characters, int most) {
        return new Text(
                "Dài " + characters + " ký tự, đích chỉ nhận " + most + ".",
                characters + " characters long; the target takes " + most + ".");
    }

    private static Rejection refused(Batch batch, int row, Column column, String valueClass, String code, Text reason) {
        return new Rejection(row, batch.ordinal(row), column.name(), valueClass, code, reason);
    }

    private static boolean storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            boolean control = one < ' ' && one != '\t' && one != '\n' && one != '\r';
            if (control || one >= '\uFFFE') {
                return false;
            }
            if (Character.isSurrogate(one)) {
                boolean pair = Character.isHighSurrogate(one)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
