package vn.lienthong.lineage;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can go wrong with telling where data goes. */
public enum LineageError implements ErrorCode {
    URL_INVALID(ErrorKind.CONFIGURATION),
    KEY_UNREADABLE(ErrorKind.CONFIGURATION);

    private final ErrorKind kind;

    LineageError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public String room() {
        return "lineage";
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
