package vn.lienthong.kernel;

import java.util.Collection;
import java.util.function.BiPredicate;

/** A room that keeps rows of people for a while, so that a person's are found there when he is erased. May be asked again and again. */
public interface HoldsPersons {
    /** The word for what is kept: {@code exchanges}. */
    String kept();

    /**
     * Takes a person's rows away, for good.
     *
     * @param agencies only what one of these answers for
     * @param his whether a column holds this value of his; the column's name first
     * @return from how many things rows were taken
     * @throws HubException UNAVAILABLE where something is at work just now; it is asked again
     */
    int erase(Collection<String> agencies, BiPredicate<String, String> his);
}
