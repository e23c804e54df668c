package vn.lienthong.connector.jdbc.postgresql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;
import org.postgresql.replication.LogSequenceNumber;
import vn.lienthong.kernel.Position;

/**
 * How far a follower has come, with all that the start gate compares.
 *
 * @param system the server's identifier, which no other server has
 * @param timeline the branch of the server's history
 * @param slot the slot that keeps what comes after
 * @param publication the catalogue's number of the table's place in the publication; a table put back has another
 * @param lsn everything the source committed before it is applied
 * @param snapshot whether the first read of the whole table is still under way
 * @param read how far that read has come, as a read's own position; null before its first row and after its end
 * @param seen where the log ended when the first read last looked at the table; null before that and once a change has arrived
 * @param mark what the hub wrote into the log at that look; null where there is none to be found again
 * @param last the last transaction that is applied, and before the first where the slot begins; null in positions of older hubs
 */
record FollowPosition(
        String system,
        int timeline,
        String slot,
        long publication,
        String lsn,
        boolean snapshot,
        @Nullable String read,
        @Nullable String seen,
        @Nullable LogMark mark,
        @Nullable Applied last) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A transaction of the source, by what no other history of the same server has in this place.
     *
     * @param lsn where its commit stands in the log
     * @param micros when it was committed, by the server's clock
     * @param xid its number; 0 for the begin of the slot, which is no transaction
     */
    record Applied(String lsn, long micros, long xid) {
        static Applied of(long lsn, long micros, long xid) {
            return new Applied(LogSequenceNumber.valueOf(lsn).asString(), micros, xid);
        }

        static Applied nothingBefore(long lsn) {
            return of(lsn, 0, 0);
        }

        boolean nothing() {
            return xid == 0;
        }

        long number() {
            return LogSequenceNumber.valueOf(lsn).asLong();
        }
    }

    static FollowPosition of(Position position) {
        try {
            return JSON.readValue(position.value(), FollowPosition.class);
        } catch (JsonProcessingException other) {
            throw new IllegalArgumentException("not a position of following changes", other);
        }
    }

    static boolean known(Position position) {
        try {
            of(position);
            return true;
        } catch (IllegalArgumentException other) {
            return false;
        }
    }

    Position position() {
        try {
            return new Position(JSON.writeValueAsString(this));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    FollowPosition read(@Nullable Position position) {
        return new FollowPosition(
                system,
                timeline,
                slot,
                publication,
                lsn,
                true,
                position == null ? null : position.value(),
                seen,
                mark,
                last);
    }

    FollowPosition at(long other) {
        return at(other, last);
    }

    FollowPosition at(long other, @Nullable Applied applied) {
        // from the first change on that one tells the history
        boolean told = applied != null && !applied.nothing();
        return new FollowPosition(
                system,
                timeline,
                slot,
                publication,
                LogSequenceNumber.valueOf(other).asString(),
                false,
                null,
                told ? null : seen,
                told ? null : mark,
                applied);
    }

    /**
     * The first read looks at the table while the log ends here.
     *
     * @param written what was written there; null where nothing could be
     */
    FollowPosition looking(long end, @Nullable LogMark written) {
        return new FollowPosition(
                system,
                timeline,
                slot,
                publication,
                lsn,
                snapshot,
                read,
                LogSequenceNumber.valueOf(end).asString(),
                written == null ? mark : written,
                last);
    }

    /** Up to where the source is known to have written: where following stands, or what the first read saw. */
    long reached() {
        long looked = seen == null ? 0 : LogSequenceNumber.valueOf(seen).asLong();
        return compare(looked, number()) > 0 ? looked : number();
    }

    long number() {
        return LogSequenceNumber.valueOf(lsn).asLong();
    }

    /**
     * Where the log is read on. What is after the last applied transaction is asked for again, even where the position is beyond:
     * in another history something may stand there.
     */
    long from() {
        return last == null ? number() : last.number();
    }

    /** Positions are compared without a sign. */
    static int compare(long one, long other) {
        return Long.compareUnsigned(one, other);
    }
}
