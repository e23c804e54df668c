package vn.lienthong.connector;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.Position;

/**
 * How far a job has come, kept in the target and committed together with the rows.
 *
 * @param epoch raised at each takeover; a writer of an older epoch is refused
 * @param run the run it belongs to, 0 before the first
 * @param batch how many commits this run has made
 * @param position where the source is read on; null at the beginning
 * @param counts cumulative counts of the run
 * @param schema fingerprint of the source schema the position was taken under
 * @param finished whether the run came to its end
 */
public record Checkpoint(
        long epoch,
        long run,
        long batch,
        @Nullable Position position,
        Counts counts,
        @Nullable String schema,
        boolean finished) {
    /** Whether nothing was written between two looks at it, whoever has taken over since. */
    public boolean standsAs(Checkpoint later) {
        return run == later.run
                && batch == later.batch
                && finished == later.finished
                && Objects.equals(position, later.position);
    }
}
