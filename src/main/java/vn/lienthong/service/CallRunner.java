package vn.lienthong.service;

/** Carries the steps of a call out, one after the other. The hub does it as a Camel route that can be seen and measured. */
public interface CallRunner {
    /** Runs every step on this thread; what a step throws is thrown on. */
    void carryOut(CallSteps call);
}
