package vn.lienthong.connector.file;

import java.nio.charset.Charset;

/**
 * Recognises Latin letters that were encoded as UTF-8, taken for windows-1252 and encoded again: "Nguyá»…n". Decided by form: a lead
 * byte shown as a letter with its continuation bytes shown as signs. A quotation mark or dash that could simply stand behind
 * a word (“MÃ”) does not count unless a letter follows.
 */
final class Mojibake {
    private static final String HIGH = high();
    private static final String PUNCTUATION = "“”‘’–—…•";

    private Mojibake() {}

    private static String high() {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (0x80 + i);
        }
        return new String(bytes, Charset.forName("windows-1252"));
    }

    /** Whether the text holds a letter that was encoded twice. */
    static boolean in(String text) {
        for (int i = 0; i < text.length() - 1; i++) {
            char lead = text.charAt(i);
            if (lead >= 0xC3 && lead <= 0xCD && twoBytes(text, i, lead) || lead == 0xE1 && threeBytes(text, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean twoBytes(String text, int at, char lead) {
        char sign = text.charAt(at + 1);
        int low = continuation(sign);
        int code = (lead & 0x1F) << 6 | low;
        boolean latin = low >= 0 && (code >= 0xC0 && code < 0x250 || code >= 0x300 && code < 0x370);
        boolean ordinary = PUNCTUATION.indexOf(sign) >= 0
                && (at + 2 == text.length() || !Character.isLetterOrDigit(text.charAt(at + 2)));
        return latin && !ordinary;
    }

    /** U+1E00 to U+1EFF: where Unicode keeps the Vietnamese letters with two marks. */
    private static boolean threeBytes(String text, int at) {
        char second = text.charAt(at + 1);
        return second >= 0xB8 && second <= 0xBB && at + 2 < text.length() && continuation(text.charAt(at + 2)) >= 0;
    }

    /** The low six bits of the byte that windows-1252 shows as this character, or -1. */
    private static int continuation(char shown) {
        if (shown >= 0x80 && shown < 0xC0) {
            return shown & 0x3F;
        }
        return shown < 0x100 ? -1 : HIGH.indexOf(shown);
    }
}
