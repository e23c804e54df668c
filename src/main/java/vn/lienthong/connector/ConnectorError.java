package vn.lienthong.connector;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can go wrong with a connector. Arguments are named in the message files. */
public enum ConnectorError implements ErrorCode {
    TYPE_UNKNOWN(ErrorKind.NOT_FOUND),
    UNKNOWN(ErrorKind.NOT_FOUND),
    DATASET_UNKNOWN(ErrorKind.CONFIGURATION),
    COLUMN_UNKNOWN(ErrorKind.CONFIGURATION),
    HOST_UNKNOWN(ErrorKind.UNAVAILABLE),
    UNREACHABLE(ErrorKind.UNAVAILABLE),
    LOST(ErrorKind.UNAVAILABLE),
    BUSY(ErrorKind.UNAVAILABLE),
    TLS_FAILED(ErrorKind.CONFIGURATION),
    LOGIN_REFUSED(ErrorKind.CREDENTIAL),
    PASSWORD_IN_CLEAR(ErrorKind.CONFIGURATION),
    KEY_UNPROVEN(ErrorKind.CONFIGURATION),
    DATABASE_UNKNOWN(ErrorKind.CONFIGURATION),
    RIGHT_MISSING(ErrorKind.CREDENTIAL),
    DATASET_CHANGED(ErrorKind.CONFIGURATION),
    KEY_MISSING(ErrorKind.CONFIGURATION),
    CURSOR_EMPTY(ErrorKind.CONFIGURATION),
    POSITION_UNUSABLE(ErrorKind.CONFIGURATION),
    SUPERSEDED_WRITER(ErrorKind.CONFLICT),
    DESTINATION_DENIED(ErrorKind.DENIED),
    FOLDER_DENIED(ErrorKind.DENIED),
    WRITE_MODE_UNSUPPORTED(ErrorKind.CONFIGURATION),
    DISK_FULL(ErrorKind.UNAVAILABLE),
    SYSTEM_FAILED(ErrorKind.UNAVAILABLE),
    PARTNER_BUSY(ErrorKind.UNAVAILABLE),
    PARTNER_RESTS(ErrorKind.UNAVAILABLE),
    PACE_USED_UP(ErrorKind.UNAVAILABLE),
    PACE_UNKNOWN(ErrorKind.UNAVAILABLE);

    private final ErrorKind kind;

    ConnectorError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public String room() {
        return "connector";
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
