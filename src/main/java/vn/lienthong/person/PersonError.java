package vn.lienthong.person;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can be wrong with what is asked about one person. */
enum PersonError implements ErrorCode {
    REASON_MISSING(ErrorKind.CONFIGURATION),
    VALUE_MISSING(ErrorKind.CONFIGURATION),
    VALUE_TOO_LONG(ErrorKind.CONFIGURATION),
    VALUE_IN_WORDS(ErrorKind.CONFIGURATION),
    COLUMN_IS_NUMBER(ErrorKind.CONFIGURATION),
    COLUMN_NOWHERE(ErrorKind.CONFIGURATION),
    BASIS_MISSING(ErrorKind.CONFIGURATION),
    BASIS_TOO_LONG(ErrorKind.CONFIGURATION),
    ERASURE_UNKNOWN(ErrorKind.NOT_FOUND),
    NOT_DONE(ErrorKind.CONFLICT);

    private final ErrorKind kind;

    PersonError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public String room() {
        return "person";
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
