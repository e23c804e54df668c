package vn.lienthong.mapping;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Days and times in ISO form. The usual forms are read digit by digit; all others, and whatever is wrong, as Java reads them. */
final class Iso {
    /** {@code 2012-09-05} */
    private static final int DAY = 10;
    /** {@code 2012-09-05T07:30:00} */
    private static final int TIME = 19;
    /** A sign, hours and minutes. */
    private static final int OFFSET = 6;

    private Iso() {}

    static LocalDate day(String text) {
        return text.length() == DAY && formed(text, "....-..-..") ? dayAtStart(text) : LocalDate.parse(text);
    }

    static LocalDateTime time(String text) {
        return text.length() == TIME && formed(text, "....-..-..T..:..:..")
                ? timeAtStart(text)
                : LocalDateTime.parse(text);
    }

    static OffsetDateTime moment(String text) {
        int behind = text.length() - TIME;
        boolean zulu = behind == 1 && text.charAt(TIME) == 'Z';
        if ((zulu || behind == OFFSET) && formed(text, "....-..-..T..:..:..")) {
            return timeAtStart(text).atOffset(zulu ? ZoneOffset.UTC : ZoneOffset.of(text.substring(TIME)));
        }
        return OffsetDateTime.parse(text);
    }

    /** Whether the text begins with digits where the form has a point, and with what the form has elsewhere. */
    private static boolean formed(String text, String form) {
        for (int i = 0; i < form.length(); i++) {
            char c = text.charAt(i);
            char wanted = form.charAt(i);
            if (wanted == '.' ? c < '0' || c > '9' : c != wanted) {
                return false;
            }
        }
        return true;
    }

    private static LocalDate dayAtStart(String text) {
        return LocalDate.of(two(text, 0) * 100 + two(text, 2), two(text, 5), two(text, 8));
    }

    private static LocalDateTime timeAtStart(String text) {
        return dayAtStart(text).atTime(two(text, 11), two(text, 14), two(text, 17));
    }

    private static int two(String text, int at) {
        return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
    }
}
