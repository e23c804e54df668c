package vn.lienthong.connector.http;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can be wrong between the hub and a partner who is asked over HTTP. Arguments are named in the message files. */
public enum HttpError implements ErrorCode {
    DESCRIPTION_WRONG(ErrorKind.CONFIGURATION),
    CERTIFICATE_WRONG(ErrorKind.CONFIGURATION),
    PATH_UNKNOWN(ErrorKind.CONFIGURATION),
    REFUSED(ErrorKind.CONFIGURATION),
    REDIRECTED(ErrorKind.CONFIGURATION),
    ANSWER_TOO_LARGE(ErrorKind.CONFIGURATION),
    ROWS_MISSING(ErrorKind.CONFIGURATION),
    NEXT_REPEATED(ErrorKind.CONFIGURATION),
    TOLD_TO_WAIT(ErrorKind.UNAVAILABLE),
    PARTNER_FAILED(ErrorKind.UNAVAILABLE),
    TOO_SLOW(ErrorKind.UNAVAILABLE),
    SIGN_IN_REFUSED(ErrorKind.CREDENTIAL),
    NOT_ALLOWED(ErrorKind.CREDENTIAL);

    private final ErrorKind kind;

    HttpError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public String room() {
        return "http";
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
