package vn.lienthong.sync;

import java.util.List;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Text;

/**
 * Source and target compared row by row.
 *
 * @param sourceRows source rows read
 * @param targetRows target rows within the job's scope
 * @param equal rows that are the same on both sides
 * @param lost keys that the target should have and has not
 * @param duplicated keys that the target has more than once
 * @param stale keys whose target row differs from what the source row makes
 * @param extra keys that the target has and the source has not
 * @param excused rows of the source that are rejected or skipped; their target rows are not judged
 * @param extraAllowed whether the job keeps target rows that left the source, so that extra keys are no fault
 * @param notes what this comparison cannot promise
 */
public record Reconciliation(
        JobName job,
        long sourceRows,
        long targetRows,
        long equal,
        Finding lost,
        Finding duplicated,
        Finding stale,
        Finding extra,
        long excused,
        boolean extraAllowed,
        List<Text> notes) {
    /** Whether the target is what it should be. */
    public boolean clean() {
        return lost.count == 0 && duplicated.count == 0 && stale.count == 0 && (extra.count == 0 || extraAllowed);
    }

    /**
     * Keys of one kind.
     *
     * @param keys the first few; each key is its columns' values in order
     */
    public record Finding(long count, List<List<String>> keys) {}
}
