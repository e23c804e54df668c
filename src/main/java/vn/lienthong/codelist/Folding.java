package vn.lienthong.codelist;

import java.text.Normalizer;
import java.util.Locale;

/** How words are compared in lists that take words for codes: NFC, lower case, one space between words. */
final class Folding {
    private Folding() {}

    static String fold(String words) {
        return Normalizer.normalize(words, Normalizer.Form.NFC)
                .strip()
                .replaceAll("\\s+", " ")
                .toLowerCase(Locale.ROOT);
    }

    /** The letters and digits alone, without marks: how words are compared that somebody wrote in another way. */
    static String bare(String words) {
        return Normalizer.normalize(fold(words), Normalizer.Form.NFD)
                .replace('đ', 'd')
                .replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
