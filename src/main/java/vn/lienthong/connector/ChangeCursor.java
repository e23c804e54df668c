package vn.lienthong.connector;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Schema;

/** Changes as they come. One thread asks for them; {@link #backlog} may be asked by any. */
public interface ChangeCursor extends AutoCloseable {
    /** The columns of the rows that come. */
    Schema schema();

    /**
     * The next changes, or null when none came within this time. Interruptible.
     *
     * @throws vn.lienthong.kernel.HubException UNAVAILABLE when the system was lost, CONFIGURATION when the dataset is no longer
     *     what it was or is no longer followed without a gap
     */
    @Nullable
    ChangeBatch next(Duration patience);

    /** The effect of everything up to this position is committed in the target: the system need not keep it. */
    void acknowledge(Position position);

    /** How far behind the source following is, as last seen; at most a few seconds old while the system answers. */
    ChangeBacklog backlog();

    /** Ends following for now; what the system keeps for the follower stays. */
    @Override
    void close();
}
