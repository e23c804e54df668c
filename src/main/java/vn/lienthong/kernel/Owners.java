package vn.lienthong.kernel;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose a thing is.
 *
 * @param owner the agency that answers for it; only there is it changed. Null where none does any more, e.g. for the runs of a
 *     removed job: such a thing is for those whose roles count everywhere
 * @param concerned agencies that may look at it beside the owner, e.g. that of a job's source
 */
public record Owners(@Nullable AgencyCode owner, Set<AgencyCode> concerned) {
    /** A thing that concerns nobody else. */
    public Owners(@Nullable AgencyCode owner) {
        this(owner, Set.of());
    }
}
