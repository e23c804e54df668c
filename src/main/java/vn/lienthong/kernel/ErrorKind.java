package vn.lienthong.kernel;

/** What kind of trouble an error is; the kind alone decides what happens next. */
public enum ErrorKind {
    /** A file, a setting or a definition is wrong: stop and ask its owner. */
    CONFIGURATION,
    /** A name, password or right is missing: stop and ask the owner; never try again by itself. */
    CREDENTIAL,
    /** A system does not answer for now: try again with back-off and jitter, then wait. */
    UNAVAILABLE,
    /** One row is wrong: quarantine it, go on with the others. */
    DATA,
    /** The caller may not do this: refuse. */
    DENIED,
    /** The asked thing does not exist, or not for this caller. */
    NOT_FOUND,
    /** Something else is going on that excludes this act now: say what, and when to try again. */
    CONFLICT,
    /** The caller asks too often: refuse, and say in how many seconds ({@code seconds} among the arguments) to ask again. */
    TOO_OFTEN,
    /** The hub is wrong: alarm. */
    BUG
}
