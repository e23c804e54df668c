package vn.lienthong.connector;

import java.util.List;
import vn.lienthong.kernel.Position;

/**
 * What to follow.
 *
 * @param follower the job that follows
 * @param columns columns wanted, in the order of the batches' schema
 * @param after where to go on; it has passed the gate
 * @param firstOrdinal the ordinal of the first change that comes
 * @param batchRows most changes in a batch; a batch ends earlier where nothing more waits
 * @param apart transactions that begin within so many changes come each in batches of its own
 */
public record FollowRequest(
        String follower, List<String> columns, Position after, long firstOrdinal, int batchRows, long apart) {
    /** A request that leaves it to the source how many transactions share a batch. */
    public FollowRequest(String follower, List<String> columns, Position after, long firstOrdinal, int batchRows) {
        this(follower, columns, after, firstOrdinal, batchRows, 0);
    }
}
