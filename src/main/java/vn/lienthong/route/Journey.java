package vn.lienthong.route;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.lienthong.sync.RunFailure;

/**
 * What travels on a route, with a watch. Its steps are counted once it is clear what they were for: a turn that moved something, or one
 * that only waited. One thread at a time.
 *
 * @param <T> what travels
 */
final class Journey<T> {
    private final RouteMeter meter;
    private final String route;
    private final T carried;
    private final Map<String, Took> steps = new LinkedHashMap<>();
    private @Nullable String failing;
    private @Nullable String error;

    Journey(RouteMeter meter, String route, T carried) {
        this.meter = meter;
        this.route = route;
        this.carried = carried;
    }

    /** @param start of the first time within the turn */
    private record Took(long start, long nanos) {
        Took and(Took later) {
            return new Took(start, nanos + later.nanos);
        }
    }

    T carried() {
        return carried;
    }

    /** Does a step; what it throws is counted and thrown on. */
    void step(String name, Consumer<T> work) {
        long from = System.nanoTime();
        try {
            work.accept(carried);
            steps.merge(name, new Took(from, System.nanoTime() - from), Took::and);
        } catch (RuntimeException thrown) {
            steps.merge(name, new Took(from, System.nanoTime() - from), Took::and);
            fails(name, thrown);
            turn(0);
            throw thrown;
        }
    }

    /** A step did not throw, yet failed. */
    void fails(String step, Throwable why) {
        if (failing == null) {
            RunFailure failure = RunFailure.of(why);
            failing = step;
            error = failure.code();
            meter.failed(route, step, failure);
        }
    }

    /** The step that failed in this turn; null where none did. */
    @Nullable
    String failing() {
        return failing;
    }

    /** A turn is over that moved so much. */
    void turn(long moved) {
        boolean failed = failing != null;
        long nanos = steps.values().stream().mapToLong(Took::nanos).sum();
        meter.traces().turn(route, told(), nanos, error);
        settle();
        meter.did(route, RouteMeter.WHOLE, nanos, failed, moved);
    }

    private List<TurnTraces.Step> told() {
        return meter.traces() == TurnTraces.NONE
                ? List.of()
                : steps.entrySet().stream()
                        .map(step -> new TurnTraces.Step(
                                step.getKey(),
                                step.getValue().start(),
                                step.getValue().nanos(),
                                step.getKey().equals(failing) ? error : null))
                        .toList();
    }

    /** Steps beside the turns count for themselves. */
    void settle() {
        steps.forEach((step, took) -> meter.did(route, step, took.nanos(), step.equals(failing), 0));
        forget();
    }

    /** The same, where they moved something beside the turns. */
    void settle(long moved) {
        settle();
        if (moved > 0) {
            meter.moved(route, moved);
        }
    }

    /** Of all steps since the last turn only one did anything. */
    void leave(String step) {
        steps.keySet().removeIf(name -> !name.equals(step));
    }

    /** They only waited. */
    void forget() {
        steps.clear();
        failing = null;
        error = null;
    }
}
