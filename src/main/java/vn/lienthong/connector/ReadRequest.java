package vn.lienthong.connector;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Position;

/**
 * What to read.
 *
 * @param kind the whole dataset, what is new by the cursor column, or the whole dataset for looking only
 * @param columns columns wanted, in the order of the batches' schema; empty means all
 * @param cursor the cursor column of an incremental read, else null
 * @param after where to go on; null means from the beginning. In a snapshot it is a position of an earlier, interrupted read
 * @param firstOrdinal the ordinal of the first row that comes
 * @param batchRows most rows in a batch; a reader may give fewer, also to bound bytes
 * @param safetyLag how far an incremental read stays behind the clock where the source cannot say which writes are still open
 * @param only the rows that are looked for; null for all
 * @param most how many rows are wanted; 0 for all. A reader that can gives no more, another gives all: whoever asks stops by himself
 */
public record ReadRequest(
        Kind kind,
        List<String> columns,
        @Nullable String cursor,
        @Nullable Position after,
        long firstOrdinal,
        int batchRows,
        Duration safetyLag,
        @Nullable Only only,
        long most) {
    /** As many as there are. */
    public ReadRequest(
            Kind kind,
            List<String> columns,
            @Nullable String cursor,
            @Nullable Position after,
            long firstOrdinal,
            int batchRows,
            Duration safetyLag,
            @Nullable Only only) {
        this(kind, columns, cursor, after, firstOrdinal, batchRows, safetyLag, only, 0);
    }

    /** Any row. */
    public ReadRequest(
            Kind kind,
            List<String> columns,
            @Nullable String cursor,
            @Nullable Position after,
            long firstOrdinal,
            int batchRows,
            Duration safetyLag) {
        this(kind, columns, cursor, after, firstOrdinal, batchRows, safetyLag, null);
    }

    /**
     * Rows with one of these texts in a column. A reader that can tell gives no others; another gives all, so that whoever asks looks
     * at each again.
     *
     * @param column a column of the dataset
     * @param texts as people write the value, in every spelling that counts; never shown
     */
    public record Only(String column, List<String> texts) {
        /** Those of the texts that are whole numbers, as a column of numbers holds them. */
        public List<String> numbers() {
            return texts.stream().filter(text -> text.matches("-?\\d{1,18}")).toList();
        }

        @Override
        public String toString() {
            return column + "=•••";
        }
    }

    /** Which rows. */
    public enum Kind {
        SNAPSHOT,
        INCREMENTAL,
        /**
         * The whole dataset for a comparison (dry run, reconcile): takes nothing away. A drop folder gives the waiting files, and
         * where none wait those of the last settled read; for a database it is a snapshot.
         */
        REVIEW
    }

    /** A snapshot of all columns from the beginning. */
    public static ReadRequest snapshot(int batchRows) {
        return new ReadRequest(Kind.SNAPSHOT, List.of(), null, null, 1, batchRows, Duration.ZERO);
    }

    /** The same read, going on somewhere else. */
    public ReadRequest resumedAt(@Nullable Position other) {
        return new ReadRequest(kind, columns, cursor, other, firstOrdinal, batchRows, safetyLag, only, most);
    }
}
