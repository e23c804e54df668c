package vn.lienthong.mapping;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.ValueType;

/** Makes a value one of the target's type where that loses nothing; otherwise it is refused, never rounded or cut. */
final class Coercion {
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,19}");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,100}(\\.[0-9]{1,100})?");

    private final ValueType target;
    private final ZoneId zone;
    private final Fault fault;

    private Coercion(ValueType target, ZoneId zone) {
        this.target = target;
        this.zone = zone;
        this.fault = Fault.of("type", Reason.TYPE, Map.of("type", word(target)));
    }

    /**
     * The step from one type to another, null where none is needed.
     *
     * @param given the type before it; null where it shows only in each row
     */
    static @Nullable Step step(String field, @Nullable ValueType given, ValueType target, ZoneId zone) {
        if (given == target) {
            return null;
        }
        if (given != null && !possible(given, target)) {
            throw Refused.because(
                    MappingError.TYPES_UNFIT, "field", field, "given", word(given), "target", word(target));
        }
        Coercion coercion = new Coercion(target, zone);
        return (value, cells, row) -> coercion.coerce(value);
    }

    /** A type's name in messages. */
    static String word(ValueType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    /** The one text of a value: ISO for days and times, plain digits for numbers. Bytes have none. */
    static String text(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof LocalDateTime time) {
            return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
        }
        return value instanceof OffsetDateTime moment
                ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment)
                : value.toString();
    }

    private static boolean possible(ValueType given, ValueType target) {
        if (given == ValueType.BYTES || target == ValueType.BYTES) {
            return false;
        }
        if (given == ValueType.TEXT || target == ValueType.TEXT) {
            return true;
        }
        List<ValueType> numbers = List.of(ValueType.INTEGER, ValueType.DECIMAL, ValueType.BOOLEAN);
        List<ValueType> days = List.of(ValueType.DATE, ValueType.TIMESTAMP, ValueType.MOMENT);
        return numbers.contains(given) && numbers.contains(target) || days.contains(given) && days.contains(target);
    }

    private Object coerce(Object value) {
        if (target.javaType().isInstance(value)) {
            return value;
        }
        try {
            Object result =
                    switch (target) {
                        case TEXT -> value instanceof byte[] ? null : text(value);
                        case INTEGER -> integer(value);
                        case DECIMAL -> decimal(value);
                        case BOOLEAN -> yesOrNo(value);
                        case DATE -> date(value);
                        case TIME -> value instanceof String text ? LocalTime.parse(text) : null;
                        case TIMESTAMP -> timestamp(value);
                        case MOMENT -> moment(value);
                        case BYTES -> null;
                    };
            return result == null ? fault : result;
        } catch (DateTimeException | ArithmeticException | NumberFormatException inexact) {
            return fault;
        }
    }

    private static @Nullable Object integer(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.longValueExact();
        }
        if (value instanceof Boolean yes) {
            return yes ? 1L : 0L;
        }
        return value instanceof String text && WHOLE.matcher(text).matches() ? Long.valueOf(text) : null;
    }

    private static @Nullable Object decimal(Object value) {
        if (value instanceof Long whole) {
            return BigDecimal.valueOf(whole);
        }
        if (value instanceof Boolean yes) {
            return yes ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        return value instanceof String text && DECIMAL.matcher(text).matches() ? new BigDecimal(text) : null;
    }

    private static @Nullable Object yesOrNo(Object value) {
        return switch (text(value)) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            default -> null;
        };
    }

    private @Nullable Object date(Object value) {
        if (value instanceof String text) {
            return Iso.day(text);
        }
        LocalDateTime time = value instanceof LocalDateTime local
                ? local
                : value instanceof OffsetDateTime moment
                        ? moment.atZoneSameInstant(zone).toLocalDateTime()
                        : null;
        return time == null || !time.toLocalTime().equals(LocalTime.MIDNIGHT) ? null : time.toLocalDate();
    }

    private @Nullable Object timestamp(Object value) {
        if (value instanceof LocalDate day) {
            return day.atStartOfDay();
        }
        if (value instanceof OffsetDateTime moment) {
            return moment.atZoneSameInstant(zone).toLocalDateTime();
        }
        return value instanceof String text ? Iso.time(text) : null;
    }

    private @Nullable Object moment(Object value) {
        if (value instanceof String text) {
            return Iso.moment(text);
        }
        LocalDateTime time = value instanceof LocalDate day
                ? day.atStartOfDay()
                : value instanceof LocalDateTime local ? local : null;
        if (time == null) {
            return null;
        }
        // a time that a change of the clocks skips or repeats is no one moment
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        return offsets.size() == 1 ? time.atOffset(offsets.get(0)) : null;
    }
}
