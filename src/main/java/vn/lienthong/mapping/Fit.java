package vn.lienthong.mapping;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Column;

/** Whether a value fits the target column: never cut, never rounded. */
final class Fit {
    private Fit() {}

    /**
     * The check, null where every value fits.
     *
     * @param given the source column that is passed through, null where values are computed
     */
    static @Nullable CellCheck check(Column target, @Nullable Column given) {
        boolean mayBeNull = !target.nullable() && (given == null || given.nullable());
        Integer most = target.length();
        boolean mayBeLong =
                most != null && most > 0 && (given == null || given.length() == null || given.length() > most);
        boolean mayBePrecise = target.precision() != null && !sameDigits(target, given);
        if (!mayBeNull && !mayBeLong && !mayBePrecise) {
            return null;
        }
        Map<String, ?> words = Map.of("field", target.name(), "most", most == null ? 0 : most);
        Fault empty = Fault.of("not_null", Reason.NOT_NULL, words);
        Fault tooLong = Fault.of("too_long", Reason.TOO_LONG, words);
        Fault tooPrecise = Fault.of("too_precise", Reason.TOO_PRECISE, words);
        return (value, cells, row) -> {
            if (value == null) {
                return mayBeNull ? empty : null;
            }
            if (mayBeLong && longer(value, most)) {
                return tooLong;
            }
            return mayBePrecise && value instanceof BigDecimal decimal && !fits(decimal, target) ? tooPrecise : null;
        };
    }

    private static boolean sameDigits(Column target, @Nullable Column given) {
        return given != null
                && target.precision() != null
                && target.precision().equals(given.precision())
                && Objects.equals(target.scale(), given.scale());
    }

    private static boolean longer(Object value, int most) {
        if (value instanceof byte[] bytes) {
            return bytes.length > most;
        }
        return value instanceof String text && text.length() > most && text.codePointCount(0, text.length()) > most;
    }

    private static boolean fits(BigDecimal decimal, Column target) {
        int scale = target.scale() == null ? 0 : target.scale();
        int precision = target.precision() == null ? Integer.MAX_VALUE : target.precision();
        BigDecimal bare = decimal.stripTrailingZeros();
        return bare.scale() <= scale && bare.precision() - bare.scale() <= precision - scale;
    }
}
