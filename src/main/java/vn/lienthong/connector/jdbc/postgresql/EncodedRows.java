package vn.lienthong.connector.jdbc.postgresql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Verdict;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Rejection;

/** A batch as rows of the target's binary COPY, with what has been found about each so far. Used again for later batches. */
final class EncodedRows {
    final Bytes data = new Bytes(1 << 20);
    final List<Rejection> rejected = new ArrayList<>();
    int size;
    int[] starts = new int[0];
    int[] ends = new int[0];
    /** Where the key ends; -1 where the row has no usable key. */
    int[] keyEnds = new int[0];

    @Nullable
    Verdict[] verdicts = new Verdict[0];

    private @Nullable Batch batch;

    void begin(Batch given) {
        batch = given;
        size = given.size();
        data.clear();
        rejected.clear();
        verdicts = new Verdict[size];
        if (starts.length < size) {
            starts = new int[size];
            ends = new int[size];
            keyEnds = new int[size];
        }
    }

    boolean open(int row) {
        return verdicts[row] == null;
    }

    boolean hasKey(int row) {
        return keyEnds[row] >= 0;
    }

    void reject(int row, Refusal refusal) {
        verdicts[row] = Verdict.REJECTED;
        rejected.add(new Rejection(
                row,
                batch == null ? 0 : batch.ordinal(row),
                refusal.field(),
                refusal.valueClass(),
                refusal.code(),
                refusal.reason()));
    }

    boolean sameKey(int row, int other) {
        return Arrays.equals(data.data, starts[row] + 2, keyEnds[row], data.data, starts[other] + 2, keyEnds[other]);
    }

    /** In one batch the last row of a key wins. A rejected row takes no other's place. */
    void supersedeRepeated() {
        if (keysRise()) {
            return;
        }
        int capacity = Integer.highestOneBit(Math.max(size, 4)) * 4;
        int[] lastOf = new int[capacity];
        for (int row = 0; row < size; row++) {
            if (!open(row)) {
                continue;
            }
            int slot = hash(row) & capacity - 1;
            while (lastOf[slot] != 0 && !sameKey(row, lastOf[slot] - 1)) {
                slot = slot + 1 & capacity - 1;
            }
            if (lastOf[slot] != 0) {
                verdicts[lastOf[slot] - 1] = Verdict.SUPERSEDED;
            }
            lastOf[slot] = row + 1;
        }
    }

    /** Whether each key's bytes are above those of the one before: then none is there twice. Most reads come so. */
    private boolean keysRise() {
        byte[] all = data.data;
        int last = -1;
        for (int row = 0; row < size; row++) {
            if (open(row)) {
                int from = starts[row] + 2;
                if (last >= 0
                        && Arrays.compareUnsigned(all, starts[last] + 2, keyEnds[last], all, from, keyEnds[row]) >= 0) {
                    return false;
                }
                last = row;
            }
        }
        return true;
    }

    private int hash(int row) {
        int hash = 1;
        for (int i = starts[row] + 2; i < keyEnds[row]; i++) {
            hash = 31 * hash + data.data[i];
        }
        hash *= 0x9E3779B9;
        return hash ^ hash >>> 15;
    }
}
