package vn.lienthong.vault;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can go wrong with sealed secrets. */
public enum VaultError implements ErrorCode {
    KEY_MISSING(ErrorKind.CONFIGURATION),
    KEY_WRONG(ErrorKind.CONFIGURATION),
    KEY_MALFORMED(ErrorKind.CONFIGURATION),
    KEY_TWICE(ErrorKind.CONFIGURATION),
    KEY_NEXT_ALONE(ErrorKind.CONFIGURATION),
    KEY_NEXT_MISSING(ErrorKind.CONFIGURATION),
    KEY_NEXT_SAME(ErrorKind.CONFIGURATION),
    KEY_UNUSABLE(ErrorKind.CONFIGURATION),
    SEAL_BROKEN(ErrorKind.CREDENTIAL),
    SECRET_UNREADABLE(ErrorKind.CREDENTIAL),
    SECRET_VOID(ErrorKind.CREDENTIAL),
    FIELD_INVALID(ErrorKind.CONFIGURATION);

    private final ErrorKind kind;

    VaultError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public String room() {
        return "vault";
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
