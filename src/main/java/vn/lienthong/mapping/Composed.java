package vn.lienthong.mapping;

import java.text.Normalizer;

/** Text in NFC, the only form the hub lets out. */
final class Composed {
    /** Below this, every character is composed by itself. */
    private static final char FIRST_COMBINING = '\u0300';

    private Composed() {}

    static String nfc(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= FIRST_COMBINING) {
                return Normalizer.normalize(text, Normalizer.Form.NFC);
            }
        }
        return text;
    }
}
