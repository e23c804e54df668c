package vn.lienthong.codelist;

import java.text.Normalizer;
import java.util.Locale;

/** How words are compared in lists that take words for codes: NFC, lower case, one space between words. Marks count: they tell words apart. */
final class Folding {
    private Folding() {}

    static String fold(String words) {
        return Normalizer.normalize(words, Normalizer.Form.NFC)
                .strip()
                .replaceAll("\\s+", " ")
                .toLowerCase(Locale.ROOT);
    }
}
