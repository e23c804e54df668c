package vn.lienthong.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Rejection;

/**
 * What a batch was tried for, row by row.
 *
 * @param values by row and field in the order of the mapping's schema; null also where a value could not be computed
 * @param rejected one for each refused row, as in {@link Mapped}
 * @param leftOut by row, whether {@code skip_when} leaves it out
 */
public record Tried(@Nullable Object[][] values, List<Rejection> rejected, boolean[] leftOut) {}
