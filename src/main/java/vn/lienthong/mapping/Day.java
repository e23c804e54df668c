package vn.lienthong.mapping;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** On which day something is asked: a day that is written, the run's, or one that stands in the row. */
@FunctionalInterface
interface Day {
    /** The day, null where the row has none. */
    @Nullable
    LocalDate in(Cells cells, int row);

    /** How the run's day is written in a mapping. */
    String OF_RUN = "run.date";

    /** The day in a value: an ISO text, a day, or the day of a time or moment in the zone; null where it holds none. */
    static @Nullable LocalDate of(@Nullable Object value, ZoneId zone) {
        if (value instanceof LocalDate day) {
            return day;
        }
        if (value instanceof LocalDateTime time) {
            return time.toLocalDate();
        }
        if (value instanceof OffsetDateTime moment) {
            return moment.atZoneSameInstant(zone).toLocalDate();
        }
        return value instanceof String text ? written(text) : null;
    }

    /** The day an ISO text writes, null where it writes none. */
    static @Nullable LocalDate written(String text) {
        try {
            return text.length() < 10 ? null : LocalDate.parse(text.length() == 10 ? text : text.substring(0, 10));
        } catch (DateTimeParseException none) {
            return null;
        }
    }
}
