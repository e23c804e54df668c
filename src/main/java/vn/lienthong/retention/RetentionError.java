package vn.lienthong.retention;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can be wrong in how long things are to be kept. */
enum RetentionError implements ErrorCode {
    TERM_TOO_SHORT;

    @Override
    public String room() {
        return "retention";
    }

    @Override
    public ErrorKind kind() {
        return ErrorKind.CONFIGURATION;
    }
}
