package vn.lienthong.mapping;

import org.jspecify.annotations.Nullable;

/** Judges one mapped cell. */
@FunctionalInterface
interface CellCheck {
    /** Why the cell is refused, or null. */
    @Nullable
    Fault judge(@Nullable Object value, Cells cells, int row);
}
