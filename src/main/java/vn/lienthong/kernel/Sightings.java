package vn.lienthong.kernel;

import java.time.Instant;
import java.util.List;

/**
 * What a room knows became of one thing, by its business key. The key is given once and kept nowhere; a room compares its own keyed
 * hash of it. Asked on the thread of whoever looks, who is told what he may see and nothing else; no system is asked.
 */
public interface Sightings {
    /**
     * The newest of what is known, of what is asked for alone: nothing is left out after it was counted.
     *
     * @param key as a person typed it, without blanks around it
     * @param where of this route or job alone, as {@link Sighting#where} names it; empty for all
     * @param caller who looks
     * @param most how many at the utmost
     */
    List<Sighting> of(Secret key, String where, Caller caller, int most);

    /**
     * One thing that happened.
     *
     * @param shape how it stands at a glance: ok, slow, fail, wait or unk
     * @param where the route or job
     * @param what became of it, in words without values
     * @param page its address without host, empty where it has none
     * @param agency who answers for it
     */
    record Sighting(Instant at, String shape, String where, Text what, String page, AgencyCode agency) {}
}
