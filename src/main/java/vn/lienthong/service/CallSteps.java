package vn.lienthong.service;

/**
 * The steps of one call of a service, in this order. What is refused on the way is remembered, and the steps that follow have nothing to
 * do but {@link #record}, without which nothing is answered. One thread.
 */
public interface CallSteps {
    /** The service that is asked. */
    ServiceId service();

    /** Looks under which agreement the caller asks, and whether it counts now. */
    void permit();

    /** Counts the call against the agreement's limits. */
    void count();

    /** Takes what is asked, of the columns and types that the service asks for and no others. */
    void ask();

    /** Finds the rows, and keeps those that the agreement lets be seen. */
    void find();

    /** Writes the call into the journal; where that cannot be, the answer is refused. */
    void record();
}
