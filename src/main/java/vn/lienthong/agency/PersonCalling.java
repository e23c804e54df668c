package vn.lienthong.agency;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;

/**
 * A person, or a program with a token of a person.
 *
 * @param everything where he may do what
 * @param scope what his token leaves of it; null where nothing is taken away
 * @param upwards an agency with all above it
 * @param shown whether he has shown lately that it is he
 */
record PersonCalling(
        String name,
        Map<Act, Reach> everything,
        @Nullable Scope scope,
        Function<AgencyCode, List<AgencyCode>> upwards,
        BooleanSupplier shown)
        implements Caller {
    /**
     * What a token leaves of what its person may do.
     *
     * @param acts only these; null for all
     * @param agency only there and below; null for everywhere
     */
    record Scope(@Nullable Set<Act> acts, @Nullable AgencyCode agency) {
        boolean leaves(Act act) {
            return acts == null || acts.contains(act);
        }
    }

    @Override
    public boolean may(Act act) {
        return everything.containsKey(act) && (scope == null || scope.leaves(act));
    }

    @Override
    public boolean may(Act act, @Nullable AgencyCode agency) {
        List<AgencyCode> above = agency == null ? List.of() : upwards.apply(agency);
        boolean within = scope == null || scope.agency() == null || above.contains(scope.agency());
        return may(act) && within && everything.get(act).covers(above);
    }

    @Override
    public boolean confirmed() {
        return shown.getAsBoolean();
    }

    @Override
    public String reach() {
        return everything + " " + scope;
    }
}
