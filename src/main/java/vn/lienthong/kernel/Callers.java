package vn.lienthong.kernel;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Knows who asks. */
public interface Callers {
    /**
     * Who asks on this thread.
     *
     * @throws IllegalStateException on a thread that serves nobody: what is shown is always shown to somebody
     */
    Caller current();

    /** Whether somebody other than this person could do it there. */
    boolean others(String than, Act act, @Nullable AgencyCode agency);

    /** Does something on this thread for a caller whose request is served on another one, e.g. looks at a page for him. */
    <T> T as(Caller caller, Supplier<T> work);
}
