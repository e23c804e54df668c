package vn.lienthong.connector;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far behind a follower is, and what that costs the source.
 *
 * @param behindBytes bytes of the source's log after the acknowledged position; null where unknown
 * @param keptBytes bytes of log the source keeps because of this follower; null where unknown
 * @param capBytes the most it may keep by agreement; null where nothing was agreed
 * @param queued batches read but not yet applied
 * @param lastChange when the source committed the newest change that was read; null before the first
 * @param heard when the source was last heard of
 * @param place what the source keeps for the follower: the slot's name; null where it keeps nothing by name
 */
public record ChangeBacklog(
        @Nullable Long behindBytes,
        @Nullable Long keptBytes,
        @Nullable Long capBytes,
        int queued,
        @Nullable Instant lastChange,
        Instant heard,
        @Nullable String place) {}
