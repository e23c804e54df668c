package vn.lienthong.connector.jdbc.postgresql;

import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.jdbc.postgresql.FollowPosition.Applied;

/**
 * Whether the log still tells the last transaction that was applied. A server that was restored from a cold copy and written on is the
 * same server on the same timeline, and where that transaction was its log has something else.
 */
final class SameHistory {
    private final long from;
    private final @Nullable Applied last;
    /** The last applied transaction must come again before anything new does. */
    private boolean owed;

    /**
     * A history that is about to be read on.
     *
     * @param confirmed up to where the slot has let go; where that is beyond the last applied transaction, the slot, and with it
     *     whatever copy it is in, is from after that transaction
     */
    SameHistory(FollowPosition after, long confirmed) {
        this.from = after.from();
        this.last = after.last();
        this.owed = last != null && !last.nothing() && FollowPosition.compare(confirmed, from) <= 0;
    }

    /** Whether a transaction that comes can be the next of the history that was followed. */
    boolean tells(Applied transaction) {
        int order = FollowPosition.compare(transaction.number(), from);
        if (last == null || last.nothing() || order < 0) {
            return true;
        }
        if (order > 0) {
            return !owed;
        }
        owed = false;
        return transaction.equals(last);
    }

    /** Whether nothing can be missing when the log was read up to here and the last applied transaction has not come. */
    boolean holdsWithout(long read) {
        return !owed || FollowPosition.compare(read, from) <= 0;
    }

    /** Whether a transaction is applied already. */
    boolean applied(Applied transaction) {
        int order = FollowPosition.compare(transaction.number(), from);
        return order < 0 || order == 0 && last != null && !last.nothing();
    }
}
