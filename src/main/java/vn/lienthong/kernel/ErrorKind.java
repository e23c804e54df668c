package vn.lienthong.kernel;

/** What kind of trouble an error is; the kind alone decides what happens next, everywhere, by {@link #next()}. */
public enum ErrorKind {
    /** A file, a setting or a definition is wrong: stop and ask its owner. */
    CONFIGURATION(Next.ASK),
    /** A name, password or right is missing: stop and ask the owner; never try again by itself. */
    CREDENTIAL(Next.ASK),
    /** A system does not answer for now: try again with back-off and jitter, then wait. */
    UNAVAILABLE(Next.AGAIN),
    /** One row is wrong: quarantine it, go on with the others. */
    DATA(Next.HOLD),
    /** The caller may not do this: refuse. */
    DENIED(Next.REFUSE),
    /** The asked thing does not exist, or not for this caller. */
    NOT_FOUND(Next.REFUSE),
    /** Something else is going on that excludes this act now: say what, and when to try again. */
    CONFLICT(Next.AGAIN),
    /** The caller asks too often: refuse, and say in how many seconds ({@code seconds} among the arguments) to ask again. */
    TOO_OFTEN(Next.AGAIN),
    /** The hub is wrong: alarm. */
    BUG(Next.ASK);

    private final Next next;

    ErrorKind(Next next) {
        this.next = next;
    }

    /** What is done about it. */
    public enum Next {
        /** It passes: tried again later and later, by itself. */
        AGAIN,
        /** It does not pass by itself: nothing is tried before a person has mended it. */
        ASK,
        /** What is wrong is kept aside for a person, and the rest goes on. */
        HOLD,
        /** Whoever asked is told no, and nothing is kept. */
        REFUSE
    }

    /** What is done about it, whoever meets it. */
    public Next next() {
        return next;
    }

    /** Whether the hub tries again by itself. */
    public boolean again() {
        return next == Next.AGAIN;
    }
}
