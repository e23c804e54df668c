package vn.lienthong.kernel;

import java.util.Collection;
import java.util.Comparator;
import java.util.NoSuchElementException;

/**
 * How something that moves data does, told by what it did and not by whether it is switched on.
 *
 * @param state the one word for it
 * @param code what makes it so, as programs read it and pages choose their words by: {@code late}
 * @param reason the same for people
 */
public record Health(State state, String code, Text reason) {
    /** The states, the worst first. */
    public enum State {
        /** Data does not move, or is not known to. */
        FAILED,
        /** A named person has to decide. */
        WAITING,
        /** It moves, or will by itself; what was promised is at risk. */
        SLOW,
        /** Nothing is known yet. */
        UNKNOWN,
        /** It comes up, or catches up. */
        STARTING,
        /** Held on purpose; never green. */
        PAUSED,
        /** Within what was promised. */
        GOOD;

        /** Whether a person should look at it. */
        public boolean trouble() {
            return compareTo(SLOW) <= 0;
        }
    }

    /**
     * The worst of the parts, which is how the whole does; among equals the first.
     *
     * @throws NoSuchElementException where there is no part
     */
    public static Health worst(Collection<Health> parts) {
        return parts.stream().min(Comparator.comparing(Health::state)).orElseThrow();
    }
}
