package vn.lienthong.connector;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Position;

/**
 * A session that can follow what changes in its datasets, without a gap. A follower is a job; its name marks what the system keeps
 * for it (a replication slot), one for each follower. Positions hold everything the start gate needs: which server, which slot, how
 * far. All of them throw {@link vn.lienthong.kernel.HubException}: UNAVAILABLE, CREDENTIAL, CONFIGURATION.
 */
public interface Changes {
    /**
     * Prepares following from nothing: examines what the system needs for it, drops what an earlier follower of this name left, and
     * begins to keep changes from now on. Called before the first snapshot and before each later one.
     *
     * @return the position that a {@link #snapshot} starts from
     */
    Position prepare(Dataset dataset, String follower);

    /** The start gate: why going on from this position could leave changes out; empty where it cannot. */
    Optional<ChangeGap> gap(Dataset dataset, String follower, Position after);

    /**
     * Reads the whole dataset after {@link #prepare}, or goes on with such a read. The positions it gives lead, once the read is
     * finished, to {@link #follow} from where changes have been kept since before its first row.
     *
     * @param request of kind SNAPSHOT; {@code after} is of {@link #prepare} or of an earlier part of this read
     */
    BatchCursor snapshot(Dataset dataset, ReadRequest request);

    /** Whether a position is one in the middle of a {@link #snapshot}, unless the run it belongs to is finished. */
    boolean inSnapshot(Position position);

    /** Whether a position is one of following this kind of system; a job that read otherwise before has another. */
    boolean knows(Position position);

    /** The position to follow from once the snapshot that this one belongs to is finished. */
    Position afterSnapshot(Position position);

    /** The position that covers everything the source has committed by now, for a follower that stands at {@code at}. */
    Position end(Position at);

    /** Whether a follower that stands at {@code at} has everything that {@code end} covers. */
    boolean reached(Position at, Position end);

    /** Follows the changes after a position that has passed the gate. */
    ChangeCursor follow(Dataset dataset, FollowRequest request);

    /** What the system keeps for a follower now; null where it keeps nothing. */
    @Nullable
    ChangeBacklog backlog(String follower);

    /** Ends following for good: the system keeps nothing for this follower any more. Idempotent. */
    void retire(String follower);
}
