package vn.lienthong.mapping;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** What kind of value something is, told without telling the value. */
final class ValueClass {
    private ValueClass() {}

    static String of(@Nullable Object value) {
        if (value == null || value instanceof String text && text.isBlank()) {
            return "empty";
        }
        if (value instanceof String text) {
            return "text(" + text.codePointCount(0, text.length()) + ")";
        }
        if (value instanceof byte[] bytes) {
            return "bytes(" + bytes.length + ")";
        }
        if (value instanceof Long) {
            return "integer";
        }
        if (value instanceof BigDecimal) {
            return "decimal";
        }
        if (value instanceof Boolean) {
            return "boolean";
        }
        return value instanceof LocalDate
                ? "date"
                : value instanceof LocalTime
                        ? "time"
                        : value instanceof LocalDateTime
                                ? "timestamp"
                                : value instanceof OffsetDateTime ? "moment" : "computed";
    }
}
