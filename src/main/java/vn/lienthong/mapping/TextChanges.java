package vn.lienthong.mapping;

import java.util.Locale;
import java.util.regex.Pattern;
import vn.lienthong.kernel.Composed;

/** What the text transforms do. Each gives the same text back where there is nothing to change. */
final class TextChanges {
    private TextChanges() {}

    /** Spaces of any kind, also the no-break space of office software and what is not seen at all. */
    static boolean space(char c) {
        return c == ' '
                || Character.isWhitespace(c)
                || c > 127 && (Character.isSpaceChar(c) || c == '\uFEFF' || c == '\u200B');
    }

    static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && space(text.charAt(from))) {
            from++;
        }
        while (to > from && space(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    static String squeeze(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (space(c) && (c != ' ' || i + 1 < text.length() && space(text.charAt(i + 1)))) {
                return squeezed(text);
            }
        }
        return text;
    }

    private static String squeezed(String text) {
        StringBuilder result = new StringBuilder(text.length());
        boolean after = false;
        for (int i = 0; i < text.length(); i++) {
            boolean space = space(text.charAt(i));
            if (!space) {
                result.append(text.charAt(i));
            } else if (!after) {
                result.append(' ');
            }
            after = space;
        }
        return result.toString();
    }

    /** NGUYỄN VĂN AN and nguyễn văn an become Nguyễn Văn An; H'HEN NIÊ becomes H'Hen Niê. */
    static String title(String text) {
        String lower = Composed.nfc(text).toLowerCase(Locale.ROOT);
        StringBuilder result = new StringBuilder(lower.length());
        boolean begins = true;
        for (int i = 0; i < lower.length(); ) {
            int c = lower.codePointAt(i);
            result.appendCodePoint(begins ? Character.toTitleCase(c) : c);
            begins = !Character.isLetterOrDigit(c) && Character.getType(c) != Character.NON_SPACING_MARK;
            i += Character.charCount(c);
        }
        return result.toString();
    }

    static String digits(String text) {
        if (onlyDigits(text)) {
            return text;
        }
        StringBuilder result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int digit = Character.digit(text.charAt(i), 10);
            if (digit >= 0) {
                result.append((char) ('0' + digit));
            }
        }
        return result.toString();
    }

    static boolean onlyDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    static String padLeft(String text, int width, char with) {
        return text.length() >= width ? text : String.valueOf(with).repeat(width - text.length()) + text;
    }

    /** The n-th part between separators, from 1; from the end where negative; null where there are not so many. */
    static @org.jspecify.annotations.Nullable String part(String text, String separator, int n) {
        String[] parts = text.split(Pattern.quote(separator), -1);
        int index = n > 0 ? n - 1 : parts.length + n;
        return index < 0 || index >= parts.length ? null : parts[index];
    }
}
