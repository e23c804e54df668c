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
    ADDRESS_INVALID(ErrorKind.CONFIGURATION),
    DOOR_SETTING_INVALID(ErrorKind.CONFIGURATION),
    SIGN_IN_NEEDED(ErrorKind.DENIED),
    DOOR_WITHOUT_RULE(ErrorKind.NOT_FOUND),
    ROLE_UNKNOWN(ErrorKind.CONFIGURATION),
    SIGN_IN_REFUSED(ErrorKind.DENIED),
    SIGN_IN_WAIT(ErrorKind.DENIED),
    SIGN_IN_BUSY(ErrorKind.UNAVAILABLE),
    PASSWORD_LENGTH(ErrorKind.CONFIGURATION),
    PASSWORD_IS_NAME(ErrorKind.CONFIGURATION),
    PASSWORD_COMMON(ErrorKind.CONFIGURATION),
    PASSWORDS_DIFFER(ErrorKind.CONFIGURATION),
    INVITATION_REFUSED(ErrorKind.DENIED),
    CODE_WRONG(ErrorKind.CONFIGURATION),
    PERSON_UNKNOWN(ErrorKind.NOT_FOUND),
    NAME_INVALID(ErrorKind.CONFIGURATION),
    NAME_TAKEN(ErrorKind.CONFLICT),
    TITLE_INVALID(ErrorKind.CONFIGURATION),
    ROLE_MISSING(ErrorKind.CONFIGURATION),
    REASON_MISSING(ErrorKind.CONFIGURATION),
    ROLE_NOT_YOURS(ErrorKind.DENIED),
    ROLE_EVERYWHERE(ErrorKind.CONFIGURATION),
    ROLES_WAIT(ErrorKind.CONFLICT),
    OWN_ROLES(ErrorKind.DENIED),
    PERSON_ABOVE(ErrorKind.DENIED),
    INVITED_BY_ANOTHER(ErrorKind.CONFLICT),
    FIRST_ADMINISTRATOR_STAYS(ErrorKind.CONFLICT),
    GRANT_UNKNOWN(ErrorKind.NOT_FOUND),
    ACT_UNKNOWN(ErrorKind.CONFIGURATION),
    ACT_NOT_HELD(ErrorKind.DENIED),
    KEY_INVALID(ErrorKind.CONFIGURATION),
    KEY_REUSED(ErrorKind.CONFIGURATION),
    REQUEST_UNDER_WAY(ErrorKind.CONFLICT),
    REQUEST_TOO_LARGE(ErrorKind.CONFIGURATION),
    FILE_UNREADABLE(ErrorKind.CONFIGURATION),
    PROVIDER_SETTING_INVALID(ErrorKind.CONFIGURATION),
    PROVIDER_UNKNOWN(ErrorKind.NOT_FOUND),
    PROVIDER_AWAY(ErrorKind.UNAVAILABLE),
    PROVIDER_REFUSED(ErrorKind.DENIED),
    FACTOR_MISSING(ErrorKind.DENIED),
    IDENTITY_UNKNOWN(ErrorKind.DENIED),
    IDENTITY_TAKEN(ErrorKind.CONFLICT),
    IDENTITY_OTHER(ErrorKind.DENIED),
    IDENTITY_STALE(ErrorKind.DENIED),
    IDENTITY_LAST(ErrorKind.CONFLICT),
    IDENTITY_GONE(ErrorKind.NOT_FOUND),
    IDENTITY_NEEDS_NAME(ErrorKind.CONFLICT),
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
