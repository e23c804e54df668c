package vn.lienthong.connector.jdbc;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.ChangeBacklog;
import vn.lienthong.connector.ChangeCursor;
import vn.lienthong.connector.ChangeGap;
import vn.lienthong.connector.Changes;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.FollowRequest;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.kernel.Position;

/** A session that leaves following to a class of its own. */
public interface LeavesChanges extends Changes {
    /** Who follows for this session. */
    Changes changes();

    @Override
    default Position prepare(Dataset dataset, String follower) {
        return changes().prepare(dataset, follower);
    }

    @Override
    default Optional<ChangeGap> gap(Dataset dataset, String follower, Position after) {
        return changes().gap(dataset, follower, after);
    }

    @Override
    default BatchCursor snapshot(Dataset dataset, ReadRequest request) {
        return changes().snapshot(dataset, request);
    }

    @Override
    default boolean inSnapshot(Position position) {
        return changes().inSnapshot(position);
    }

    @Override
    default boolean knows(Position position) {
        return changes().knows(position);
    }

    @Override
    default Position afterSnapshot(Position position) {
        return changes().afterSnapshot(position);
    }

    @Override
    default Position end(Position at) {
        return changes().end(at);
    }

    @Override
    default boolean reached(Position at, Position end) {
        return changes().reached(at, end);
    }

    @Override
    default ChangeCursor follow(Dataset dataset, FollowRequest request) {
        return changes().follow(dataset, request);
    }

    @Override
    default @Nullable ChangeBacklog backlog(String follower) {
        return changes().backlog(follower);
    }

    @Override
    default void retire(String follower) {
        changes().retire(follower);
    }
}
