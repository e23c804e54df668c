package vn.lienthong.service;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.HubException;

/**
 * The steps of one call of a service, in this order. What is refused on the way is remembered, and the steps that follow have nothing to
 * do but {@link #record}, without which nothing is answered. One thread.
 */
public interface CallSteps {
    /** The service that is asked. */
    ServiceId service();

    /** Looks under which agreement the caller asks, and whether it counts now. */
    void permit();

    /** People hold the service: a call that is permitted gets no answer for now. After {@link #permit}. */
    void hold(HubException why);

    /** Counts the call against the agreement's limits. */
    void count();

    /** Takes what is asked, of the columns and types that the service asks for and no others. */
    void ask();

    /** Finds the rows, and keeps those that the agreement lets be seen. */
    void find();

    /** Whether there is an answer, and no refusal. */
    boolean answered();

    /** Writes the call into the journal; where that cannot be, the answer is refused. */
    void record();

    /** What the hub or a system behind it failed in so far; null where nothing did. A refusal that is right is no failure. */
    @Nullable
    HubException failure();

    /** Who asks for what; null of what nobody has to be told of, such as a person's try. Of what is permitted. */
    default @Nullable Asking asking() {
        return null;
    }

    /**
     * What a call asks, for whoever keeps an account of those that fail.
     *
     * @param agency who provides the service
     * @param asker the program
     * @param under the agreement
     * @param keys the values it asks by; in memory only
     */
    record Asking(AgencyCode agency, String asker, String under, List<String> keys) {
        @Override
        public String toString() {
            return asker + " under " + under;
        }
    }
}
