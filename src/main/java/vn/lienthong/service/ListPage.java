package vn.lienthong.service;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Position;

/**
 * Some rows of a list, in the order of their key.
 *
 * @param next where the next page begins; null where there is none
 * @param unreadable rows that hold what no value of the hub can stand for, e.g. an infinite day; they are left out
 */
record ListPage(List<Row> rows, @Nullable Position next, int unreadable) {
    /** A row where it was read: its values are decoded when they are written. */
    record Row(Batch batch, int row) {
        @Nullable
        Object value(String column) {
            return batch.value(row, batch.schema().position(column));
        }
    }

    /** Who stands on it: what a column holds, each once. */
    Set<String> persons(String column) {
        Set<String> persons = new LinkedHashSet<>();
        rows.stream().map(row -> person(row, column)).filter(Objects::nonNull).forEach(persons::add);
        return persons;
    }

    /** How many rows do not say whom they are about. */
    long nameless(String column) {
        return rows.stream().filter(row -> person(row, column) == null).count();
    }

    private static @Nullable String person(Row row, String column) {
        Object value = row.value(column);
        String person = value == null ? "" : ServiceCall.id(value);
        return person.isBlank() ? null : person;
    }
}
