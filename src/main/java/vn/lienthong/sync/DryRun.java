package vn.lienthong.sync;

import java.util.List;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.Text;

/**
 * What a run would do now; nothing was written.
 *
 * @param read source rows
 * @param inserts rows the target does not have
 * @param updates rows the target has differently
 * @param unchanged rows the target has already
 * @param rejected rows that would be refused
 * @param skipped rows a rule leaves out
 * @param superseded rows replaced by a later row of the same key
 * @param deletes target rows that would be deleted or marked
 * @param targetRows target rows within the job's scope, now
 * @param insertKeys keys of the first few inserts; each key is its columns' values in order
 * @param updateKeys keys of the first few updates
 * @param deleteKeys keys of the first few deletes
 * @param rejections the first few refusals
 * @param notes what a run would leave undone or wait for, in words
 */
public record DryRun(
        JobName job,
        long read,
        long inserts,
        long updates,
        long unchanged,
        long rejected,
        long skipped,
        long superseded,
        long deletes,
        long targetRows,
        List<List<String>> insertKeys,
        List<List<String>> updateKeys,
        List<List<String>> deleteKeys,
        List<Rejection> rejections,
        List<Text> notes) {}
