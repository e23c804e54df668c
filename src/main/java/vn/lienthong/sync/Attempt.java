package vn.lienthong.sync;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ChangeBacklog;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.Text;

/** A run as this room carries it out: its steps, and what is stored of it. */
interface Attempt extends RunSteps {
    /** How it stands after its steps. */
    RunLedger.RunOutcome outcome();

    /** What is committed so far. */
    Counts committed();

    /** About how many rows will be read; null where unknown. */
    @Nullable
    Long expected();

    List<Text> notes();

    /** How it follows its source; of a run that does not, nothing is known. */
    default Follow follow() {
        return Follow.NONE;
    }

    /**
     * How a run follows.
     *
     * @param backlog how far behind it is; null where it does not follow, or has not begun to
     * @param inStep whether everything that was there when it began has arrived
     */
    record Follow(@Nullable ChangeBacklog backlog, boolean inStep) {
        static final Follow NONE = new Follow(null, false);
    }
}
