package vn.lienthong.kernel;

import java.text.Normalizer;

/** Text in NFC, the only form the hub lets out. */
public final class Composed {
    /** Below this, every character is composed by itself. */
    private static final char FIRST_COMBINING = '\u0300';

    /** The composed letters of Vietnamese, from Ạ to ỹ: none of them composes with what stands before it. */
    private static final char FIRST_VIETNAMESE = '\u1EA0';

    private static final char LAST_VIETNAMESE = '\u1EF9';

    private Composed() {}

    /** The text in NFC; the same object where nothing is to do. */
    public static String nfc(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= FIRST_COMBINING && (c < FIRST_VIETNAMESE || c > LAST_VIETNAMESE)) {
                return Normalizer.normalize(text, Normalizer.Form.NFC);
            }
        }
        return text;
    }
}
