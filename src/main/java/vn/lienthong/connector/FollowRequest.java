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
 */
public record FollowRequest(String follower, List<String> columns, Position after, long firstOrdinal, int batchRows) {}
