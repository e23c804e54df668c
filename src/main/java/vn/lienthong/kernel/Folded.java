package vn.lienthong.kernel;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Words as they are compared when somebody looks for them: without the marks of letters, in lower case. */
public final class Folded {
    private static final Pattern MARKS = Pattern.compile("\\p{M}");

    private Folded() {}

    /** {@code Đặng Thị} as {@code dang thi}. */
    public static String of(String text) {
        return MARKS.matcher(Normalizer.normalize(text.strip(), Normalizer.Form.NFD))
                .replaceAll("")
                .replace('đ', 'd')
                .replace('Đ', 'D')
                .toLowerCase(Locale.ROOT);
    }
}
