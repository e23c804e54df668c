package vn.lienthong.connector.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Position;

/**
 * Where a read goes on.
 *
 * @param end whether it has come to its end: the next begins with the first part
 * @param mark the part, as the paging marks it; null is the first
 * @param skip how many rows of that part are behind the position
 * @param seen how many rows came before that part
 * @param since from where on this read asked for what is new; null for everything
 * @param newest the newest value of the cursor's column so far; null where none came
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ListPosition(
        boolean end,
        @Nullable String mark,
        int skip,
        long seen,
        @Nullable String since,
        @Nullable String newest) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static final ListPosition START = new ListPosition(false, null, 0, 0, null, null);

    static ListPosition parse(@Nullable Position position) {
        if (position == null) {
            return START;
        }
        try {
            return JSON.readValue(position.value(), ListPosition.class);
        } catch (JsonProcessingException foreign) {
            throw new UncheckedIOException(foreign);
        }
    }

    Position position() {
        try {
            return new Position(JSON.writeValueAsString(this));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** So many rows into the same part. */
    ListPosition within(int rows) {
        return new ListPosition(false, mark, rows, seen, since, newest);
    }

    /** The beginning of another part, after one of so many rows. */
    ListPosition onTo(@Nullable String next, int rows) {
        return new ListPosition(false, next, 0, seen + rows, since, newest);
    }

    /** The same place, with a newer value seen. */
    ListPosition newest(String value) {
        return new ListPosition(end, mark, skip, seen, since, value);
    }

    ListPosition ended() {
        return new ListPosition(true, null, 0, 0, since, newest);
    }

    /** The first part of what is newer than all that this read saw. */
    ListPosition again() {
        String from = newest == null ? since : newest;
        return new ListPosition(false, null, 0, 0, from, from);
    }
}
