package vn.lienthong.service;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a service gives of a roster: which entity of OneRoster its rows are.
 *
 * @param columns the column behind each field that is given, by the field's name
 */
record Roster(RosterEntity entity, Map<String, String> columns) {
    /** The column behind a field; null where it is not given. */
    @Nullable
    String column(RosterField field) {
        return columns.get(field.name());
    }

    /** The column by which rows are known. */
    String id() {
        return Objects.requireNonNull(columns.get(RosterEntity.ID));
    }
}
