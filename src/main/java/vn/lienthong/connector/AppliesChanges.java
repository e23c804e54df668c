package vn.lienthong.connector;

/** A session whose datasets can take changes: rows by key, and keys that are gone, in one transaction with the checkpoint. */
public interface AppliesChanges {
    /** Opens a writer of changes into one dataset; the request's mode is UPSERT. */
    ChangeWriter changeWriter(Dataset target, WriteRequest request);
}
