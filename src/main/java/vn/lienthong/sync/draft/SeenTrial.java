package vn.lienthong.sync.draft;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Text;

/**
 * What a trial found, as it may be shown: values are masked by their class, unless somebody said why he has to see them.
 *
 * @param print of the text that was tried
 * @param until until when values stand here as they are; null where they are masked
 * @param rows how many rows were looked at, unreadable ones too
 * @param more whether the source has further rows
 * @param untried target fields that lean on look-ups: other systems are asked in runs only
 * @param source the columns of the source
 * @param target the columns of the target
 * @param before the source columns that the rules read
 * @param after the target fields that the rules make
 * @param examples by source column, a value as it may be shown
 * @param refusedAt by target field how many rows were refused there; what is about a whole row stands under the empty name
 * @param refusedRows some of the rows that were refused
 * @param passedRows some of those that passed
 * @param met by target field, the values that its code list met
 */
record SeenTrial(
        Instant at,
        String by,
        String print,
        @Nullable Instant until,
        long rows,
        long refused,
        long leftOut,
        long unreadable,
        boolean more,
        List<String> untried,
        List<Column> source,
        List<Column> target,
        List<String> before,
        List<String> after,
        Map<String, String> examples,
        Map<String, Long> refusedAt,
        List<Line> refusedRows,
        List<Line> passedRows,
        Map<String, Met> met) {
    public long passed() {
        return rows - refused - leftOut;
    }

    /**
     * A row.
     *
     * @param reason why it is refused; null where it passes
     * @param field the target field that the reason is about; null where it is about the row
     */
    record Line(
            List<String> before,
            List<Made> after,
            @Nullable Text reason,
            @Nullable String field) {
        @Override
        public String toString() {
            return "Line[•••]";
        }
    }

    /**
     * A target value.
     *
     * @param changed whether it is another text than its source's
     * @param wrong why the row is refused, where it is refused here
     * @param cause the source value that caused it; empty where the rule reads no single column
     */
    record Made(String text, boolean changed, @Nullable Text wrong, String cause) {
        @Override
        public String toString() {
            return "Made[•••]";
        }
    }

    /**
     * What a field's code list met.
     *
     * @param masked whether the values themselves are not shown
     * @param values the values, unknown ones first; empty where they are not shown
     */
    record Met(String list, boolean masked, long different, long unknown, long unknownRows, List<Value> values) {}

    /**
     * A value that a code list met.
     *
     * @param target what became of it; empty where nothing did
     * @param suggestion the entry whose words are nearest to an unknown value; null where none is near
     */
    record Value(
            String text,
            long rows,
            boolean known,
            String target,
            String targetName,
            @Nullable Suggestion suggestion) {}

    /**
     * An entry that was probably meant.
     *
     * @param call the transform that reads the value so; null where none can be written
     */
    record Suggestion(
            String code,
            String target,
            String name,
            @Nullable String call) {}
}
