package vn.lienthong.inventory;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can go wrong with the inventory of systems. */
public enum InventoryError implements ErrorCode {
    UNKNOWN(ErrorKind.NOT_FOUND),
    THERE(ErrorKind.CONFLICT),
    CHANGED(ErrorKind.CONFLICT),
    CODE_INVALID(ErrorKind.CONFIGURATION),
    TITLE_INVALID(ErrorKind.CONFIGURATION),
    TEXT_INVALID(ErrorKind.CONFIGURATION),
    AGENCY_MISSING(ErrorKind.CONFIGURATION),
    AGENCY_UNKNOWN(ErrorKind.CONFIGURATION),
    DATE_INVALID(ErrorKind.CONFIGURATION),
    COST_INVALID(ErrorKind.CONFIGURATION),
    LEVEL_INVALID(ErrorKind.CONFIGURATION),
    KIND_UNKNOWN(ErrorKind.CONFIGURATION),
    RECORD_NOT_HELD(ErrorKind.CONFIGURATION),
    CONNECTOR_UNKNOWN(ErrorKind.CONFIGURATION),
    CONNECTOR_TAKEN(ErrorKind.CONFLICT),
    REASON_MISSING(ErrorKind.CONFIGURATION),
    TWICE_HANDED(ErrorKind.CONFIGURATION),
    IMPORT_UNKNOWN(ErrorKind.NOT_FOUND),
    IMPORT_NO_FILE(ErrorKind.CONFIGURATION),
    IMPORT_TOO_LARGE(ErrorKind.CONFIGURATION),
    IMPORT_EMPTY(ErrorKind.CONFIGURATION),
    IMPORT_NOTHING(ErrorKind.CONFIGURATION),
    IMPORT_CHANGED(ErrorKind.CONFLICT),
    IMPORT_DONE(ErrorKind.CONFLICT),
    UNDO_NOTHING(ErrorKind.CONFLICT),
    UNDO_CHANGED(ErrorKind.CONFLICT),
    MEASURE_UNKNOWN(ErrorKind.NOT_FOUND),
    MEASURE_RUNNING(ErrorKind.CONFLICT),
    MEASURE_NOTHING(ErrorKind.CONFIGURATION);

    private final ErrorKind kind;

    InventoryError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public String room() {
        return "inventory";
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
