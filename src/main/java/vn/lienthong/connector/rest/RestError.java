package vn.lienthong.connector.rest;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can be wrong with the answers of a partner's API, or with how it is described. Arguments are named in the message files. */
enum RestError implements ErrorCode {
    NO_OPENAPI(ErrorKind.CONFIGURATION),
    LISTS_NOTHING(ErrorKind.CONFIGURATION),
    NOT_JSON(ErrorKind.CONFIGURATION),
    NEXT_ELSEWHERE(ErrorKind.CONFIGURATION),
    INPUT_UNKNOWN(ErrorKind.CONFIGURATION),
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
