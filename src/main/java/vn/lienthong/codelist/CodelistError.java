package vn.lienthong.codelist;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can be wrong in a code list. */
public enum CodelistError implements ErrorCode {
    NAME_DIFFERS,
    FOLDER_UNREADABLE,
    FILE_OUTSIDE,
    FILE_MISSING,
    FILE_UNREADABLE,
    COLUMN_MISSING,
    CODE_EMPTY,
    DATE_INVALID,
    DATES_REVERSED,
    CODE_TWICE,
    LIST_EMPTY,
    RULES_MISSING,
    TO_SOMETIMES,
    UNKNOWN,
    AMENDED_UNFIT,
    DAY_INVALID,
    CODE_MISSING,
    TARGET_MISSING,
    TOO_LONG,
    OVERLAPS,
    ENTRY_UNKNOWN,
    ENTRY_THERE,
    DRAFT_NONE,
    DRAFT_CHANGED,
    DRAFT_WAITS,
    DRAFT_SAME,
    DRAFT_STALE,
    DRAFT_OWN,
    VERSION_UNKNOWN,
    FILE_NONE,
    FILE_LARGE,
    FILE_EMPTY;

    @Override
    public String room() {
        return "codelist";
    }

    @Override
    public ErrorKind kind() {
        return switch (this) {
            case UNKNOWN, VERSION_UNKNOWN, DRAFT_NONE, ENTRY_UNKNOWN -> ErrorKind.NOT_FOUND;
            case DRAFT_CHANGED, DRAFT_WAITS, DRAFT_SAME, DRAFT_STALE, ENTRY_THERE -> ErrorKind.CONFLICT;
            case DRAFT_OWN -> ErrorKind.DENIED;
            default -> ErrorKind.CONFIGURATION;
        };
    }
}
