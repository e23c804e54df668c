package vn.lienthong.bench.changes;

/** One way to take changes; while it rests the source keeps them for it. */
interface Follower {
    String name();

    /** Makes the source keep changes from now on; what there is already has arrived afterwards. */
    void prepare(ChangeSource source) throws Exception;

    /** Begins to take changes. */
    void start() throws Exception;

    /** Whether the row of this mark has been taken. */
    boolean has(long mark) throws Exception;

    /** Rests again; what was taken stays taken. */
    void stop() throws Exception;

    /** The database it writes into; null where it only reads. */
    default String database() {
        return null;
    }
}
