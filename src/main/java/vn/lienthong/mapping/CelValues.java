package vn.lienthong.mapping;

import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Composed;

/**
 * Values on their way into expressions and back. A decimal goes in as its exact text: only {@code double(row.x)}, written by a
 * person, lets it pass through a double. Days and local times go in as ISO text, which compares in their order; a moment goes in
 * as a CEL timestamp.
 */
final class CelValues {
    /** Longer text does not go into an expression. */
    static final int MOST_CHARACTERS = 65_536;

    private CelValues() {}

    static Object toCel(@Nullable Object value) {
        if (value == null) {
            return NullValue.NULL_VALUE;
        }
        if (value instanceof String text) {
            if (text.length() > MOST_CHARACTERS) {
                throw new TooLongException();
            }
            return text;
        }
        if (value instanceof Long || value instanceof Boolean) {
            return value;
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof OffsetDateTime moment) {
            return moment.toInstant();
        }
        if (value instanceof LocalDateTime time) {
            return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
        }
        return value instanceof byte[] bytes ? CelByteString.of(bytes) : value.toString();
    }

    /** The hub's value, null for null, or {@code unusable} for what is no single value. */
    static @Nullable Object fromCel(@Nullable Object value, ZoneId zone, Object unusable) {
        if (value == null || value instanceof NullValue) {
            return null;
        }
        if (value instanceof String text) {
            return Composed.nfc(text);
        }
        if (value instanceof Long || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Double number && !number.isNaN() && !number.isInfinite()) {
            return BigDecimal.valueOf(number);
        }
        if (value instanceof Instant instant) {
            return instant.atZone(zone).toOffsetDateTime();
        }
        if (value instanceof CelByteString bytes) {
            return bytes.toByteArray();
        }
        return value instanceof Map || value instanceof Iterable || !(value instanceof Number number)
                ? unusable
                : (Object) Long.valueOf(number.longValue());
    }

    /** A cell or result that is longer than expressions may handle. */
    static final class TooLongException extends RuntimeException {
        TooLongException() {
            super("text too long for an expression", null, false, false);
        }
    }
}
