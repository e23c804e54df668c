package vn.lienthong.connector.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.kernel.HubException;

/** How new rows are: finds the newest value of a column, and asks for what is not older than it. */
final class Newness {
    private final Dataset dataset;
    private final Listing.Since since;
    private final Listing.Field field;

    Newness(Dataset dataset, Listing.Since since, Listing.Field field) {
        this.dataset = dataset;
        this.since = since;
        this.field = field;
    }

    Listing.Field field() {
        return field;
    }

    /** What asks for all that is not older, and for what may have been committed late. */
    Map<String, String> parameters(@Nullable String from, Duration lag) {
        if (from == null) {
            return Map.of();
        }
        Object value = known(from);
        if (value instanceof OffsetDateTime moment) {
            return Map.of(since.parameter(), text(moment.minus(lag)));
        }
        return Map.of(since.parameter(), value instanceof LocalDateTime time ? text(time.minus(lag)) : from);
    }

    /**
     * The newer of what is known and a row's value.
     *
     * @throws JsonValues.Unfit where the row's value is none of its column's type
     * @throws HubException CONFIGURATION where it has none: it would never be asked for again
     */
    String newest(@Nullable String known, JsonNode row) throws JsonValues.Unfit {
        Object value = JsonValues.of(row.at(field.at()), field.column().type());
        if (value == null) {
            throw new HubException(
                    ConnectorError.CURSOR_EMPTY,
                    Map.of(
                            "connector",
                            dataset.name().connector(),
                            "dataset",
                            dataset.name(),
                            "column",
                            field.column().name()));
        }
        return known == null || newer(value, known(known)) ? text(value) : known;
    }

    private Object known(String text) {
        try {
            return JsonValues.of(text, field.column().type());
        } catch (JsonValues.Unfit otherType) {
            throw new HubException(
                    ConnectorError.POSITION_UNUSABLE,
                    Map.of("dataset", dataset.name(), "why", since.column()),
                    otherType);
        }
    }

    @SuppressWarnings("unchecked")
    private static boolean newer(Object value, Object known) {
        return value instanceof OffsetDateTime moment
                ? moment.toInstant().isAfter(((OffsetDateTime) known).toInstant())
                : ((Comparable<Object>) value).compareTo(known) > 0;
    }

    /** With seconds, also where they are nought: not every partner takes a time without. */
    private static String text(Object value) {
        if (value instanceof OffsetDateTime moment) {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment);
        }
        return value instanceof LocalDateTime time
                ? DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time)
                : value.toString();
    }
}
