package vn.lienthong.inventory;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A sample of a dataset that can be compared with that of another: of the keyed hashes of what identifies its records the smallest ones,
 * with keyed hashes of other values of the record. Both datasets keep the same records if they have them, whatever their order. It
 * lives in memory, for one measurement, whose key is forgotten with it.
 */
final class Sketch {
    /** So many records are enough for a share to within two or three in a hundred. */
    static final int SIZE = 2048;

    private final TreeMap<Long, long[]> smallest = new TreeMap<>(Long::compareUnsigned);
    private long rows;
    private boolean partial;

    /** Takes a record in; a repeated one counts once. */
    void take(long identity, long[] values) {
        rows++;
        if (smallest.size() < SIZE || Long.compareUnsigned(identity, smallest.lastKey()) < 0) {
            smallest.putIfAbsent(identity, values);
            if (smallest.size() > SIZE) {
                smallest.pollLastEntry();
            }
        }
    }

    /** Says that the dataset was not read to its end. */
    void cut() {
        partial = true;
    }

    boolean partial() {
        return partial;
    }

    long rows() {
        return rows;
    }

    int size() {
        return smallest.size();
    }

    /**
     * How much of this one the other one has.
     *
     * @param compared records of this one that the other would have kept if it had them
     * @param matched those of them that it has
     * @param agreeing of these, by column, those whose value is the same on both sides; nothing where a column is compared on neither
     */
    record Shared(int compared, int matched, int[] agreeing, int[] both) {}

    /**
     * Compares both.
     *
     * @param ours positions of this one's values; in the same order as theirs
     */
    Shared in(Sketch other, int[] ours, int[] theirs) {
        @Nullable Long bound = least(bound(this), bound(other));
        int compared = 0;
        int matched = 0;
        int[] agreeing = new int[ours.length];
        int[] both = new int[ours.length];
        for (Map.Entry<Long, long[]> mine : smallest.entrySet()) {
            if (bound != null && Long.compareUnsigned(mine.getKey(), bound) > 0) {
                break;
            }
            compared++;
            long[] found = other.smallest.get(mine.getKey());
            if (found != null) {
                matched++;
                for (int i = 0; i < ours.length; i++) {
                    long left = mine.getValue()[ours[i]];
                    long right = found[theirs[i]];
                    if (left != 0 && right != 0) {
                        both[i]++;
                        agreeing[i] += left == right ? 1 : 0;
                    }
                }
            }
        }
        return new Shared(compared, matched, agreeing, both);
    }

    /** Beyond its last hash a full sketch says nothing. */
    private static @Nullable Long bound(Sketch sketch) {
        return sketch.smallest.size() < SIZE ? null : sketch.smallest.lastKey();
    }

    private static @Nullable Long least(@Nullable Long one, @Nullable Long other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Long.compareUnsigned(one, other) < 0 ? one : other;
    }
}
