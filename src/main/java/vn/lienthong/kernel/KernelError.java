package vn.lienthong.kernel;

/** Errors of the words themselves. */
public enum KernelError implements ErrorCode {
    NAME_INVALID(ErrorKind.CONFIGURATION),
    DATASET_NAME_INVALID(ErrorKind.CONFIGURATION),
    AGENCY_CODE_INVALID(ErrorKind.CONFIGURATION),
    REASON_TOO_LONG(ErrorKind.CONFIGURATION),
    NOT_ALLOWED(ErrorKind.DENIED),
    NOT_ALLOWED_THERE(ErrorKind.DENIED),
    CONFIRM_FIRST(ErrorKind.DENIED),
    INTERNAL(ErrorKind.BUG);

    private final ErrorKind kind;

    KernelError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public String room() {
        return "kernel";
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
