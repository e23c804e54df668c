package vn.lienthong.sync;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.Schema;

/**
 * What a job's rules make of some rows of its source. It holds row content: nobody keeps it longer than it takes to show it.
 *
 * @param source the source's columns as they are now
 * @param target the target's columns as they are now
 * @param before the source columns that the rules read
 * @param after the target columns that the rules make
 * @param rows the rows, in the order of the source
 * @param unreadable how many rows could not be read as rows
 * @param more whether the source has further rows
 * @param untried target fields that lean on look-ups: other systems are asked in runs only
 */
public record RowTrial(
        Schema source,
        Schema target,
        Schema before,
        Schema after,
        List<Row> rows,
        long unreadable,
        boolean more,
        List<String> untried) {
    /**
     * One row.
     *
     * @param before its values in the source
     * @param after what the rules make of them; null also where they make nothing
     * @param rejection why it is refused; null where it passes or is left out
     * @param leftOut whether a rule leaves it out
     */
    public record Row(
            @Nullable Object[] before,
            @Nullable Object[] after,
            @Nullable Rejection rejection,
            boolean leftOut) {
        public boolean passes() {
            return rejection == null && !leftOut;
        }

        @Override
        public String toString() {
            return "Row[•••]";
        }
    }

    /** How many rows the rules refuse at each target field; what is about a whole row stands under the empty name. */
    public Map<String, Long> refused() {
        return rows.stream()
                .filter(row -> row.rejection() != null)
                .collect(Collectors.groupingBy(
                        row -> row.rejection().field() == null
                                ? ""
                                : row.rejection().field(),
                        Collectors.counting()));
    }
}
