package vn.lienthong.inventory;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Words as they are compared: small letters without marks, parts apart by single spaces. */
final class PlainWords {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern HUMPS = Pattern.compile("(?<=[\\p{Ll}\\d])(?=\\p{Lu})");
    private static final Pattern APART = Pattern.compile("[^\\p{L}\\p{Nd}]+");

    private PlainWords() {}

    /** {@code SoDinhDanh} and {@code Số định danh} are both {@code so dinh danh}. */
    static String of(String text) {
        String humped = HUMPS.matcher(text).replaceAll(" ");
        String bare = MARKS.matcher(Normalizer.normalize(humped, Normalizer.Form.NFD))
                .replaceAll("")
                .replace('đ', 'd')
                .replace('Đ', 'D');
        return APART.matcher(bare).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    }

    /** Whether words stand in a text as whole words, next to each other; both plain. */
    static boolean holds(String text, String words) {
        return (" " + text + " ").contains(" " + words + " ");
    }
}
