package vn.lienthong.quarantine;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can go wrong while settling rejected rows. */
public enum QuarantineError implements ErrorCode {
    ROW_UNKNOWN(ErrorKind.NOT_FOUND),
    ROW_SETTLED(ErrorKind.CONFLICT),
    FIELD_UNKNOWN(ErrorKind.CONFIGURATION),
    VALUE_UNREADABLE(ErrorKind.CONFIGURATION),
    REASON_MISSING(ErrorKind.CONFIGURATION),
    NOTHING_TO_EDIT(ErrorKind.CONFIGURATION),
    SUPERSEDED(ErrorKind.CONFLICT);

    private final ErrorKind kind;

    QuarantineError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public String room() {
        return "quarantine";
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
