package vn.lienthong.service;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** Errors of published services, agreements and the programs that call. */
enum ServiceError implements ErrorCode {
    NAME_INVALID(ErrorKind.CONFIGURATION),
    NAME_OTHER(ErrorKind.CONFIGURATION),
    SERVICE_TWICE(ErrorKind.CONFIGURATION),
    SERVICE_UNKNOWN(ErrorKind.CONFIGURATION),
    SERVICE_UNKNOWN_NEAR(ErrorKind.CONFIGURATION),
    AGREEMENT_NAME(ErrorKind.CONFIGURATION),
    AGREEMENT_TWICE(ErrorKind.CONFIGURATION),
    ANSWER_NOT_OFFERED(ErrorKind.CONFIGURATION),
    PERSON_NOT_ASKED(ErrorKind.CONFIGURATION),
    DAY_INVALID(ErrorKind.CONFIGURATION),
    TERM_BACKWARDS(ErrorKind.CONFIGURATION),
    CONNECTOR_UNKNOWN(ErrorKind.CONFIGURATION),
    CONNECTOR_UNKNOWN_NEAR(ErrorKind.CONFIGURATION),
    CONNECTOR_OF_OTHERS(ErrorKind.CONFIGURATION),
    DATASET_UNKNOWN(ErrorKind.CONFIGURATION),
    DATASET_UNKNOWN_NEAR(ErrorKind.CONFIGURATION),
    COLUMN_UNKNOWN(ErrorKind.CONFIGURATION),
    COLUMN_UNCLASSIFIED(ErrorKind.CONFIGURATION),
    FILE_UNREADABLE(ErrorKind.UNAVAILABLE),
    CALLER_NAME_INVALID(ErrorKind.CONFIGURATION),
    CALLER_NAME_TAKEN(ErrorKind.CONFLICT),
    CALLER_UNKNOWN(ErrorKind.NOT_FOUND),
    CALLER_ENDED(ErrorKind.CONFLICT),
    AGENCY_UNKNOWN(ErrorKind.CONFIGURATION),
    VALIDITY_INVALID(ErrorKind.CONFIGURATION),
    OVERLAP_INVALID(ErrorKind.CONFIGURATION),
    CONTACT_TOO_LONG(ErrorKind.CONFIGURATION),
    TWO_SECRETS(ErrorKind.CONFLICT),
    SECRET_UNKNOWN(ErrorKind.NOT_FOUND),
    SECRET_WRONG(ErrorKind.DENIED),
    SECRET_IN_CLEAR(ErrorKind.DENIED),
    SENDER_UNPROVEN(ErrorKind.DENIED),
    TOKEN_NEEDED(ErrorKind.DENIED),
    NOTHING_HERE(ErrorKind.NOT_FOUND),
    AGREEMENT_NONE(ErrorKind.DENIED),
    AGREEMENT_SUSPENDED(ErrorKind.DENIED),
    AGREEMENT_UNKNOWN(ErrorKind.NOT_FOUND),
    AGREEMENT_THERE(ErrorKind.CONFLICT),
    AGREEMENT_WAITS(ErrorKind.CONFLICT),
    AGREEMENT_OF_FILE(ErrorKind.CONFLICT),
    REASON_MISSING(ErrorKind.CONFIGURATION),
    SUSPENDED_ALREADY(ErrorKind.CONFLICT),
    NOT_SUSPENDED(ErrorKind.CONFLICT),
    SERVICE_CHANGED(ErrorKind.CONFLICT),
    SERVICE_HINDERED(ErrorKind.CONFIGURATION),
    ASK_UNREADABLE(ErrorKind.DATA),
    ASK_NO_ENVELOPE(ErrorKind.DATA),
    ASK_NOT_BY_SCHEMA(ErrorKind.DATA),
    HEADER_UNKNOWN(ErrorKind.DATA),
    ASK_OTHERS(ErrorKind.DATA),
    ASK_TYPE(ErrorKind.DATA),
    ASK_BY_POST(ErrorKind.DATA),
    TOO_MANY(ErrorKind.DATA),
    TOO_LARGE(ErrorKind.DATA),
    LIMIT_REACHED(ErrorKind.DENIED),
    NO_ANSWER_NOW(ErrorKind.UNAVAILABLE),
    UNRECORDED(ErrorKind.UNAVAILABLE),
    SYSTEM_SLOW(ErrorKind.UNAVAILABLE),
    SYSTEM_BUSY(ErrorKind.UNAVAILABLE),
    COLUMN_GONE(ErrorKind.CONFIGURATION),
    CONNECTOR_CANNOT(ErrorKind.CONFIGURATION);

    private final ErrorKind kind;

    ServiceError(ErrorKind kind) {
        this.kind = kind;
    }

    /** Whether it says what is wrong with a call, and so is told to whoever called. */
    boolean forCallers() {
        return kind == ErrorKind.DATA;
    }

    @Override
    public String room() {
        return "service";
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
