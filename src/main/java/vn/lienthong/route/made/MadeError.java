package vn.lienthong.route.made;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can be wrong with a hand-made route, and with what is done to one. */
public enum MadeError implements ErrorCode {
    SHAPE(ErrorKind.CONFIGURATION),
    NAME(ErrorKind.CONFIGURATION),
    KEY(ErrorKind.CONFIGURATION),
    MISSING(ErrorKind.CONFIGURATION),
    STEP(ErrorKind.CONFIGURATION),
    TOP(ErrorKind.CONFIGURATION),
    COMPONENT(ErrorKind.CONFIGURATION),
    LANGUAGE(ErrorKind.CONFIGURATION),
    EXPRESSION(ErrorKind.CONFIGURATION),
    VALUE(ErrorKind.CONFIGURATION),
    PLACEHOLDER(ErrorKind.CONFIGURATION),
    HOST(ErrorKind.CONFIGURATION),
    SECRET(ErrorKind.CONFIGURATION),
    REFERENCE(ErrorKind.CONFIGURATION),
    TWICE(ErrorKind.CONFIGURATION),
    NOWHERE(ErrorKind.CONFIGURATION),
    CIRCLE(ErrorKind.CONFIGURATION),
    UNDECLARED(ErrorKind.CONFIGURATION),
    CAMEL(ErrorKind.CONFIGURATION),
    NOT_STARTED(ErrorKind.CONFIGURATION),
    CANNOT(ErrorKind.CONFIGURATION),
    ONE_BY_ONE(ErrorKind.CONFIGURATION),
    NO_ROWS(ErrorKind.CONFIGURATION),
    ROWS_MANY(ErrorKind.CONFIGURATION),
    ROWS_REFUSED(ErrorKind.DATA),
    MAYBE_WRITTEN(ErrorKind.DATA),
    REPLAY_GONE(ErrorKind.CONFIGURATION),
    REPLAY_STOPPED(ErrorKind.CONFLICT),
    REPLAY_CHANGED(ErrorKind.CONFIGURATION),
    COLUMN(ErrorKind.CONFIGURATION),
    UNCLASSIFIED(ErrorKind.CONFIGURATION),
    LOWERED(ErrorKind.CONFIGURATION),
    FILE_UNREADABLE(ErrorKind.UNAVAILABLE),
    CONNECTOR(ErrorKind.CONFIGURATION),
    MANY(ErrorKind.CONFIGURATION),
    UNKNOWN(ErrorKind.NOT_FOUND),
    VERSION_UNKNOWN(ErrorKind.NOT_FOUND),
    OF_FILE(ErrorKind.CONFLICT),
    THERE(ErrorKind.CONFLICT),
    SAME(ErrorKind.CONFLICT),
    WAITS(ErrorKind.CONFLICT),
    NOT_NOW(ErrorKind.CONFLICT),
    OVERTAKEN(ErrorKind.CONFLICT);

    private final ErrorKind kind;

    MadeError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public String room() {
        return "made";
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
