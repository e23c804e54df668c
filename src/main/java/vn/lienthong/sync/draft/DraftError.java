package vn.lienthong.sync.draft;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can go wrong with drafts of mappings. */
public enum DraftError implements ErrorCode {
    NONE(ErrorKind.NOT_FOUND),
    VERSION_UNKNOWN(ErrorKind.NOT_FOUND),
    FIELD_UNKNOWN(ErrorKind.NOT_FOUND),
    FIELD_THERE(ErrorKind.CONFLICT),
    FIELD_NAME(ErrorKind.CONFIGURATION),
    CHANGED(ErrorKind.CONFLICT),
    SHARED(ErrorKind.CONFLICT),
    OF_FILE(ErrorKind.CONFLICT),
    SAME(ErrorKind.CONFLICT),
    STALE(ErrorKind.CONFLICT),
    WAITS(ErrorKind.CONFLICT),
    NOT_NOW(ErrorKind.CONFLICT),
    REASON_MISSING(ErrorKind.CONFIGURATION);

    private final ErrorKind kind;

    DraftError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public String room() {
        return "draft";
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
