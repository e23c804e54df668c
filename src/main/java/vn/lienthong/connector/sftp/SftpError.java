package vn.lienthong.connector.sftp;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can be wrong with a folder on another machine or the way there. Arguments are named in the message files. */
enum SftpError implements ErrorCode {
    HOST_KEY_UNKNOWN(ErrorKind.CONFIGURATION),
    HOST_KEY_CHANGED(ErrorKind.CREDENTIAL),
    NO_COMMON_WAY(ErrorKind.CONFIGURATION),
    SIGN_IN_REFUSED(ErrorKind.CREDENTIAL),
    SIGN_IN_INCOMPLETE(ErrorKind.CONFIGURATION),
    KEY_UNUSABLE(ErrorKind.CONFIGURATION),
    NO_SFTP(ErrorKind.CONFIGURATION),
    TOO_SLOW(ErrorKind.UNAVAILABLE),
    PATH_MISSING(ErrorKind.CONFIGURATION),
    NOT_ALLOWED(ErrorKind.CREDENTIAL),
    REFUSED(ErrorKind.UNAVAILABLE),
    NO_FOLDER(ErrorKind.CONFIGURATION),
    TOO_MANY_NAMES(ErrorKind.CONFIGURATION),
    FILE_TOO_LARGE(ErrorKind.CONFIGURATION),
    CHECKSUM_WRONG(ErrorKind.CONFIGURATION),
    CHECKSUM_MISSING(ErrorKind.CONFIGURATION),
    NOT_A_FILE(ErrorKind.CONFIGURATION),
    STILL_CHANGING(ErrorKind.UNAVAILABLE),
    SPOOL_UNUSABLE(ErrorKind.UNAVAILABLE);

    private final ErrorKind kind;

    SftpError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public String room() {
        return "sftp";
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
