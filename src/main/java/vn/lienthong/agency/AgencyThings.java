package vn.lienthong.agency;

import java.util.List;
import java.util.Set;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Text;

/**
 * What a room keeps for agencies: whoever has something in any room can neither be ended nor, under a code that nobody listed, be taken
 * in by one person. Each room that keeps such things implements this; it is asked on the thread of whoever changes the tree.
 */
public interface AgencyThings {
    /** One thing as people call it. */
    record Thing(Text kind, String name) {}

    /** The agencies for which the room keeps anything, listed or not. */
    Set<AgencyCode> agencies();

    /** What it keeps for one of them. */
    List<Thing> of(AgencyCode agency);
}
