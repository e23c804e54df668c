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
        rows.stream()
                .map(row -> row.value(column))
                .filter(Objects::nonNull)
                .map(ServiceCall::id)
                .forEach(persons::add);
        return persons;
    }

    /** How many rows say nothing in a column. */
    long without(String column) {
        return rows.stream().filter(row -> row.value(column) == null).count();
    }
}
