package vn.lienthong.connector;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can be wrong in the registration of a connector, or in the list of destinations. */
public enum RegistryError implements ErrorCode {
    NAME_DIFFERS(ErrorKind.CONFIGURATION),
    TYPE_UNKNOWN_NEAR(ErrorKind.CONFIGURATION),
    SECRET_LITERAL(ErrorKind.CONFIGURATION),
    SECRET_OF_OTHERS(ErrorKind.CONFIGURATION),
    SECRET_MISPLACED(ErrorKind.CONFIGURATION),
    SECRET_MISSING(ErrorKind.CREDENTIAL),
    SECRET_FIELD_UNKNOWN(ErrorKind.NOT_FOUND),
    SECRET_REFUSED(ErrorKind.CONFIGURATION),
    SECRET_NOT_WAITING(ErrorKind.NOT_FOUND),
    SECRET_NOT_BEFORE(ErrorKind.NOT_FOUND),
    SECRET_EMPTY(ErrorKind.CONFIGURATION),
    MANAGED_BY_FILE(ErrorKind.CONFLICT),
    EXISTS(ErrorKind.CONFLICT),
    IN_USE(ErrorKind.CONFLICT),
    FOLDER_UNREADABLE(ErrorKind.CONFIGURATION),
    FILE_UNREADABLE(ErrorKind.CONFIGURATION),
    HIDDEN_BY_FILE(ErrorKind.CONFIGURATION),
    UNKNOWN_NEAR(ErrorKind.NOT_FOUND),
    HOST_UNLISTED(ErrorKind.CONFIGURATION),
    FOLDER_UNLISTED(ErrorKind.CONFIGURATION),
    DESTINATION_INVALID(ErrorKind.CONFIGURATION),
    DESTINATION_NEVER(ErrorKind.CONFIGURATION),
    DESTINATION_THERE(ErrorKind.CONFLICT),
    DESTINATION_UNKNOWN(ErrorKind.NOT_FOUND),
    CIDR_INVALID(ErrorKind.CONFIGURATION),
    PORTS_INVALID(ErrorKind.CONFIGURATION),
    SILENT(ErrorKind.UNAVAILABLE),
    OCCUPIED(ErrorKind.UNAVAILABLE),
    CANNOT_DISCOVER(ErrorKind.CONFIGURATION),
    CANNOT_READ(ErrorKind.CONFIGURATION),
    CANNOT_LOOK_UP(ErrorKind.CONFIGURATION),
    CLASS_UNKNOWN(ErrorKind.CONFIGURATION),
    CLASSES_NONE(ErrorKind.CONFIGURATION),
    EXCHANGE_GONE(ErrorKind.NOT_FOUND),
    BUG_IN_TYPE(ErrorKind.BUG);

    private final ErrorKind kind;

    RegistryError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public String room() {
        return "registry";
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
