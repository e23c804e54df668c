package vn.lienthong.quarantine;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** The keys of a job's held rows, for one run. Asked for every row that the run writes, so it answers from memory. */
public final class HeldKeys {
    private final Marks marks;
    private final long[] begins;
    private final long[] ends;

    HeldKeys(Marks marks, List<byte[]> held) {
        this.marks = marks;
        List<ByteBuffer> sorted = held.stream()
                .map(ByteBuffer::wrap)
                .sorted((one, other) -> Long.compare(one.getLong(0), other.getLong(0)))
                .toList();
        this.begins = sorted.stream().mapToLong(mark -> mark.getLong(0)).toArray();
        this.ends = sorted.stream().mapToLong(mark -> mark.getLong(8)).toArray();
    }

    /** Whether there is nothing to look for. */
    public boolean isEmpty() {
        return begins.length == 0;
    }

    /** Whether a held row has this key. */
    public boolean holds(String key) {
        if (begins.length == 0) {
            return false;
        }
        int found = Arrays.binarySearch(begins, marks.begin(key));
        return found >= 0 && ends[found] == marks.end(key);
    }
}
