package vn.lienthong.quarantine;

import java.util.Set;

/** The keys of a job's held rows, for one run. */
public final class HeldKeys {
    private final Marks marks;
    private final Set<Mark> held;

    HeldKeys(Marks marks, Set<Mark> held) {
        this.marks = marks;
        this.held = held;
    }

    /** Whether there is nothing to look for. */
    public boolean isEmpty() {
        return held.isEmpty();
    }

    /** Whether a held row has this key. */
    public boolean holds(String key) {
        return !held.isEmpty()
                && held.contains(new Mark(marks.of(key.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
    }
}
