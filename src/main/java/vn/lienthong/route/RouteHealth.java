package vn.lienthong.route;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Text;
import vn.lienthong.sync.RunFailure;

/**
 * One route and how it does.
 *
 * @param id {@code sync.<job>}
 * @param state judged by its runs and schedule
 * @param activeRun the run it carries now, null where none
 * @param lastSuccess end of the last good run, null where none
 * @param nextDue when its job is due, null without a schedule
 * @param rowsPerMinute rows read in each of the last sixty minutes, oldest first
 * @param rowsPerSecond rows read a second, now
 * @param inFlight batches in it now
 * @param failures runs that failed since the hub started
 * @param lastFailure why the last one failed or is paused; null after a success
 * @param steps its steps in order, measured since the hub started
 * @param following how its job follows its source; null where it does not, or has not begun
 */
public record RouteHealth(
        String id,
        JobName job,
        Text title,
        DatasetName from,
        DatasetName to,
        RouteState state,
        @Nullable Long activeRun,
        @Nullable Instant lastSuccess,
        @Nullable Instant nextDue,
        List<Long> rowsPerMinute,
        double rowsPerSecond,
        int inFlight,
        long failures,
        @Nullable RunFailure lastFailure,
        List<Step> steps,
        @Nullable Following following) {
    /** States that mean something else where a job follows. */
    static final Set<RouteState> OWN = Set.of(RouteState.GOOD, RouteState.RUNNING, RouteState.LATE);

    /** The message key of its state. */
    public String word() {
        boolean own = following != null && OWN.contains(state);
        return (own ? "route.following." : "route.state.") + state;
    }

    /** The step that takes most of the route's time; null where none was measured yet. */
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
     * How a job follows its source.
     *
     * @param inStep whether everything has arrived
     * @param silent whether the source was not heard of for too long
     * @param keptBytes the log that the source keeps for it; null where unknown
     * @param percentOfCap how much of the agreed cap that is; null where unknown
     * @param lastChange when the source committed the newest change that arrived; null before the first
     */
    public record Following(
            boolean inStep,
            boolean silent,
            @Nullable Long keptBytes,
            @Nullable Integer percentOfCap,
            @Nullable Instant lastChange) {}

    /**
     * One step of a route.
     *
     * @param id read, map, write, hold, commit, deletes, finish
     * @param count how often it was done
     * @param failures how often it threw
     * @param mean mean time of one
     * @param share its share of the route's time, 0 to 1
     */
    public record Step(String id, long count, long failures, Duration mean, double share) {}
}
