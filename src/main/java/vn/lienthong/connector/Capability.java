package vn.lienthong.connector;

/** What a connector type can do. A session has exactly the interfaces of the capabilities its type declares. */
public enum Capability {
    /** Lists datasets: {@link Discovers}. */
    DISCOVER,
    /** Reads rows: {@link Reads}. */
    READ,
    /** Writes rows: {@link Writes}. */
    WRITE,
    /** Follows what changes in its datasets: {@link Changes}. */
    CHANGES,
    /** Takes changes by key: {@link AppliesChanges}. */
    APPLY,
    /** Answers questions: {@link Calls}. */
    CALL,
    /** Finds rows by what some of their columns hold: {@link LooksUp}. */
    LOOK_UP
}
