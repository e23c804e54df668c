package vn.lienthong.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.ValueType;
import vn.lienthong.mapping.Call.Argument;

/**
 * A transform of the catalogue.
 *
 * @param name as written in {@code apply}
 * @param signature how it is called
 * @param example a call
 * @param before a value before that call
 * @param after what becomes of it, as text
 * @param gives the type it makes
 * @param maker makes the step of one call
 */
record Transform(
        String name, String signature, String example, String before, String after, ValueType gives, Maker maker) {
    /** Makes a step. */
    @FunctionalInterface
    interface Maker {
        /** Null where the arguments do not fit the signature. */
        @Nullable
        Step step(List<Argument> arguments);
    }

    /** A step of this transform for a call. */
    Step step(Call call) {
        Step step;
        try {
            step = maker.step(call.arguments());
        } catch (NumberFormatException notANumber) {
            step = null;
        }
        if (step == null) {
            throw Refused.because(MappingError.ARGUMENTS_WRONG, "call", call, "signature", signature);
        }
        return step;
    }
}
