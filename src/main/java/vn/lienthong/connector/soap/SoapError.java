package vn.lienthong.connector.soap;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can be wrong with a partner's SOAP service, or with how it is described. Arguments are named in the message files. */
enum SoapError implements ErrorCode {
    WSDL_WRONG(ErrorKind.CONFIGURATION),
    OPERATION_UNKNOWN(ErrorKind.CONFIGURATION),
    INPUT_MISSING(ErrorKind.CONFIGURATION),
    INPUT_UNKNOWN(ErrorKind.CONFIGURATION),
    NOT_SOAP(ErrorKind.CONFIGURATION),
    HOSTILE(ErrorKind.CONFIGURATION),
    OTHER_THAN_DESCRIBED(ErrorKind.CONFIGURATION),
    SIGN_IN_IN_CLEAR(ErrorKind.CONFIGURATION),
    DECLINED(ErrorKind.CONFIGURATION),
    FAULT(ErrorKind.UNAVAILABLE);

    private final ErrorKind kind;

    SoapError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public String room() {
        return "soap";
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
