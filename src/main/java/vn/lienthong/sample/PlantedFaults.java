package vn.lienthong.sample;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the faults are: in the last row of every {@code every} rows, one kind after the other.
 *
 * @param every one faulty row in so many; 0 for none at all
 * @param kinds the kinds, in turn
 */
public record PlantedFaults(int every, List<Fault> kinds) {
    public PlantedFaults {
        kinds = List.copyOf(kinds);
        if (every < 0 || every == 1 || (every > 0 && kinds.isEmpty())) {
            throw new IllegalArgumentException("faults every " + every + " rows of kinds " + kinds);
        }
    }

    /** Rows without any fault. */
    public static PlantedFaults none() {
        return new PlantedFaults(0, List.of());
    }

    /** One row in {@code every}, these kinds in turn; all kinds where none is named. */
    public static PlantedFaults every(int every, Fault... kinds) {
        return new PlantedFaults(every, kinds.length == 0 ? List.of(Fault.values()) : List.of(kinds));
    }

    /** The fault of a row, counted from 0; null for a good one. */
    public @Nullable Fault at(long index) {
        if (every == 0 || (index + 1) % every != 0) {
            return null;
        }
        return kinds.get((int) ((index / every) % kinds.size()));
    }

    /** The manifest: every faulty row among the first {@code size}. */
    public Stream<Planted> among(long size) {
        long rows = every == 0 ? 0 : size / every;
        return LongStream.range(0, rows).mapToObj(number -> {
            long index = (number + 1) * every - 1;
            return new Planted(index, kinds.get((int) (number % kinds.size())));
        });
    }

    /** One line of the manifest. */
    public record Planted(long index, Fault fault) {}
}
