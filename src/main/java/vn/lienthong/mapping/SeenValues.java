package vn.lienthong.mapping;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * Which values a run has seen: 64-bit hashes in open-addressed tables, about 13 bytes a value (10 million take some 135 MB; one
 * table of 256 grows at a time, so growing needs little more). The values themselves are not kept: two different ones share a
 * hash with a chance of three in a million over a run of 10 million rows, and then the later row is quarantined as a duplicate,
 * from where it is released after a check against the data. Hashes are seeded anew in every run, so nobody can choose values that
 * collide.
 */
final class SeenValues {
    private static final int SEGMENTS = 256;

    private final long seed;
    private final long[][] tables = new long[SEGMENTS][16];
    private final int[] sizes = new int[SEGMENTS];

    SeenValues(long seed) {
        this.seed = seed;
    }

    boolean contains(Object value) {
        long hash = hash(value);
        long[] table = tables[(int) (hash >>> 56)];
        return table[slot(table, hash)] != 0;
    }

    void add(Object value) {
        long hash = hash(value);
        int segment = (int) (hash >>> 56);
        long[] table = tables[segment];
        int slot = slot(table, hash);
        if (table[slot] != 0) {
            return;
        }
        table[slot] = hash;
        if (++sizes[segment] * 4L > table.length * 3L) {
            grow(segment);
        }
    }

    /** What the tables take. */
    long bytes() {
        return Arrays.stream(tables).mapToLong(table -> 8L * table.length).sum();
    }

    private void grow(int segment) {
        long[] old = tables[segment];
        long[] larger = new long[old.length * 2];
        Arrays.stream(old).filter(hash -> hash != 0).forEach(hash -> larger[slot(larger, hash)] = hash);
        tables[segment] = larger;
    }

    /** Where the hash is or would be. */
    private static int slot(long[] table, long hash) {
        int mask = table.length - 1;
        int slot = (int) hash & mask;
        while (table[slot] != 0 && table[slot] != hash) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private long hash(Object value) {
        long hash = seed;
        if (value instanceof Long whole) {
            hash ^= mixed(whole + 0x9E3779B97F4A7C15L);
        } else {
            String text = value instanceof BigDecimal decimal
                    ? decimal.stripTrailingZeros().toPlainString()
                    : value.toString();
            for (int i = 0; i < text.length(); i++) {
                hash = (hash ^ text.charAt(i)) * 0x9E3779B97F4A7C15L;
                hash ^= hash >>> 29;
            }
        }
        long result = mixed(hash);
        return result == 0 ? 1 : result;
    }

    private static long mixed(long bits) {
        long hash = (bits ^ bits >>> 33) * 0xFF51AFD7ED558CCDL;
        hash = (hash ^ hash >>> 33) * 0xC4CEB9FE1A85EC53L;
        return hash ^ hash >>> 33;
    }
}
