package vn.lienthong.connector;

import vn.lienthong.kernel.Batch;

/** A writer that also removes rows by key. The same rules as for {@link Writer} hold. */
public interface ChangeWriter extends Writer {
    /**
     * Deletes, or marks, the rows of these keys within the scope, in the open transaction.
     *
     * @param keys a batch that holds at least the key columns
     * @return one verdict a key: UPDATED where a row went, UNCHANGED where there was none, REJECTED where the target holds on to it
     */
    WriteResult remove(Batch keys);

    /** Deletes, or marks, every row within the scope, in the open transaction; gives their number. */
    long removeAll();
}
