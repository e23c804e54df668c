package vn.lienthong.console;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can be wrong with a request as such, whatever it asks for. */
public enum ConsoleError implements ErrorCode {
    ADDRESS_UNKNOWN(ErrorKind.NOT_FOUND),
    METHOD_UNFIT(ErrorKind.CONFIGURATION),
    CONTENT_UNFIT(ErrorKind.CONFIGURATION),
    REQUEST_UNREADABLE(ErrorKind.CONFIGURATION);

    private final ErrorKind kind;

    ConsoleError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public String room() {
        return "console";
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
