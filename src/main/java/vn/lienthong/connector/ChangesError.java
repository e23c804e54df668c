package vn.lienthong.connector;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can go wrong with following changes. Arguments are named in the message files. */
public enum ChangesError implements ErrorCode {
    /** Changes may be missing; only a person goes on from here. */
    GAP(ErrorKind.CONFIGURATION),
    /** The source's log does not hold what following needs. */
    LOG_LEVEL(ErrorKind.CONFIGURATION),
    /** The user may not follow changes. */
    RIGHT_MISSING(ErrorKind.CREDENTIAL),
    /** The source has no place left for another follower. */
    NO_PLACE(ErrorKind.CONFIGURATION),
    /** Changes of the table do not carry its key. */
    IDENTITY(ErrorKind.CONFIGURATION),
    /** The table cannot be published by this user. */
    PUBLICATION(ErrorKind.CREDENTIAL),
    /** Somebody else still follows in this follower's place. */
    PLACE_BUSY(ErrorKind.UNAVAILABLE),
    /** The table got another shape; following begins anew with it. */
    RESHAPED(ErrorKind.UNAVAILABLE);

    private final ErrorKind kind;

    ChangesError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public String room() {
        return "changes";
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
