package vn.lienthong.sync;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Places where a test ends the process to prove that nothing is lost: {@code -Dlienthong.failpoint=<name>[:n]} halts at the n-th
 * time the place is passed. Without that property they do nothing.
 */
final class Failpoints {
    static final String PROPERTY = "lienthong.failpoint";
    /** What a killed process answers. */
    private static final int KILLED = 137;

    private final @Nullable String name;
    private final AtomicInteger remaining;
    private final Runnable act;

    private Failpoints(@Nullable String name, int times, Runnable act) {
        this.name = name;
        this.remaining = new AtomicInteger(times);
        this.act = act;
    }

    /** Those the process was started with. */
    static Failpoints ofProcess() {
        return of(System.getProperty(PROPERTY), () -> Runtime.getRuntime().halt(KILLED));
    }

    static Failpoints none() {
        return of(null, () -> {});
    }

    static Failpoints of(@Nullable String spec, Runnable act) {
        if (spec == null || spec.isBlank()) {
            return new Failpoints(null, 0, act);
        }
        int colon = spec.indexOf(':');
        return colon < 0
                ? new Failpoints(spec, 1, act)
                : new Failpoints(spec.substring(0, colon), Integer.parseInt(spec.substring(colon + 1)), act);
    }

    /** Passes the place of this name. */
    void pass(String place) {
        if (place.equals(name) && remaining.decrementAndGet() == 0) {
            act.run();
        }
    }
}
