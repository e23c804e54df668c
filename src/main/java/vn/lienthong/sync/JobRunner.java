package vn.lienthong.sync;

import vn.lienthong.kernel.JobName;

/** Carries the steps of a run out, one after the other. The hub does it as a Camel route that can be seen and measured. */
public interface JobRunner {
    /** Runs every step of {@code run} on this thread; what a step throws is thrown on. */
    void carryOut(RunSteps run);

    /** Whether runs can be carried out now; before, none is taken. */
    default boolean ready() {
        return true;
    }

    /** Whether runs of a job can be carried out on this node now. Pages ask with each view. */
    default Carrier carrier(JobName job) {
        return ready() ? Carrier.READY : Carrier.STARTING;
    }

    /** Whether there is something to carry a run out with. */
    enum Carrier {
        READY,
        /** The hub comes up or goes down. */
        STARTING,
        /** What should take the runs does not, though the hub is up. */
        DEAD
    }
}
