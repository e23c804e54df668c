package vn.lienthong.inventory;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Text;

/**
 * How much of what one system holds another one holds, too.
 *
 * @param fields how many fields the system has; technical ones do not count
 * @param shared how many of them the other has
 * @param score the share of its fields, on records that both have, in per cent; null where no records were compared
 * @param atLeast whether it may be more, because a dataset was not read to its end or not at all
 */
record Overlap(
        String system,
        String other,
        Instant measuredAt,
        int fields,
        int shared,
        @Nullable Integer score,
        boolean atLeast,
        List<Part> parts) {
    /**
     * A dataset of the system and the one of the other that fits it best.
     *
     * @param ours {@code connector/dataset}
     * @param compared how many records were compared; null where none were
     * @param matched how many of them the other has
     * @param problem why no records were compared; null where some were
     */
    record Part(
            String ours,
            String theirs,
            int fields,
            @Nullable Integer compared,
            @Nullable Integer matched,
            @Nullable Text problem,
            List<Same> columns) {
        /** The share of its fields, on records that both have, in per cent; null where no records were compared. */
        public @Nullable Integer score() {
            return compared == null || compared == 0 || fields == 0
                    ? null
                    : (Integer) (int) Math.round(100.0 * matched / compared * columns.size() / fields);
        }

        /** The share of the records that the other has, in per cent. */
        public @Nullable Integer records() {
            return compared == null || compared == 0 ? null : (Integer) (int) Math.round(100.0 * matched / compared);
        }
    }

    /**
     * Two columns that say the same.
     *
     * @param agree on how many of the records that both have the values are the same, in per cent; null where that was not compared
     * @param why in words
     */
    record Same(String ours, String theirs, @Nullable Integer agree, List<Text> why) {}
}
