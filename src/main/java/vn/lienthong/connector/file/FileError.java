package vn.lienthong.connector.file;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can be wrong with a drop folder or a file in it. Arguments are named in the message files. */
enum FileError implements ErrorCode {
    FOLDER_UNUSABLE(ErrorKind.UNAVAILABLE),
    FILE_UNREADABLE(ErrorKind.UNAVAILABLE),
    TOO_MANY_FILES(ErrorKind.CONFIGURATION),
    NOT_A_FILE(ErrorKind.CONFIGURATION),
    FILE_CHANGED(ErrorKind.CONFIGURATION),
    ENCODING_UNKNOWN(ErrorKind.CONFIGURATION),
    ENCODING_DIFFERS(ErrorKind.CONFIGURATION),
    ENCODED_TWICE(ErrorKind.CONFIGURATION),
    HEADER_MISSING(ErrorKind.CONFIGURATION),
    HEADER_TWICE(ErrorKind.CONFIGURATION),
    HEADER_SPLIT(ErrorKind.CONFIGURATION),
    COLUMN_MISSING(ErrorKind.CONFIGURATION),
    FIELD_TOO_LONG(ErrorKind.CONFIGURATION),
    NOT_A_WORKBOOK(ErrorKind.CONFIGURATION),
    OLD_WORKBOOK(ErrorKind.CONFIGURATION),
    ENCRYPTED_WORKBOOK(ErrorKind.CONFIGURATION),
    HOSTILE_WORKBOOK(ErrorKind.CONFIGURATION),
    SHEET_MISSING(ErrorKind.CONFIGURATION),
    SHEET_AMBIGUOUS(ErrorKind.CONFIGURATION),
    SHEET_FULL(ErrorKind.CONFIGURATION),
    SHEETS_LOST(ErrorKind.CONFIGURATION),
    TARGET_ROW(ErrorKind.CONFIGURATION),
    TARGET_CHANGED(ErrorKind.UNAVAILABLE);

    private final ErrorKind kind;

    FileError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public String room() {
        return "file";
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
