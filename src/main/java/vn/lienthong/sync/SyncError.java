package vn.lienthong.sync;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can go wrong with sync jobs and their runs. */
public enum SyncError implements ErrorCode {
    JOB_UNKNOWN(ErrorKind.NOT_FOUND),
    JOB_OF_FILE(ErrorKind.CONFLICT),
    JOB_NAME_TAKEN(ErrorKind.CONFLICT),
    JOB_CHANGE_WAITS(ErrorKind.CONFLICT),
    JOB_NAME_OTHER(ErrorKind.CONFIGURATION),
    FILE_UNREADABLE(ErrorKind.CONFIGURATION),
    MAPPING_UNKNOWN(ErrorKind.CONFIGURATION),
    MAPPING_TWICE(ErrorKind.CONFIGURATION),
    MAPPING_NONE(ErrorKind.CONFIGURATION),
    DEFINITION_WRONG(ErrorKind.CONFIGURATION),
    CURSOR_MISSING(ErrorKind.CONFIGURATION),
    CURSOR_UNUSED(ErrorKind.CONFIGURATION),
    CURSOR_UNKNOWN(ErrorKind.CONFIGURATION),
    KEY_MISSING(ErrorKind.CONFIGURATION),
    KEY_NOT_MAPPED(ErrorKind.CONFIGURATION),
    SCOPE_NOT_MAPPED(ErrorKind.CONFIGURATION),
    SCOPES_OVERLAP(ErrorKind.CONFIGURATION),
    DELETES_NOT_POSSIBLE(ErrorKind.CONFIGURATION),
    MARK_COLUMN_MISSING(ErrorKind.CONFIGURATION),
    KEY_NOT_OF_KEY(ErrorKind.CONFIGURATION),
    FOLLOWING_UPSERTS(ErrorKind.CONFIGURATION),
    FOLLOWING_UNTIMED(ErrorKind.CONFIGURATION),
    NOT_FOLLOWING(ErrorKind.CONFLICT),
    STILL_FOLLOWED(ErrorKind.CONFLICT),
    ANSWER_INCOMPLETE(ErrorKind.CONFIGURATION),
    TIMING_INVALID(ErrorKind.CONFIGURATION),
    TIMING_TWICE(ErrorKind.CONFIGURATION),
    ZONE_UNKNOWN(ErrorKind.CONFIGURATION),
    CONNECTOR_CANNOT(ErrorKind.CONFIGURATION),
    RUN_UNKNOWN(ErrorKind.NOT_FOUND),
    RUN_OVER(ErrorKind.CONFLICT),
    RUN_NOT_WAITING(ErrorKind.CONFLICT),
    RUN_NOT_PAUSED(ErrorKind.CONFLICT),
    ROUTE_STOPPED(ErrorKind.CONFLICT),
    COUNTS_DO_NOT_ADD_UP(ErrorKind.BUG),
    REPLACE_KEY_UNKNOWN(ErrorKind.CONFIGURATION),
    REFERENCE_TOO_LARGE(ErrorKind.CONFIGURATION),
    RELEASE_NOTHING(ErrorKind.CONFIGURATION),
    NOTHING_TO_CORRECT(ErrorKind.NOT_FOUND),
    RELEASE_JOB_BUSY(ErrorKind.CONFLICT),
    RELEASE_JOB_FOLLOWS(ErrorKind.CONFLICT),
    RELEASE_NOT_A_ROW(ErrorKind.CONFLICT),
    CONNECTOR_IN_NO_FILE(ErrorKind.CONFIGURATION),
    CONNECTOR_IN_NO_FILE_NEAR(ErrorKind.CONFIGURATION),
    CONNECTOR_NOWHERE(ErrorKind.CONFIGURATION);

    private final ErrorKind kind;

    SyncError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public String room() {
        return "sync";
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
