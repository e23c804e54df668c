package vn.lienthong.calendar;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can be wrong in a calendar. */
public enum CalendarError implements ErrorCode {
    FILE_UNREADABLE(ErrorKind.CONFIGURATION),
    NO_SUCH_DAY(ErrorKind.CONFIGURATION),
    DAY_BOTH_WAYS(ErrorKind.CONFIGURATION),
    ENDS_BEFORE(ErrorKind.CONFIGURATION);

    private final ErrorKind kind;

    CalendarError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public String room() {
        return "calendar";
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
