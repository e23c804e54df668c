package vn.lienthong.metrics;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;

/** A machine that watches the hub: it sees how all does, in every agency, and may do nothing. */
record Watcher() implements Caller {
    private static final Set<Act> SEES = Set.of(Act.SEE, Act.SEE_HELD_ROWS);

    @Override
    public String name() {
        return "metrics";
    }

    @Override
    public boolean may(Act act) {
        return SEES.contains(act);
    }

    @Override
    public boolean may(Act act, @Nullable AgencyCode agency) {
        return may(act);
    }

    @Override
    public String reach() {
        return name();
    }

    @Override
    public boolean confirmed() {
        return false;
    }
}
