package vn.lienthong.route.failed;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can stand against what is done with failed exchanges. */
public enum FailedError implements ErrorCode {
    UNKNOWN(ErrorKind.NOT_FOUND),
    NOT_WAITING(ErrorKind.CONFLICT),
    CALL(ErrorKind.CONFLICT),
    TOO_LARGE(ErrorKind.CONFLICT),
    NONE(ErrorKind.NOT_FOUND),
    REASON(ErrorKind.DATA),
    KEY(ErrorKind.DATA),
    TIME(ErrorKind.DATA),
    STATE(ErrorKind.DATA),
    TAKEN_OVER(ErrorKind.CONFLICT),
    NODE_DIED(ErrorKind.UNAVAILABLE),
    NODE_GONE(ErrorKind.UNAVAILABLE),
    BUSY(ErrorKind.UNAVAILABLE);

    private final ErrorKind kind;

    FailedError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public String room() {
        return "failed";
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
