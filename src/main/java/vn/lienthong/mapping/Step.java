package vn.lienthong.mapping;

import org.jspecify.annotations.Nullable;

/** One step on the way from a source value to a target value. */
@FunctionalInterface
interface Step {
    /** The new value, null for none, or a {@link Fault}. Never asked about null. */
    @Nullable
    Object apply(Object value, Cells cells, int row);
}
