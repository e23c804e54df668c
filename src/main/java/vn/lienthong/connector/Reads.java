package vn.lienthong.connector;

import vn.lienthong.kernel.Position;

/** A session that can read rows. */
public interface Reads {
    /**
     * Opens a read of one dataset in one consistent view. Rows of a snapshot with a key come ordered by key, so that it can be
     * resumed; text comes as NFC.
     */
    BatchCursor read(Dataset dataset, ReadRequest request);

    /**
     * Reads rows that a writer of this type wrote, as they were given to it: what it had to disarm or escape is undone. Takes
     * nothing away.
     */
    default BatchCursor readBack(Dataset dataset, ReadRequest request) {
        return read(dataset, request);
    }

    /**
     * Tells the source that a run is finished in the target and read up to this position, so that it need not keep what came
     * before: a drop folder archives its files here. Called after every finished run with the position of the last part, also of
     * an empty one, and once more before the next run begins (the process may have died in between); idempotent. Never called
     * for comparisons. Databases have nothing to do.
     */
    default void settle(Dataset dataset, Position position) {}
}
