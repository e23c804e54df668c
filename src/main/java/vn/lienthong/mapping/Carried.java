package vn.lienthong.mapping;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.DatasetName;

/**
 * What one target field is made of, or what a look-up asks with: whoever decides what may leave an agency asks for it, before a row
 * is read.
 *
 * @param field the target field; null for {@code skip_when} and look-ups, which write nothing themselves
 * @param line where the rule stands in its file
 * @param columns the source columns that decide the value, also by {@code when}, {@code at} and the questions of look-ups; no order
 * @param answers what of look-ups' answers decides the value
 * @param asks whom a look-up gives these columns; null for what is no look-up
 * @param because why the field tells less than these columns, in the author's words; null where nobody says so
 */
public record Carried(
        @Nullable String field,
        int line,
        Set<String> columns,
        Set<Answer> answers,
        @Nullable DatasetName asks,
        @Nullable String because) {
    public Carried {
        columns = Set.copyOf(columns);
        answers = Set.copyOf(answers);
    }

    /**
     * A column of a look-up's answer.
     *
     * @param lookUp the look-up's name
     * @param ask whom it asks
     */
    public record Answer(String lookUp, DatasetName ask, String column) {}
}
