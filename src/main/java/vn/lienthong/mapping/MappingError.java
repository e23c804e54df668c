package vn.lienthong.mapping;

import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;

/** What can be wrong in a mapping, found before a row is read. Why a row is refused stands in {@link Reason}. */
public enum MappingError implements ErrorCode {
    MAP_MISSING,
    RULE_WRONG,
    RULE_KEY_UNKNOWN,
    CALL_UNREADABLE,
    TRANSFORM_UNKNOWN,
    CHECK_UNKNOWN,
    ARGUMENTS_WRONG,
    PATTERN_WRONG,
    DATE_PATTERN_WRONG,
    YEAR_OF_TWO_DIGITS,
    COLUMN_UNKNOWN,
    FIELD_UNKNOWN,
    FIELD_NOT_MAPPED,
    KEY_NOT_MAPPED,
    LIST_UNKNOWN,
    NO_LISTS,
    LIST_MISSING,
    DAY_MISSING,
    DAY_UNKNOWN,
    OTHERWISE_WRONG,
    TYPES_UNFIT,
    TYPE_UNFIT_FOR_CALL,
    CONSTANT_UNFIT,
    CEL_WRONG,
    CEL_NOT_YES_OR_NO,
    LOOK_UP_UNKNOWN,
    LOOK_UP_COLUMN_UNKNOWN,
    LOOK_UP_INPUT_UNKNOWN,
    LOOK_UP_INPUT_MISSING,
    LOOK_UP_DECIDES_KEY;

    @Override
    public String room() {
        return "mapping";
    }

    @Override
    public ErrorKind kind() {
        return ErrorKind.CONFIGURATION;
    }
}
