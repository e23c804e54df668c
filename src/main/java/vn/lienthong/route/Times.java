package vn.lienthong.route;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How long things took, in {@value #PLACES} places from under 128 µs to over 18 minutes, each half an octave wide. */
final class Times {
    static final int PLACES = 48;

    private static final int FIRST_OCTAVE = 7;
    private static final int SHOWN_FIRST = 10;
    private static final int SHOWN_LAST = 26;

    private Times() {}

    /** Which place a time belongs to. */
    static int place(long micros) {
        int octave = 63 - Long.numberOfLeadingZeros(Math.max(1, micros));
        if (octave < FIRST_OCTAVE) {
            return 0;
        }
        int upperHalf = (int) (micros >> (octave - 1)) & 1;
        return Math.min(PLACES - 1, 2 * (octave - FIRST_OCTAVE) + upperHalf + 1);
    }

    private static double from(int place) {
        if (place == 0) {
            return 0;
        }
        double octave = 1L << (FIRST_OCTAVE + (place - 1) / 2);
        return (place - 1) % 2 == 0 ? octave : octave * 1.5;
    }

    /**
     * The time that a share of all did not exceed, estimated within its place.
     *
     * @param counts by place, may end early
     * @param share between 0 and 1
     * @return null where nothing was timed
     */
    static @Nullable Duration quantile(List<Long> counts, double share) {
        long all = counts.stream().mapToLong(Long::longValue).sum();
        if (all == 0) {
            return null;
        }
        double wanted = share * all;
        long below = 0;
        for (int place = 0; place < counts.size(); place++) {
            long here = counts.get(place);
            if (here > 0 && below + here >= wanted) {
                double within = (wanted - below) / here;
                return Duration.ofNanos((long) (1_000 * (from(place) + within * (from(place + 1) - from(place)))));
            }
            below += here;
        }
        return Duration.ofNanos((long) (1_000 * from(counts.size())));
    }

    /** The upper ends of coarser places, in seconds: an octave each from a millisecond to a minute, then whatever took longer. */
    static List<Double> octaves() {
        return Stream.concat(
                        IntStream.rangeClosed(SHOWN_FIRST, SHOWN_LAST).mapToObj(octave -> (1L << octave) / 1e6),
                        Stream.of(Double.POSITIVE_INFINITY))
                .toList();
    }

    /** The same counts by these coarser places. */
    static List<Long> byOctave(List<Long> counts) {
        long[] coarse = new long[SHOWN_LAST - SHOWN_FIRST + 2];
        for (int place = 0; place < counts.size(); place++) {
            int octave = FIRST_OCTAVE + (place + 1) / 2; // below which all of this place lies
            coarse[Math.max(0, Math.min(coarse.length - 1, octave - SHOWN_FIRST))] += counts.get(place);
        }
        return Arrays.stream(coarse).boxed().toList();
    }

    /** Both together, place by place. */
    static List<Long> plus(List<Long> one, List<Long> other) {
        return IntStream.range(0, Math.max(one.size(), other.size()))
                .mapToObj(place -> at(one, place) + at(other, place))
                .toList();
    }

    private static long at(List<Long> counts, int place) {
        return place < counts.size() ? counts.get(place) : 0;
    }
}
