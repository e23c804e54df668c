package vn.lienthong.cli;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can go wrong between the command line and a hub. */
public enum CliError implements ErrorCode {
    HUB_STARTING(ErrorKind.UNAVAILABLE),
    HUB_SILENT(ErrorKind.UNAVAILABLE),
    HUB_REFUSED(ErrorKind.DENIED),
    TOKEN_REFUSED(ErrorKind.DENIED),
    SERVER_INVALID(ErrorKind.CONFIGURATION),
    SERVER_MISSING(ErrorKind.CONFIGURATION),
    SERVER_IN_CLEAR(ErrorKind.CONFIGURATION),
    SERVER_UNTRUSTED(ErrorKind.CONFIGURATION),
    SERVER_WANTS_TLS(ErrorKind.CONFIGURATION),
    CA_UNUSABLE(ErrorKind.CONFIGURATION),
    TOKENS_UNWRITABLE(ErrorKind.CONFIGURATION),
    HUB_STOPPED(ErrorKind.UNAVAILABLE),
    HUB_NOT_STARTED(ErrorKind.CONFIGURATION),
    PORT_IN_USE(ErrorKind.CONFIGURATION),
    KIND_UNKNOWN(ErrorKind.CONFIGURATION),
    FILE_KIND_UNKNOWN(ErrorKind.CONFIGURATION),
    FILE_UNREADABLE(ErrorKind.CONFIGURATION),
    KEY_UNREADABLE(ErrorKind.CONFIGURATION),
    FOLDER_MISSING(ErrorKind.CONFIGURATION),
    TOKEN_MISSING(ErrorKind.CONFIGURATION);

    private final ErrorKind kind;

    CliError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public String room() {
        return "cli";
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
