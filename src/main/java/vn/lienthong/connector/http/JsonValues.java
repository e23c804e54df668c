package vn.lienthong.connector.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.ValueType;

/** JSON values as the hub's: nothing is rounded, cut or guessed. */
final class JsonValues {
    private static final int MOST_DIGITS = 1_000;

    private JsonValues() {}

    /** Why a value is none of its column's type. */
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        Unfit() {
            super(null, null, false, false);
        }
    }

    /**
     * The value as the type has it; null where there is none.
     *
     * @throws Unfit where it is none of the type
     */
    static @Nullable Object of(JsonNode value, ValueType type) throws Unfit {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (type == ValueType.TEXT) {
            return Normalizer.normalize(text(value), Normalizer.Form.NFC);
        }
        if (value.isTextual() && value.textValue().isEmpty()) {
            return null;
        }
        if (value.isContainerNode()) {
            throw new Unfit();
        }
        return of(text(value), type);
    }

    /** A number of few characters can have more digits than memory holds. */
    private static BigDecimal number(String text) throws Unfit {
        BigDecimal number = new BigDecimal(text);
        if (Math.abs((long) number.scale()) > MOST_DIGITS || number.precision() > MOST_DIGITS) {
            throw new Unfit();
        }
        return number;
    }

    /** A value from its text. */
    static Object of(String text, ValueType type) throws Unfit {
        try {
            return switch (type) {
                case TEXT -> text;
                case INTEGER -> number(text).longValueExact();
                case DECIMAL -> number(text);
                case BOOLEAN -> truth(text);
                case DATE -> LocalDate.parse(text);
                case TIME -> LocalTime.parse(text);
                case TIMESTAMP -> LocalDateTime.parse(text);
                case MOMENT -> OffsetDateTime.parse(text);
                case BYTES -> Base64.getDecoder().decode(text);
            };
        } catch (ArithmeticException | IllegalArgumentException | DateTimeException other) {
            throw new Unfit();
        }
    }

    private static Boolean truth(String text) throws Unfit {
        if (!text.equals("true") && !text.equals("false")) {
            throw new Unfit();
        }
        return Boolean.valueOf(text);
    }

    private static String text(JsonNode value) throws Unfit {
        if (value.isBigDecimal()) {
            return number(value.asText()).toPlainString();
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }

    /** What kind of value it is, without the value. */
    static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "text(" + value.textValue().length() + ")";
            case NUMBER -> "number";
            case BOOLEAN -> "boolean";
            case ARRAY -> "list";
            case OBJECT -> "object";
            default -> "empty";
        };
    }
}
