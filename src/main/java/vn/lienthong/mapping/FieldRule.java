package vn.lienthong.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one target field gets its value.
 *
 * @param field the target field
 * @param line where the rule stands
 * @param origin where the value comes from
 * @param apply transforms, in order
 * @param translation through which code list, null if none
 * @param when a CEL expression; where it is false the field is empty. Null: always
 * @param because why the field tells less than what it is made of, so that its data class may be lower; null where nobody says so
 */
public record FieldRule(
        String field,
        int line,
        Origin origin,
        List<Call> apply,
        @Nullable Translation translation,
        @Nullable String when,
        @Nullable String because) {
    public FieldRule {
        apply = List.copyOf(apply);
    }

    /** Where a value comes from. */
    public sealed interface Origin {}

    /** The source column of this name. */
    public record FromColumn(String column) implements Origin {}

    /** The same value for every row: a String, Long, BigDecimal or Boolean; null leaves the field empty. */
    public record Constant(@Nullable Object value) implements Origin {}

    /** A CEL expression over {@code row} and {@code run}. */
    public record Expression(String cel) implements Origin {}

    /**
     * A translation through a code list.
     *
     * @param list the list's name
     * @param at the day the answer is for: a field, a source column, {@code run.date} or a day; null where no day is given
     * @param otherwise what to do with a value the list has no answer for
     * @param value the answer then, with {@link Otherwise#VALUE}
     */
    public record Translation(
            String list,
            @Nullable String at,
            Otherwise otherwise,
            @Nullable String value) {}

    /** What happens to a value that a list does not know. */
    public enum Otherwise {
        REJECT,
        NULL,
        KEEP,
        VALUE
    }
}
