package vn.lienthong.service;

import java.math.BigDecimal;
import java.time.OffsetDateTime;

/** Whether two values of the hub are the same; a system may take more for the same, e.g. letters of either case. */
final class SameValue {
    private SameValue() {}

    static boolean same(Object one, Object other) {
        if (one instanceof BigDecimal number && other instanceof BigDecimal same) {
            return number.compareTo(same) == 0;
        }
        if (one instanceof OffsetDateTime moment && other instanceof OffsetDateTime same) {
            return moment.isEqual(same);
        }
        return one.equals(other);
    }
}
