package vn.lienthong.sync;

import java.util.Arrays;
import java.util.function.LongConsumer;

/** Many keys, each as a 64-bit mark, with the mark of its row and what was found of it. 17 bytes a place, half of them filled. */
final class KeyTable {
    /** Not judged: the source row is refused or left out. */
    static final byte EXCUSED = 1;
    /** Met in the target. */
    static final byte MET = 2;

    private static final byte FILLED = 4;

    private long[] keys = new long[1 << 12];
    private long[] rows = new long[1 << 12];
    private byte[] flags = new byte[1 << 12];
    private int size;

    /** Notes a key with its row; a later row of the key takes the place of the earlier. */
    void put(long key, long row, byte flag) {
        if (2 * size >= keys.length) {
            grow();
        }
        int place = place(key);
        if (flags[place] == 0) {
            size++;
        }
        keys[place] = key;
        rows[place] = row;
        flags[place] = (byte) (FILLED | flag);
    }

    boolean has(long key) {
        return flags[place(key)] != 0;
    }

    boolean is(long key, byte flag) {
        return (flags[place(key)] & flag) != 0;
    }

    void mark(long key, byte flag) {
        flags[place(key)] |= flag;
    }

    long row(long key) {
        return rows[place(key)];
    }

    /** Every key that is neither met nor excused. */
    void eachMissing(LongConsumer missing) {
        for (int place = 0; place < keys.length; place++) {
            if (flags[place] == FILLED) {
                missing.accept(keys[place]);
            }
        }
    }

    private int place(long key) {
        int mask = keys.length - 1;
        int place = (int) (key ^ key >>> 32) & mask;
        while (flags[place] != 0 && keys[place] != key) {
            place = place + 1 & mask;
        }
        return place;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldRows = rows;
        byte[] oldFlags = flags;
        keys = new long[oldKeys.length * 2];
        rows = new long[keys.length];
        flags = new byte[keys.length];
        Arrays.fill(flags, (byte) 0);
        for (int old = 0; old < oldKeys.length; old++) {
            if (oldFlags[old] != 0) {
                int place = place(oldKeys[old]);
                keys[place] = oldKeys[old];
                rows[place] = oldRows[old];
                flags[place] = oldFlags[old];
            }
        }
    }
}
