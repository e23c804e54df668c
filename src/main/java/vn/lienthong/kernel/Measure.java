package vn.lienthong.kernel;

import java.util.List;

/**
 * A figure that machines read which watch the hub.
 *
 * @param name as it is read: {@code lienthong_route_in_flight}; one that is counted ends with {@code _total}
 * @param help what it tells, in one sentence, with its unit
 * @param tags what each value is of; they name things of the hub, never rows, keys or people
 */
public record Measure(String name, Kind kind, String help, List<String> tags) {
    /** How values are to be understood. */
    public enum Kind {
        /** As it is now. */
        NOW,
        /** Counted on this node since it started. */
        COUNTED,
        /** How long things took on this node since it started, in seconds. */
        TIMED
    }

    /** One that goes up and down. */
    public static Measure now(String name, String help, String... tags) {
        return new Measure(name, Kind.NOW, help, List.of(tags));
    }

    /** One that only grows. */
    public static Measure counted(String name, String help, String... tags) {
        return new Measure(name, Kind.COUNTED, help, List.of(tags));
    }

    /** One of times. */
    public static Measure timed(String name, String help, String... tags) {
        return new Measure(name, Kind.TIMED, help, List.of(tags));
    }
}
