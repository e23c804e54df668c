package vn.lienthong.inventory;

import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Folded;
import vn.lienthong.kernel.SipHash;

/** The secret of one measurement: made when it begins, written nowhere, forgotten when it ends. */
final class HashKey {
    private static final Pattern DAY = Pattern.compile("(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})");
    private static final Pattern ISO = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})(?:[T ].*)?");
    private static final Pattern APART = Pattern.compile("[\\s.-]");
    private static final Pattern NUMBER = Pattern.compile("\\d{6,}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final long low = RANDOM.nextLong();
    private final long high = RANDOM.nextLong();

    /** The keyed hash of a value as it is compared; 0 where there is none. */
    long of(@Nullable Object value) {
        String text = compared(value);
        if (text.isEmpty()) {
            return 0;
        }
        long hash = SipHash.of(text, low, high);
        return hash == 0 ? 1 : hash;
    }

    /** Systems write the same thing in several ways: letters large and small, marks apart, days in either order. */
    private static String compared(@Nullable Object value) {
        if (value == null || value instanceof byte[]) {
            return "";
        }
        if (value instanceof BigDecimal number) {
            return number.stripTrailingZeros().toPlainString();
        }
        if (value instanceof LocalDateTime moment) {
            return moment.toLocalDate().toString();
        }
        if (value instanceof OffsetDateTime moment) {
            return moment.toLocalDate().toString();
        }
        if (value instanceof LocalDate day) {
            return day.toString();
        }
        return text(value.toString().strip());
    }

    private static String text(String text) {
        Matcher day = DAY.matcher(text);
        if (day.matches()) {
            return "%s-%02d-%02d"
                    .formatted(day.group(3), Integer.parseInt(day.group(2)), Integer.parseInt(day.group(1)));
        }
        Matcher iso = ISO.matcher(text);
        if (iso.matches()) {
            return text.substring(0, 10);
        }
        String bare = APART.matcher(text).replaceAll("");
        // a column of numbers has lost the zeros that a text begins with
        return NUMBER.matcher(bare).matches() ? bare.replaceFirst("^0+", "") : Folded.words(text);
    }
}
