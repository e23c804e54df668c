package vn.lienthong.agency;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can go wrong with agencies, people and the way in. */
public enum AgencyError implements ErrorCode {
    TOKEN_FILE_UNWRITABLE(ErrorKind.CONFIGURATION),
    TOKEN_REFUSED(ErrorKind.DENIED),
    TOKEN_UNKNOWN(ErrorKind.NOT_FOUND),
    PURPOSE_INVALID(ErrorKind.CONFIGURATION),
    HOST_UNKNOWN(ErrorKind.DENIED),
    DOOR_SETTING_INVALID(ErrorKind.CONFIGURATION),
    SIGN_IN_NEEDED(ErrorKind.DENIED),
    DOOR_WITHOUT_RULE(ErrorKind.NOT_FOUND),
    ROLE_UNKNOWN(ErrorKind.CONFIGURATION),
    KEY_INVALID(ErrorKind.CONFIGURATION),
    KEY_REUSED(ErrorKind.CONFIGURATION),
    REQUEST_UNDER_WAY(ErrorKind.CONFLICT),
    REQUEST_TOO_LARGE(ErrorKind.CONFIGURATION),
    FILE_UNREADABLE(ErrorKind.CONFIGURATION),
    AGENCY_UNKNOWN(ErrorKind.NOT_FOUND);

    private final ErrorKind kind;

    AgencyError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public String room() {
        return "agency";
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
