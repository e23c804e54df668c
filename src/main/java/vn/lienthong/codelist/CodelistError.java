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
    UNKNOWN;

    @Override
    public String room() {
        return "codelist";
    }

    @Override
    public ErrorKind kind() {
        return this == UNKNOWN ? ErrorKind.NOT_FOUND : ErrorKind.CONFIGURATION;
    }
}
