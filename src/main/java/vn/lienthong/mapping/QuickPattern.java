package vn.lienthong.mapping;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * An RE2 pattern that holds nobody up. RE2 reads a text once, yet each letter costs as many steps as the pattern is large: so
 * neither is a pattern large, nor are pattern and text together.
 */
final class QuickPattern {
    /** So many steps take less than a tenth of a second. */
    static final int MOST_STEPS = 500_000;

    private static final int MOST_LETTERS = 1_000;
    private static final int MOST_SIZE = 2_000;

    private final Pattern pattern;

    private QuickPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** Compiles a pattern; throws {@link MappingError#PATTERN_WRONG}. */
    static QuickPattern of(String written) {
        if (written.length() > MOST_LETTERS || size(written) > MOST_SIZE) {
            throw wrong(written, "more than " + MOST_LETTERS + " letters, or too many repeats within repeats");
        }
        try {
            return new QuickPattern(Pattern.compile(written));
        } catch (PatternSyntaxException wrong) {
            throw wrong(written, wrong.getDescription());
        }
    }

    /** How many steps a text takes at most. */
    long steps(String text) {
        return (text.length() + 1L) * pattern.programSize();
    }

    /** Whether the whole text is as the pattern; a text that would take too long is not. */
    boolean matches(String text) {
        return steps(text) <= MOST_STEPS && pattern.matches(text);
    }

    /** Whether the pattern is found anywhere in the text; the caller has looked at {@link #steps}. */
    boolean foundIn(String text) {
        return pattern.matcher(text).find();
    }

    private static RuntimeException wrong(String written, String why) {
        String shown = written.length() > 80 ? written.substring(0, 80) + "…" : written;
        return Refused.because(MappingError.PATTERN_WRONG, "pattern", shown, "why", why);
    }

    /** About how large a pattern becomes when its repeats are written out, told before RE2 does that. */
    private static long size(String written) {
        Deque<Long> groups = new ArrayDeque<>();
        long sum = 0;
        long last = 0;
        for (int i = 0; i < written.length() && sum <= MOST_SIZE; i++) {
            char letter = written.charAt(i);
            if (letter == '(') {
                groups.push(sum);
                sum = 0;
                last = 0;
            } else if (letter == ')' && !groups.isEmpty()) {
                last = sum + 2;
                sum = groups.pop() + last;
            } else if (letter == '{') {
                int end = Math.max(i, written.indexOf('}', i));
                sum += last * (Math.max(1, count(written.substring(i, end))) - 1);
                i = end;
            } else if (letter == '[') {
                i = endOfClass(written, i);
                last = 1;
                sum++;
            } else if ("*+?|^$".indexOf(letter) < 0) {
                i += letter == '\\' ? 1 : 0;
                last = 1;
                sum++;
            }
        }
        return sum;
    }

    /** The larger of the numbers in <code>{2,5</code>. */
    private static long count(String repeat) {
        long most = 0;
        for (String number : repeat.split("[^0-9]+")) {
            most = Math.max(most, number.isEmpty() || number.length() > 6 ? 0 : Long.parseLong(number));
        }
        return most;
    }

    private static int endOfClass(String written, int start) {
        int from = written.startsWith("[^", start) ? start + 2 : start + 1;
        for (int i = from + 1; i < written.length(); i++) {
            boolean escaped = written.charAt(i - 1) == '\\';
            if (written.charAt(i) == ']' && !escaped && written.charAt(i - 1) != ':') {
                return i;
            }
        }
        return written.length();
    }
}
