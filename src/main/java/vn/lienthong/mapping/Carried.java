package vn.lienthong.mapping;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one target field is made of: whoever decides what may leave an agency asks for it, before a row is read.
 *
 * @param field the target field; null for {@code skip_when}, which decides what rows arrive and writes nothing itself
 * @param line where the rule stands in its file
 * @param columns the source columns that decide the value, also by {@code when} and {@code at}; no order
 * @param because why the field tells less than these columns, in the author's words; null where nobody says so
 */
public record Carried(
        @Nullable String field,
        int line,
        Set<String> columns,
        @Nullable String because) {
    public Carried {
        columns = Set.copyOf(columns);
    }
}
