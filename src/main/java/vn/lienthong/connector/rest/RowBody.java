package vn.lienthong.connector.rest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.http.Listing;
import vn.lienthong.kernel.Batch;

/** A row as the body of a request: each column at its place, in the order of the settings. */
final class RowBody {
    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

    private final JsonPointer row;
    private final List<Listing.Field> fields;

    RowBody(JsonPointer row, List<Listing.Field> fields) {
        this.row = row;
        this.fields = fields;
    }

    /** The body, as long as nothing is said of its version. */
    ObjectNode of(Batch batch, int number) {
        ObjectNode body = NODES.objectNode();
        ObjectNode at = below(body, row);
        for (Listing.Field field : fields) {
            int column = batch.schema().position(field.column().name());
            set(at, field.at(), node(batch.value(number, column)));
        }
        return body;
    }

    /** Puts a value at its place. */
    static void set(ObjectNode row, JsonPointer at, JsonNode value) {
        JsonPointer parent = at.head();
        below(row, parent == null ? JsonPointer.empty() : parent).set(at.last().getMatchingProperty(), value);
    }

    /** The object at a place, made where there is none. */
    static ObjectNode below(ObjectNode node, JsonPointer place) {
        ObjectNode at = node;
        for (JsonPointer rest = place; !rest.matches(); rest = rest.tail()) {
            String name = rest.getMatchingProperty();
            at = at.get(name) instanceof ObjectNode known ? known : at.putObject(name);
        }
        return at;
    }

    private static JsonNode node(@Nullable Object value) {
        if (value == null) {
            return NODES.nullNode();
        }
        if (value instanceof Long number) {
            return NODES.numberNode(number);
        }
        if (value instanceof BigDecimal number) {
            return NODES.numberNode(number);
        }
        if (value instanceof Boolean truth) {
            return NODES.booleanNode(truth);
        }
        return NODES.textNode(text(value));
    }

    /** A value as text, as RFC 3339 writes dates and times: with seconds. */
    static String text(Object value) {
        if (value instanceof LocalTime time) {
            return DateTimeFormatter.ISO_LOCAL_TIME.format(time);
        }
        if (value instanceof LocalDateTime time) {
            return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
        }
        if (value instanceof OffsetDateTime time) {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
        }
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }
}
