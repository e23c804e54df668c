package vn.lienthong.service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Composed;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Schema;

/** Takes what a caller gives: one value for each column that is asked, of its type, and nothing else. No value is ever told again. */
final class Asked {
    static final int MOST_TEXT = 1_000;
    private static final int MOST_DIGITS = 60;
    private static final JsonFactory FLAT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(2)
                    .maxStringLength(MOST_TEXT)
                    .maxNameLength(200)
                    .maxNumberLength(MOST_DIGITS)
                    .build())
            .build();

    private Asked() {}

    /**
     * The fields of a JSON object, which holds no others within.
     *
     * @throws HubException DATA
     */
    static Map<String, Object> fields(byte[] json) {
        Map<String, Object> fields = new LinkedHashMap<>();
        try (JsonParser parser = FLAT.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw unreadable();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                fields.put(
                        name,
                        switch (parser.nextToken()) {
                            case VALUE_STRING -> parser.getText();
                            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new BigDecimal(parser.getText());
                            case VALUE_TRUE -> Boolean.TRUE;
                            case VALUE_FALSE -> Boolean.FALSE;
                            default -> throw unreadable();
                        });
            }
            if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                throw unreadable();
            }
            return fields;
        } catch (IOException | NumberFormatException wrong) {
            throw unreadable();
        }
    }

    static HubException unreadable() {
        return new HubException(ServiceError.ASK_UNREADABLE, Map.of());
    }

    /**
     * The values in the order in which the service asks.
     *
     * @throws HubException DATA, naming the column and no value
     */
    static List<Object> values(List<String> ask, Map<String, Object> given, Schema schema) {
        if (!given.keySet().equals(Set.copyOf(ask))) {
            throw new HubException(ServiceError.ASK_OTHERS, Map.of("ask", String.join(", ", ask)));
        }
        List<Object> values = new ArrayList<>();
        for (String name : ask) {
            Column column = schema.column(name);
            if (column == null) {
                throw new HubException(ServiceError.COLUMN_GONE, Map.of("column", name));
            }
            Object value = value(given.get(name), column);
            if (value == null) {
                throw new HubException(
                        ServiceError.ASK_TYPE, Map.of("column", name, "type", ValueWords.of(column.type())));
            }
            values.add(value);
        }
        return values;
    }

    /** The value as its column holds it, null where it can hold none such. */
    private static @Nullable Object value(@Nullable Object given, Column column) {
        try {
            return switch (column.type()) {
                case TEXT -> text(given);
                case INTEGER -> number(given) instanceof BigDecimal number ? (Object) number.longValueExact() : null;
                case DECIMAL -> number(given);
                case BOOLEAN -> given instanceof Boolean flag ? (Object) flag : flag(given);
                case DATE -> given instanceof String text ? usual(LocalDate.parse(text)) : null;
                case TIME -> given instanceof String text ? LocalTime.parse(text) : null;
                case TIMESTAMP -> given instanceof String text ? usual(LocalDateTime.parse(text)) : null;
                case MOMENT -> given instanceof String text ? usual(OffsetDateTime.parse(text)) : null;
                case BYTES -> null;
            };
        } catch (DateTimeException | ArithmeticException | NumberFormatException none) {
            return null; // said of the column, without the value
        }
    }

    /** A day or moment of a year that every system knows; of others some say no more than that they cannot read them. */
    private static @Nullable Object usual(TemporalAccessor given) {
        int year = given.get(ChronoField.YEAR);
        return year >= 1 && year <= 9999 ? given : null;
    }

    private static @Nullable Object text(@Nullable Object given) {
        boolean good = given instanceof String text && !text.isBlank() && text.length() <= MOST_TEXT;
        return good ? Composed.nfc((String) given) : null;
    }

    private static @Nullable Object number(@Nullable Object given) {
        if (given instanceof BigDecimal number && Math.abs((long) number.scale()) <= MOST_DIGITS) {
            return number;
        }
        return given instanceof String text && text.matches("-?\\d{1,30}(\\.\\d{1,20})?") ? new BigDecimal(text) : null;
    }

    private static @Nullable Object flag(@Nullable Object given) {
        return "true".equals(given) ? (Object) Boolean.TRUE : "false".equals(given) ? Boolean.FALSE : null;
    }
}
