package vn.lienthong.alert;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can go wrong with alerts and with telling people. */
public enum AlertError implements ErrorCode {
    UNKNOWN(ErrorKind.NOT_FOUND),
    OVER(ErrorKind.CONFLICT),
    TAKEN(ErrorKind.CONFLICT),
    FILE_UNREADABLE(ErrorKind.CONFIGURATION),
    CHANNEL_UNKNOWN(ErrorKind.CONFIGURATION),
    NO_SUCH_CHANNEL(ErrorKind.NOT_FOUND),
    CHANNEL_TWICE(ErrorKind.CONFIGURATION),
    KEY_NEEDED(ErrorKind.CONFIGURATION),
    STARTTLS_IS_FOR_MAIL(ErrorKind.CONFIGURATION),
    SECRET_NO_REFERENCE(ErrorKind.CONFIGURATION),
    NO_SUCH_SECRET(ErrorKind.NOT_FOUND),
    SECRET_MISSING(ErrorKind.CREDENTIAL),
    CERTIFICATE_WRONG(ErrorKind.CONFIGURATION),
    PLACE_NOT_LISTED(ErrorKind.DENIED),
    NOT_REACHED(ErrorKind.UNAVAILABLE),
    SIGN_IN_REFUSED(ErrorKind.CREDENTIAL),
    REFUSED(ErrorKind.UNAVAILABLE);

    private final ErrorKind kind;

    AlertError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public String room() {
        return "alert";
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
