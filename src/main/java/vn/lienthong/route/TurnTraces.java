package vn.lienthong.route;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hears of single turns, where their time went and what they failed in; of rows and callers it hears nothing. For every thread. */
@FunctionalInterface
interface TurnTraces {
    /** Nobody wants to know. */
    TurnTraces NONE = (route, steps, nanos, error) -> {};

    /**
     * A turn is over, at this moment.
     *
     * @param steps in their order; empty where they are not told apart
     * @param nanos how long it took
     * @param error the code of the error it failed in; null where it did not
     */
    void turn(String route, List<Step> steps, long nanos, @Nullable String error);

    /**
     * A step of it.
     *
     * @param start by {@link System#nanoTime()}
     * @param error the code of the error that this step failed in; null where it did not
     */
    record Step(
            String name, long start, long nanos, @Nullable String error) {}
}
