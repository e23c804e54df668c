package vn.lienthong.sync;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows that seem wrong in one look at both sides. While changes arrive a row may only be under way: a further look takes none but those
 * that both sides hold as they did in the look before. Rows are known by marks. One thread.
 */
final class Suspects {
    private static final int MOST = 200_000;

    /** What the look before found; null where there was none. */
    private final @Nullable Map<Long, Sides> before;

    private final Map<Long, Sides> rows = new HashMap<>();

    /** The marks of a row as both sides hold it; 0 where one holds none. */
    private record Sides(long source, long target) {}

    private Suspects(@Nullable Map<Long, Sides> before) {
        this.before = before;
    }

    static Suspects firstLook() {
        return new Suspects(null);
    }

    Suspects nextLook() {
        return new Suspects(rows);
    }

    boolean none() {
        return rows.isEmpty();
    }

    /** Whether a row with this key is to be judged. */
    boolean concerns(long key) {
        return before == null || before.containsKey(key);
    }

    /** Notes a row that seems wrong; false where either side has moved since it last did. */
    boolean stands(long key, long source, long target) {
        Sides sides = new Sides(source, target);
        if (before != null && !sides.equals(before.get(key))) {
            return false;
        }
        if (rows.size() < MOST) {
            rows.put(key, sides);
        }
        return true;
    }

    /** The same for a further row with one key: which of them is read first is not said, so the source's alone counts. */
    boolean standsAgain(long key, long source) {
        Sides last = before == null ? null : before.get(key);
        if (before != null && (last == null || last.source() != source)) {
            return false;
        }
        if (rows.size() < MOST) {
            rows.putIfAbsent(key, new Sides(source, 0));
        }
        return true;
    }
}
