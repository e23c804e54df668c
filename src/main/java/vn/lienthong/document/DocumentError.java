package vn.lienthong.document;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can be wrong in a file. */
public enum DocumentError implements ErrorCode {
    NOT_YAML,
    EMPTY,
    NOT_A_MAPPING,
    NOT_A_LIST,
    TOO_LARGE,
    TOO_DEEP,
    ALIAS,
    TAG,
    KEY_TWICE,
    KEY_NOT_TEXT,
    VARIABLE_UNSET,
    VARIABLE_FORBIDDEN,
    KEY_UNKNOWN,
    KEY_UNKNOWN_NEAR,
    KEY_MISSING,
    TYPE_WRONG,
    TEXT_UNQUOTED,
    VALUE_NOT_ALLOWED,
    VALUE_MALFORMED,
    VALUE_OUT_OF_RANGE,
    VALUE_WRONG,
    NOT_EDITABLE,
    KIND_UNKNOWN;

    @Override
    public String room() {
        return "document";
    }

    @Override
    public ErrorKind kind() {
        return this == KIND_UNKNOWN ? ErrorKind.NOT_FOUND : ErrorKind.CONFIGURATION;
    }
}
