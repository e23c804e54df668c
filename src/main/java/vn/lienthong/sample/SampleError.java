package vn.lienthong.sample;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can go wrong with the sample sector. */
public enum SampleError implements ErrorCode {
    /** This machine cannot run the shipped server at all, so the sample goes on without it. */
    MARIADB_CANNOT_RUN(ErrorKind.CONFIGURATION),
    MARIADB_NOT_STARTED(ErrorKind.CONFIGURATION),
    PARTNER_NOT_STARTED(ErrorKind.CONFIGURATION),
    NOT_SEEDED(ErrorKind.CONFIGURATION);

    private final ErrorKind kind;

    SampleError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public String room() {
        return "sample";
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
