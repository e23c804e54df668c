package vn.lienthong.kernel;

import java.time.Duration;
import java.time.Instant;

/** Records that a room keeps for some time after they have ended. The daily purge asks, on a thread of its own. */
public interface Retained {
    /** The word for the kind, as the journal and the settings name it: {@code runs}. */
    String kind();

    /** The same for people. */
    Text words();

    /** How long a record is kept after it has ended, unless the operator says otherwise. */
    Duration term();

    /**
     * Removes records that ended before a moment, in the caller's transaction; nothing that is still needed goes, however old.
     *
     * @param most how many at once
     * @return how many went; fewer than asked for where no more are left
     */
    int purge(Instant before, int most);
}
