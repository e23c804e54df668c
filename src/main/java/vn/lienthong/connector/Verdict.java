package vn.lienthong.connector;

/** What became, or in a comparison would become, of one row in the target. */
public enum Verdict {
    INSERTED,
    UPDATED,
    UNCHANGED,
    /** The target refuses it; a {@link vn.lienthong.kernel.Rejection} says why. */
    REJECTED,
    /** A later row of the same key took its place. */
    SUPERSEDED
}
