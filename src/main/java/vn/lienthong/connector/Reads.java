package vn.lienthong.connector;

/** A session that can read rows. */
public interface Reads {
    /**
     * Opens a read of one dataset in one consistent view. Rows of a snapshot with a key come ordered by key, so that it can be
     * resumed; text comes as NFC.
     */
    BatchCursor read(Dataset dataset, ReadRequest request);
}
