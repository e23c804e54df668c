package vn.lienthong.sync;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much is too much: a share ({@code 5%}) or a number of rows ({@code 200}).
 *
 * @param value the figure
 * @param share whether it is a percentage of the rows looked at
 */
public record Limit(BigDecimal value, boolean share) {
    /** A limit as files write it: up to nine digits, a decimal part, a percent sign. */
    static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,4})?)\\s*(%?)");

    /** Reads {@code 5%} or {@code 200}. */
    public static Limit parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a limit: " + text);
        }
        return new Limit(new BigDecimal(matcher.group(1)), !matcher.group(2).isEmpty());
    }

    /** Whether {@code count} of {@code all} rows is more than allowed. */
    public boolean exceededBy(long count, long all) {
        BigDecimal found = BigDecimal.valueOf(count);
        return share
                ? found.movePointRight(2).compareTo(value.multiply(BigDecimal.valueOf(all))) > 0
                : found.compareTo(value) > 0;
    }

    /** As files write it. */
    @Override
    public String toString() {
        return value.toPlainString() + (share ? "%" : "");
    }
}
