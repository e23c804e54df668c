package vn.lienthong.journal;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can go wrong with the journal's heads and with what is asked of it. */
public enum JournalError implements ErrorCode {
    HEADS_FOREIGN(ErrorKind.CONFIGURATION),
    HAND_OVER_FAILED(ErrorKind.CONFIGURATION),
    HEADS_CONTRADICT(ErrorKind.CONFIGURATION),
    REASON_MISSING(ErrorKind.CONFIGURATION),
    PERSON_MISSING(ErrorKind.CONFIGURATION);

    private final ErrorKind kind;

    JournalError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public String room() {
        return "journal";
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
