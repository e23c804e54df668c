package vn.lienthong.route;

import java.util.LinkedHashMap;
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
    private final Map<String, Long> steps = new LinkedHashMap<>();
    private @Nullable String failing;

    Journey(RouteMeter meter, String route, T carried) {
        this.meter = meter;
        this.route = route;
        this.carried = carried;
    }

    T carried() {
        return carried;
    }

    /** Does a step; what it throws is counted and thrown on. */
    void step(String name, Consumer<T> work) {
        long from = System.nanoTime();
        try {
            work.accept(carried);
            steps.merge(name, System.nanoTime() - from, Long::sum);
        } catch (RuntimeException thrown) {
            steps.merge(name, System.nanoTime() - from, Long::sum);
            fails(name, thrown);
            turn(0);
            throw thrown;
        }
    }

    /** A step did not throw, yet failed. */
    void fails(String step, Throwable why) {
        if (failing == null) {
            failing = step;
            meter.failed(route, step, RunFailure.of(why));
        }
    }

    /** A turn is over that moved so much. */
    void turn(long moved) {
        boolean failed = failing != null;
        long nanos = steps.values().stream().mapToLong(Long::longValue).sum();
        settle();
        meter.did(route, RouteMeter.WHOLE, nanos, failed, moved);
    }

    /** Steps beside the turns count for themselves. */
    void settle() {
        steps.forEach((step, took) -> meter.did(route, step, took, step.equals(failing), 0));
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
    }
}
