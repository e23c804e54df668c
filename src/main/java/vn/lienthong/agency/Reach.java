package vn.lienthong.agency;

import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.AgencyCode;

/**
 * Where something may be done.
 *
 * @param agencies in these and in all below them; null everywhere
 */
record Reach(@Nullable Set<AgencyCode> agencies) {
    static final Reach EVERYWHERE = new Reach(null);

    /** Whether it may be done in an agency, given that one and all above it. */
    boolean covers(Collection<AgencyCode> upwards) {
        return agencies == null || upwards.stream().anyMatch(agencies::contains);
    }

    @Override
    public String toString() {
        return agencies == null ? "*" : agencies.stream().sorted().toList().toString();
    }
}
