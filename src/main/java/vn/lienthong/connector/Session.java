package vn.lienthong.connector;

import java.util.function.Consumer;

/**
 * A session with one system. It also implements {@link Discovers}, {@link Reads}, {@link Writes}, {@link Changes},
 * {@link AppliesChanges}, {@link Calls} and {@link LooksUp} as its type declares; nothing throws UnsupportedOperationException. One
 * thread at a time uses a session, but the cursors, writers and look-ups it gives may each be used on a thread of their own.
 */
public interface Session extends AutoCloseable {
    /**
     * Examines the way to the system step by step, reporting each step as soon as it is known. Never throws: a step that cannot
     * be done is a failed check with a remedy, and the steps that depend on it are reported as skipped. The caller bounds the
     * time; on interrupt, return.
     */
    void test(Examination examination, Consumer<Check> report);

    /** Releases everything, also what cursors and writers still hold. Never throws. */
    @Override
    void close();
}
