package vn.lienthong.kernel;

import java.util.Optional;

/** Whose the things of a room are. Asked at each request for one of them, on its thread, before the handler runs. */
public interface Owned {
    /** The word for the things, as in {@link May#of()}: {@code job}. */
    String kind();

    /** Whose the thing is; empty where there is none. */
    Optional<Owners> owners(String id);

    /**
     * Goes on only if the caller may do it to the thing.
     *
     * @throws HubException NOT_FOUND where there is no such thing for him, DENIED where he may look at it and no more
     */
    default void need(Caller caller, Act act, String id) {
        Owners owners = owners(id).orElseThrow(() -> unknown(id));
        boolean sees = caller.sees(owners);
        if (act == Act.SEE ? !sees : !sees && !caller.may(act, owners.owner())) {
            throw unknown(id);
        }
        if (act != Act.SEE) {
            caller.need(act, owners.owner());
        }
    }

    /** What the room says to whoever asks for a thing that is not there; said as well where it is not for the caller. */
    HubException unknown(String id);
}
