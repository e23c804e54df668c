package vn.lienthong.store;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can go wrong with the hub's own state. */
public enum StoreError implements ErrorCode {
    EMBEDDED_NOT_STARTED(ErrorKind.CONFIGURATION),
    EXTERNAL_UNREACHABLE(ErrorKind.UNAVAILABLE),
    EXTERNAL_PASSWORD(ErrorKind.CREDENTIAL),
    EXTERNAL_REFUSED(ErrorKind.CREDENTIAL),
    EXTERNAL_ABSENT(ErrorKind.CONFIGURATION),
    EXTERNAL_NOT_WRITABLE(ErrorKind.CONFIGURATION),
    EXTERNAL_NOT_UTF8(ErrorKind.CONFIGURATION),
    URL_INVALID(ErrorKind.CONFIGURATION),
    DATA_FOLDER_IN_USE(ErrorKind.CONFLICT),
    DATA_FOLDER_UNUSABLE(ErrorKind.CONFIGURATION);

    private final ErrorKind kind;

    StoreError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public String room() {
        return "store";
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
