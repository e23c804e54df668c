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
    OFFER_NOT_YET(ErrorKind.CONFIGURATION),
    DAY_INVALID(ErrorKind.CONFIGURATION),
    TERM_BACKWARDS(ErrorKind.CONFIGURATION),
    CONNECTOR_UNKNOWN(ErrorKind.CONFIGURATION),
    CONNECTOR_UNKNOWN_NEAR(ErrorKind.CONFIGURATION),
    CONNECTOR_OF_OTHERS(ErrorKind.CONFIGURATION),
    DATASET_UNKNOWN(ErrorKind.CONFIGURATION),
    DATASET_UNKNOWN_NEAR(ErrorKind.CONFIGURATION),
    COLUMN_UNKNOWN(ErrorKind.CONFIGURATION),
    COLUMN_UNCLASSIFIED(ErrorKind.CONFIGURATION),
    FILE_UNREADABLE(ErrorKind.UNAVAILABLE);

    private final ErrorKind kind;

    ServiceError(ErrorKind kind) {
        this.kind = kind;
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
