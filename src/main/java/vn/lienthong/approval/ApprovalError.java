package vn.lienthong.approval;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can go wrong with what needs a second person. */
public enum ApprovalError implements ErrorCode {
    UNKNOWN(ErrorKind.NOT_FOUND),
    REASON_MISSING(ErrorKind.CONFIGURATION),
    DECIDED(ErrorKind.CONFLICT),
    OWN_REQUEST(ErrorKind.DENIED),
    NO_SECOND_PERSON(ErrorKind.DENIED),
    NOT_THE_ONE(ErrorKind.DENIED),
    NOT_YOURS(ErrorKind.DENIED);

    private final ErrorKind kind;

    ApprovalError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public String room() {
        return "approval";
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
