package vn.lienthong.sync;

import java.util.concurrent.atomic.AtomicLong;

/** How far a comparison has come; written by whoever compares, read by whoever waits. */
public final class ComparedRows {
    private final AtomicLong source = new AtomicLong();
    private final AtomicLong target = new AtomicLong();

    /** Rows of the source that were read, each as often as it was. */
    public long source() {
        return source.get();
    }

    /** Rows of the target that were read, each as often as it was. */
    public long target() {
        return target.get();
    }

    void ofSource(long rows) {
        source.addAndGet(rows);
    }

    void ofTarget(long rows) {
        target.addAndGet(rows);
    }
}
