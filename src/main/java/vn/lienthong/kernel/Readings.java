package vn.lienthong.kernel;

import java.util.List;

/** Takes the values of one reading. One thread. */
public interface Readings {
    /** @param tags in the order of the measure's */
    void tell(Measure measure, double value, String... tags);

    /** @param tags in the order of the measure's */
    void tell(Measure measure, Spread spread, String... tags);

    /**
     * How long things took.
     *
     * @param upTo the upper ends of the places, in seconds, rising, the last one infinite
     * @param counts how many belong to each place, and not to the one before
     * @param seconds all together
     */
    record Spread(List<Double> upTo, List<Long> counts, double seconds) {}
}
