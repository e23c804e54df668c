package vn.lienthong.route;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can go wrong with routes. */
public enum RouteError implements ErrorCode {
    UNKNOWN;

    @Override
    public String room() {
        return "route";
    }

    @Override
    public ErrorKind kind() {
        return ErrorKind.NOT_FOUND;
    }
}
