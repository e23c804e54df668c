package vn.lienthong.kernel;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Words as they are compared when somebody looks for them: without the marks of letters, in lower case. */
public final class Folded {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern HUMPS = Pattern.compile("(?<=[\\p{Ll}\\d])(?=\\p{Lu})");
    private static final Pattern APART = Pattern.compile("[^\\p{L}\\p{Nd}]+");
    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Folded() {}

    /** {@code Đặng Thị} as {@code dang thi}; what stands between words stays. */
    public static String of(String text) {
        return MARKS.matcher(Normalizer.normalize(text.strip(), Normalizer.Form.NFD))
                .replaceAll("")
                .replace('đ', 'd')
                .replace('Đ', 'D')
                .toLowerCase(Locale.ROOT);
    }

    /** The words of a text or a name, apart by single spaces: {@code SoDinhDanh} and {@code Số định-danh} are both {@code so dinh danh}. */
    public static String words(String text) {
        return APART.matcher(of(HUMPS.matcher(text).replaceAll(" ")))
                .replaceAll(" ")
                .strip();
    }

    /** Whether words stand in a text as whole words, next to each other; both as {@link #words} gives them. */
    public static boolean holds(String text, String words) {
        return (" " + text + " ").contains(" " + words + " ");
    }

    /** The letters and digits alone: {@code Ê-đê} and {@code ê đê} are both {@code ede}. */
    public static String letters(String text) {
        return NO_LETTER.matcher(of(text)).replaceAll("");
    }
}
