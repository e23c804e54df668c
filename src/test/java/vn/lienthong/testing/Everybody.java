package vn.lienthong.testing;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;

/** A caller who may do everything, for tests of what stands behind the doors. */
public record Everybody(String name) implements Caller, Callers {
    @Override
    public boolean may(Act act) {
        return true;
    }

    @Override
    public boolean may(Act act, @Nullable AgencyCode agency) {
        return true;
    }

    @Override
    public boolean confirmed() {
        return true;
    }

    @Override
    public String reach() {
        return "*";
    }

    @Override
    public Caller current() {
        return this;
    }

    @Override
    public boolean others(String than, Act act, @Nullable AgencyCode agency) {
        return true;
    }

    @Override
    public <T> T as(Caller caller, Supplier<T> work) {
        return work.get();
    }
}
