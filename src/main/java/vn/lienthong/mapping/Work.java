package vn.lienthong.mapping;

import dev.cel.common.ast.CelExpr;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.runtime.CelEvaluationListener;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionResolver;
import dev.cel.runtime.CelLateFunctionBindings;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What one expression does for one row, counted: each step, each letter and element of what a step gives, and what searching
 * costs. Beyond a bound the row is refused, always the same one, however fast the machine is.
 */
final class Work implements CelEvaluationListener {
    /** What this counts by itself, since text and what is sought cost together. */
    static final Set<CelStringExtensions.Function> SEARCHES =
            Set.of(CelStringExtensions.Function.INDEX_OF, CelStringExtensions.Function.LAST_INDEX_OF);

    private static final long MOST = 1_000_000;
    private static final int A_STEP_OF_A_PATTERN = (int) (MOST / QuickPattern.MOST_STEPS);

    private final Function<String, QuickPattern> patterns;
    private final CelFunctionResolver functions;
    private long done;

    /**
     * @param patterns compiles, or gives what was compiled before
     */
    Work(Function<String, QuickPattern> patterns) {
        this.patterns = patterns;
        this.functions = made();
    }

    /** The functions whose cost their arguments do not show. */
    CelFunctionResolver functions() {
        return functions;
    }

    /** The next row begins anew. */
    void forget() {
        done = 0;
    }

    private CelFunctionResolver made() {
        return CelLateFunctionBindings.from(
                CelFunctionBinding.from("matches", String.class, String.class, this::matches),
                CelFunctionBinding.from("matches_string", String.class, String.class, this::matches),
                CelFunctionBinding.from(
                        "string_index_of_string",
                        String.class,
                        String.class,
                        (text, what) -> search(text, what, 0L, 1)),
                CelFunctionBinding.from(
                        "string_index_of_string_int",
                        List.of(String.class, String.class, Long.class),
                        given -> search((String) given[0], (String) given[1], (Long) given[2], 1)),
                CelFunctionBinding.from(
                        "string_last_index_of_string",
                        String.class,
                        String.class,
                        (text, what) -> search(text, what, (long) text.codePointCount(0, text.length()), -1)),
                CelFunctionBinding.from(
                        "string_last_index_of_string_int",
                        List.of(String.class, String.class, Long.class),
                        given -> search((String) given[0], (String) given[1], (Long) given[2], -1)));
    }

    @Override
    public void callback(CelExpr step, Object given) {
        if (given instanceof String text) {
            spend(1L + text.length());
        } else {
            spend(given instanceof Collection<?> list ? 1L + list.size() : 1);
        }
    }

    private boolean matches(String text, String written) {
        QuickPattern pattern = patterns.apply(written);
        spend(pattern.steps(text) * A_STEP_OF_A_PATTERN);
        return pattern.foundIn(text);
    }

    /** Where one text stands in another, counted in letters as CEL counts them; -1 where it does not. */
    private long search(String text, String what, long start, int direction) {
        spend((text.length() + 1L) * (what.length() + 1L) / 4);
        int[] letters = text.codePoints().toArray();
        int[] sought = what.codePoints().toArray();
        if (start < 0 || start > letters.length) {
            throw new CelValues.TooLongException();
        }
        int last = letters.length - sought.length;
        for (int at = direction > 0 ? (int) start : (int) Math.min(start, last);
                at >= 0 && at <= last;
                at += direction) {
            if (Arrays.equals(letters, at, at + sought.length, sought, 0, sought.length)) {
                return at;
            }
        }
        return -1;
    }

    private void spend(long more) {
        done += more;
        if (done > MOST) {
            throw new CelValues.TooLongException();
        }
    }
}
