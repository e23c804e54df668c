package vn.lienthong.kernel;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who asks, and what he may do now. Made anew for each request, so that a role that was taken away counts at once. */
public interface Caller {
    /** The name that the journal writes. */
    String name();

    /** Whether he may do it in some agency. */
    boolean may(Act act);

    /** Whether he may do it in this agency; null asks whether he may do it everywhere. */
    boolean may(Act act, @Nullable AgencyCode agency);

    /** What he may do, in few letters: callers with the same reach see the same. */
    String reach();

    /** Whether he has shown lately, with password and code, that it is still he. */
    boolean confirmed();

    /**
     * Goes on only if he has shown lately that it is still he.
     *
     * @throws HubException DENIED, saying how to show it
     */
    default void needConfirmed() {
        if (!confirmed()) {
            throw new HubException(KernelError.CONFIRM_FIRST, Map.of());
        }
    }

    /** Whether he may look at a thing of these owners. */
    default boolean sees(Owners owners) {
        return may(Act.SEE, owners.owner()) || owners.concerned().stream().anyMatch(agency -> may(Act.SEE, agency));
    }

    /**
     * Goes on only if he may do it there.
     *
     * @throws HubException DENIED, naming the act and the agency
     */
    default void need(Act act, @Nullable AgencyCode agency) {
        if (agency == null && !may(act, null)) {
            throw new HubException(KernelError.NOT_ALLOWED, Map.of("act", act.words()));
        }
        if (agency != null && !may(act, agency)) {
            throw new HubException(KernelError.NOT_ALLOWED_THERE, Map.of("act", act.words(), "agency", agency));
        }
    }

    /**
     * Goes on only if he may do it somewhere.
     *
     * @throws HubException DENIED, naming the act
     */
    default void need(Act act) {
        if (!may(act)) {
            throw new HubException(KernelError.NOT_ALLOWED, Map.of("act", act.words()));
        }
    }
}
