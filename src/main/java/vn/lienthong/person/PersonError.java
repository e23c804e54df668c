package vn.lienthong.person;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can be wrong with what is asked about one person. */
enum PersonError implements ErrorCode {
    REASON_MISSING,
    VALUE_MISSING,
    VALUE_TOO_LONG,
    COLUMN_NOWHERE;

    @Override
    public String room() {
        return "person";
    }

    @Override
    public ErrorKind kind() {
        return ErrorKind.CONFIGURATION;
    }
}
