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
 */
public record ReadRequest(
        Kind kind,
        List<String> columns,
        @Nullable String cursor,
        @Nullable Position after,
        long firstOrdinal,
        int batchRows,
        Duration safetyLag) {
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
        return new ReadRequest(kind, columns, cursor, other, firstOrdinal, batchRows, safetyLag);
    }
}
