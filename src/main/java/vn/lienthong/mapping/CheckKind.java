package vn.lienthong.mapping;

import org.jspecify.annotations.Nullable;

/**
 * A check of the catalogue.
 *
 * @param name as written in {@code check}
 * @param signature how it is called
 * @param example a call
 * @param maker makes the check of one call
 */
record CheckKind(String name, String signature, String example, Maker maker) {
    /** Makes a check. */
    @FunctionalInterface
    interface Maker {
        /** Null where the arguments do not fit the signature. */
        @Nullable
        CellCheck check(Call call, CheckScope scope);
    }

    /** The check for a call. */
    CellCheck check(Call call, CheckScope scope) {
        CellCheck check;
        try {
            check = maker.check(call, scope);
        } catch (NumberFormatException notANumber) {
            check = null;
        }
        if (check == null) {
            throw Refused.because(MappingError.ARGUMENTS_WRONG, "call", call, "signature", signature);
        }
        return check;
    }
}
