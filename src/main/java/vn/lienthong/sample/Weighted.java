package vn.lienthong.sample;

import java.util.ArrayList;
import java.util.List;

/** Draws from a list where some things are more frequent than others, in constant time and always the same way. */
final class Weighted<T> {
    private static final int SLOTS = 2048;

    private final List<T> slots;

    private Weighted(List<T> slots) {
        this.slots = slots;
    }

    /** Things with their weights, in order; each has at least one slot. */
    static <T> Weighted<T> of(List<T> things, List<Integer> weights) {
        if (things.isEmpty()) {
            throw new IllegalArgumentException("nothing to draw from");
        }
        long total = weights.stream().mapToLong(Integer::longValue).sum();
        List<T> slots = new ArrayList<>(SLOTS);
        for (int i = 0; i < things.size(); i++) {
            long share = Math.max(1, Math.round((double) weights.get(i) * SLOTS / total));
            for (long s = 0; s < share; s++) {
                slots.add(things.get(i));
            }
        }
        return new Weighted<>(List.copyOf(slots));
    }

    /** The thing at which 31 random bits point. */
    T at(int bits) {
        return slots.get((int) (((bits & 0x7fff_ffffL) * slots.size()) >>> 31));
    }
}
