package vn.lienthong.route;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Text;

/**
 * One route, step by step.
 *
 * @param steps in their order
 * @param failures the most frequent first
 */
public record RouteDetail(RouteHealth route, List<Step> steps, List<Failure> failures) {
    /** The step that takes most of the route's time; null where none was measured. */
    public @Nullable Step slowest() {
        return steps.stream()
                .filter(step -> step.count() > 0)
                .max(Comparator.comparingDouble(Step::share))
                .orElse(null);
    }

    /** The step that failed most; null where none failed. */
    public @Nullable Step failing() {
        return steps.stream()
                .filter(step -> step.failures() > 0)
                .max(Comparator.comparingLong(Step::failures))
                .orElse(null);
    }

    /**
     * One step of a route.
     *
     * @param id its name: read, map, write …
     * @param count how often it was done
     * @param failures how often in vain
     * @param p50 how long half of them took at most; null where there was none
     * @param p99 the same for 99 of a hundred
     * @param share its share of the route's time, 0 to 1
     */
    public record Step(
            String id,
            long count,
            long failures,
            @Nullable Duration p50,
            @Nullable Duration p99,
            double share) {}

    /**
     * Failures of one kind at one step, explained.
     *
     * @param code of the error: {@code connector.UNREACHABLE}
     * @param connector whose system it is about; null where none is to blame
     * @param problem what happened, in the words of the last one
     * @param cost what it costs
     * @param owner who deals with it
     * @param remedy what to do
     */
    public record Failure(
            String step,
            String code,
            @Nullable String connector,
            long count,
            Instant first,
            Instant last,
            Text problem,
            Text cost,
            Text owner,
            Text remedy) {}
}
