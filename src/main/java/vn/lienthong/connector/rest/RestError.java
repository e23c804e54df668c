package vn.lienthong.connector.rest;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can be wrong with the answers of a partner's API, or with how it is described. Arguments are named in the message files. */
enum RestError implements ErrorCode {
    DESCRIPTION_WRONG(ErrorKind.CONFIGURATION),
    NO_OPENAPI(ErrorKind.CONFIGURATION),
    LISTS_NOTHING(ErrorKind.CONFIGURATION),
    CERTIFICATE_WRONG(ErrorKind.CONFIGURATION),
    PATH_UNKNOWN(ErrorKind.CONFIGURATION),
    REFUSED(ErrorKind.CONFIGURATION),
    REDIRECTED(ErrorKind.CONFIGURATION),
    NOT_JSON(ErrorKind.CONFIGURATION),
    ANSWER_TOO_LARGE(ErrorKind.CONFIGURATION),
    ROWS_MISSING(ErrorKind.CONFIGURATION),
    NEXT_REPEATED(ErrorKind.CONFIGURATION),
    NEXT_ELSEWHERE(ErrorKind.CONFIGURATION),
    TOLD_TO_WAIT(ErrorKind.UNAVAILABLE),
    PARTNER_FAILED(ErrorKind.UNAVAILABLE),
    TOO_SLOW(ErrorKind.UNAVAILABLE),
    SIGN_IN_REFUSED(ErrorKind.CREDENTIAL),
    NOT_ALLOWED(ErrorKind.CREDENTIAL),
    TOKEN_MISSING(ErrorKind.CREDENTIAL);

    private final ErrorKind kind;

    RestError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public String room() {
        return "rest";
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
