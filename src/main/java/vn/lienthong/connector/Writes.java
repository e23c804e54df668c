package vn.lienthong.connector;

/** A session that can write rows. */
public interface Writes {
    /** Opens a writer for one run into one dataset. The target is not touched before {@link Writer#takeOver}. */
    Writer writer(Dataset target, WriteRequest request);
}
