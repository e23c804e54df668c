package vn.lienthong.connector.rest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Outbox;
import vn.lienthong.connector.http.Listing;

/**
 * How a partner numbers the versions of a record, and is told what has happened to it. A number is the time in seconds, or the one after
 * the last where that is not less: so it rises also where the hub has forgotten what it gave (decision 33).
 *
 * @param at where in a row the number stands
 * @param event how it is told what has happened; null where it is not
 */
record VersionWay(JsonPointer at, @Nullable Event event) {
    /**
     * What has happened to a record.
     *
     * @param at where in a row it stands
     * @param cancelledBy the column that is true in a row that does not count any more; null where none is
     */
    record Event(
            JsonPointer at,
            String created,
            String changed,
            String cancelled,
            @Nullable String cancelledBy) {}

    /** Up to here every program counts alike. */
    private static final long MOST = 1L << 53;

    static @Nullable VersionWay of(Map<String, ?> described) {
        if (described.isEmpty()) {
            return null;
        }
        Map<String, ?> event = Listing.map(described.get("event"));
        return new VersionWay(
                JsonPointer.compile(Listing.text(described, "at")),
                event.isEmpty()
                        ? null
                        : new Event(
                                JsonPointer.compile(Listing.text(event, "at")),
                                word(event, "new", "NEW"),
                                word(event, "changed", "UPDATE"),
                                word(event, "cancelled", "CANCEL"),
                                event.get("cancelled_by") instanceof String column ? column : null));
    }

    private static String word(Map<String, ?> event, String key, String usual) {
        return event.get(key) instanceof String word ? word : usual;
    }

    /** A version with its number: a new one where it has not left, else the one it left with. */
    Outbox.Entry numbered(Outbox.Entry version, Instant now) {
        return version.state() == Outbox.State.NEW
                ? version.numbered(Math.max(version.version() + 1, now.getEpochSecond()))
                : version;
    }

    /** Writes the number, and what has happened, beside the columns of a row. */
    void write(ObjectNode at, OutgoingRow row, long number, boolean exists) {
        RowBody.set(at, this.at, LongNode.valueOf(number));
        if (event != null) {
            String word =
                    row.isTrue(event.cancelledBy()) ? event.cancelled() : exists ? event.changed() : event.created();
            RowBody.set(at, event.at(), TextNode.valueOf(word));
        }
    }

    /** The number of a row that the partner has; 0 where it has none that is a number, or one that none could follow. */
    long number(JsonNode row) {
        long number = row.at(at).asLong(0);
        return number < 0 || number > MOST ? 0 : number;
    }
}
