package vn.lienthong.connector;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Schema;

/**
 * What a run is going to write.
 *
 * @param job whose checkpoint moves
 * @param schema the columns of the batches that will come; each is a column of the target. Other target columns are left alone
 * @param key the columns that identify a target row; empty only with {@link Mode#APPEND}
 * @param mode how rows arrive
 * @param deletes what happens to target rows whose key the source no longer has
 * @param markColumn the column that is set when {@code deletes} is MARK, else null: a boolean becomes true, a date or moment now
 * @param scope column = constant: the job's own part of the target; nothing outside it is deleted or replaced. Empty means all
 * @param ordered whether rows will come ordered by the key in binary order
 * @param compareOnly true for dry runs and reconciling: verdicts are found by comparison, nothing is written, locked or rolled back
 */
public record WriteRequest(
        JobName job,
        Schema schema,
        List<String> key,
        Mode mode,
        Deletes deletes,
        @Nullable String markColumn,
        Map<String, Object> scope,
        boolean ordered,
        boolean compareOnly) {
    /** How rows arrive. */
    public enum Mode {
        /** Insert what is new, update what differs. */
        UPSERT,
        /** Insert every row. */
        APPEND,
        /** Build a new generation beside the old and swap when it is complete. */
        REPLACE
    }

    /** What happens to target rows that the source no longer has. */
    public enum Deletes {
        KEEP,
        MARK,
        DELETE
    }
}
