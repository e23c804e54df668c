package vn.lienthong.faults;

import java.util.Random;
import java.util.Set;
import vn.lienthong.sync.LeanPlan;

/** A source, a target and a job between them, whose target can be judged without the hub's help. */
interface Scenario {
    String name();

    /** What the lean hub is to do. */
    LeanPlan plan();

    /** Changes the source, so that the next run has something to bring over. */
    void change(Random random) throws Exception;

    /** What the target has wrong, found by reading both sides here; no code of the hub is asked. */
    Difference difference() throws Exception;

    /** Keys of the rows that must be held in quarantine now, and no others. */
    Set<String> refused() throws Exception;
}
