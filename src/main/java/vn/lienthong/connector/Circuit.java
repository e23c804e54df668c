package vn.lienthong.connector;

/** Whether the way to a partner's system is open to questions. */
public enum Circuit {
    /** It answers, or was not asked yet. */
    CLOSED,
    /** It failed again and again, and is left alone for a while. */
    OPEN,
    /** One question is let through, to see whether it answers again. */
    HALF_OPEN
}
