package vn.lienthong.sync;

/** Carries the steps of a run out, one after the other. The hub does it as a Camel route that can be seen and measured. */
public interface JobRunner {
    /** Runs every step of {@code run} on this thread; what a step throws is thrown on. */
    void carryOut(RunSteps run);

    /** Whether runs can be carried out now; before, none is taken. */
    default boolean ready() {
        return true;
    }
}
