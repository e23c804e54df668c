package vn.lienthong.route.failed;

import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.HubException;

/** Takes turns of hand-made routes up where they failed; the routes' own room does it. For every thread. */
public interface HeldTurns {
    /** Makes durable what a turn has done so far, before it does anything else; throws where another node has it now. */
    @FunctionalInterface
    interface Keeping {
        void keep(byte[] content);
    }

    /**
     * Takes a turn up. What it has done is not done again.
     *
     * @param content what was held of it; null where it is begun anew
     * @return how it failed again; null where it went through
     * @throws HubException where it cannot be begun: the route is gone, stopped, or was changed where it matters
     */
    @Nullable
    Failed again(String route, byte @Nullable [] content, Keeping keeping);

    /** Whether a target may have what it was given, and cannot tell. */
    boolean unknown(byte[] content);

    /** The same, once a person said that what may have arrived is to be written again. */
    byte[] sure(byte[] content);

    /** The same without the rows in which a column holds such a value; null where none does. */
    byte @Nullable [] without(byte[] content, BiPredicate<String, String> gone);
}
