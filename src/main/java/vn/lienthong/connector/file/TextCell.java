package vn.lienthong.connector.file;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.file.Table.Flaw;
import vn.lienthong.kernel.Composed;
import vn.lienthong.kernel.Text;

/** Text of one cell: made NFC, or found to be damaged. Damaged text is never mended by guessing. */
final class TextCell {
    private TextCell() {}

    /** Whether every character is ASCII: such text is NFC and whole. */
    static boolean plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** The text as NFC; empty means null. */
    static @Nullable String value(String text) {
        if (text.isEmpty()) {
            return null;
        }
        return Composed.nfc(text);
    }

    /** What is wrong with the text, or null. */
    static @Nullable Flaw flaw(String text, Supplier<Text> where) {
        if (plain(text)) {
            return null;
        }
        if (text.indexOf(TextEncoding.UNREADABLE) >= 0) {
            Text place = where.get();
            return new Flaw(
                    "file.bytes",
                    "bytes",
                    new Text(
                            place.vi() + ": có byte không phải chữ trong bảng mã của tệp",
                            place.en() + ": bytes that mean nothing in the file's encoding"));
        }
        if (text.indexOf('\uFFFD') >= 0) {
            Text place = where.get();
            return new Flaw(
                    "file.damaged",
                    "text(" + text.length() + ")",
                    new Text(
                            place.vi() + ": chữ đã bị hỏng từ trước khi đến đây (ký tự thay thế)",
                            place.en() + ": text was damaged before it came here (replacement character)"));
        }
        if (Mojibake.in(text)) {
            Text place = where.get();
            return new Flaw(
                    "file.encoded_twice",
                    "text(" + text.length() + ")",
                    new Text(
                            place.vi() + ": chữ bị chuyển sang UTF-8 hai lần",
                            place.en() + ": text was converted to UTF-8 twice"));
        }
        return null;
    }
}
