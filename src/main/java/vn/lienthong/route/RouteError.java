package vn.lienthong.route;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can go wrong with routes. */
public enum RouteError implements ErrorCode {
    UNKNOWN(ErrorKind.NOT_FOUND),
    NOT_STARTED(ErrorKind.UNAVAILABLE),
    SERVICE_NOT_STARTED(ErrorKind.UNAVAILABLE),
    SERVICE_STOPPED(ErrorKind.UNAVAILABLE),
    CANNOT_WAIT(ErrorKind.CONFLICT),
    TRACES_URL_INVALID(ErrorKind.CONFIGURATION),
    TRACES_SHARE_INVALID(ErrorKind.CONFIGURATION);

    private final ErrorKind kind;

    RouteError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public String room() {
        return "route";
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
