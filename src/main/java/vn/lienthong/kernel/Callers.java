package vn.lienthong.kernel;

import java.util.function.Supplier;

/** Knows who asks. */
public interface Callers {
    /**
     * Who asks on this thread.
     *
     * @throws IllegalStateException on a thread that serves nobody: what is shown is always shown to somebody
     */
    Caller current();

    /** Does something on this thread for a caller whose request is served on another one, e.g. looks at a page for him. */
    <T> T as(Caller caller, Supplier<T> work);
}
