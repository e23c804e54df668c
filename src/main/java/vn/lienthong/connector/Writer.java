package vn.lienthong.connector;

import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.Position;

/**
 * Writes one run into one dataset. The order of calls is: takeOver, begin (for a new run), then any number of (write*, commit),
 * then for deletes absent, deleteAbsent, commit, then finish. One thread at a time. After an exception the transaction is rolled
 * back and only close may follow; the run is resumed with a new writer from the checkpoint.
 *
 * <p>Row content never appears in an exception.
 */
public interface Writer extends AutoCloseable {
    /**
     * Whether position and effect commit together in the target. Where not (no right to make {@code lienthong_checkpoint}, or a
     * file), the hub keeps the position and the job is "at least once, repeatable".
     */
    boolean keepsCheckpoint();

    /**
     * Whether rows that come again after a fault are told from new ones by what is remembered of each, though the position is kept
     * elsewhere.
     */
    default boolean remembersRows() {
        return false;
    }

    /** Whether committed rows are in the target at once; where not, they show when the run is finished. */
    default boolean showsAtOnce() {
        return true;
    }

    /** How often a row was sent again in this run though the target may have had it and cannot tell. */
    default long repeated() {
        return 0;
    }

    /** Raises the epoch in the target, fencing off any earlier writer, and gives the checkpoint as it stands. Its own transaction. */
    Checkpoint takeOver();

    /**
     * Starts a new run: the checkpoint takes this run, batch 0, counts of nothing and this position. Its own transaction. Not
     * called when a run is resumed. An unfinished generation of an earlier run is dropped.
     */
    void begin(long run, @Nullable Position position, @Nullable String schema);

    /**
     * Applies rows in the open transaction (opened if there is none). Repeated keys within a run are SUPERSEDED or simply updated
     * again across batches; in one batch the last row of a key wins.
     *
     * @throws vn.lienthong.kernel.HubException UNAVAILABLE, CREDENTIAL, CONFIGURATION (the table changed); never for one bad row
     */
    WriteResult write(Batch batch);

    /**
     * As {@link #write}, but may come back while the target is still at it, so that the next batch is read, mapped and compared
     * meanwhile. One batch may be under way when the next is started; its result is asked for then at the latest. Whatever
     * else is called waits for the rows first. A failure shows in whichever call comes next.
     */
    default UnderWay start(Batch batch) {
        WriteResult result = write(batch);
        return () -> result;
    }

    /** A batch on its way into the target. */
    interface UnderWay {
        /** What became of it, once it is there. On the writer's thread. */
        WriteResult result();
    }

    /**
     * Tells the writer of rows that must keep their target row though they are not written: rejected or skipped rows whose key
     * is known. The batch's schema holds at least the key columns. Also used to hand in all keys again after a resume.
     */
    void keep(Batch rows);

    /** Whether this writer has been given every key of the run; false after a resume, then hand them in again by {@link #keep}. */
    boolean knowsEveryKey();

    /**
     * Commits what was written since the last commit, with the checkpoint moved on, in one transaction.
     *
     * @param position where the source is read on; null keeps none
     * @param counts cumulative counts of the run, this commit included
     * @throws vn.lienthong.kernel.HubException CONFLICT when another writer has taken over: nothing was committed, stop
     */
    void commit(@Nullable Position position, Counts counts);

    /** Rolls back what was written since the last commit. */
    void rollback();

    /** Target rows within the scope, now. */
    long targetRows();

    /** Which target rows within the scope have a key that was neither written nor kept. Needs every key; changes nothing. */
    Absent absent(int samples);

    /** Deletes or marks the absent rows, as the request says, in the open transaction; gives their number. */
    long deleteAbsent();

    /**
     * Ends the run: swaps in the new generation of a REPLACE, and marks the checkpoint finished, in one transaction where the
     * target can. The position stays for the next incremental run.
     */
    void finish(Counts counts);

    /** Releases the writer; what was not committed is rolled back. */
    @Override
    void close();

    /**
     * Target rows that the source no longer has.
     *
     * @param count how many
     * @param keys keys of the first few, as a batch of the key columns
     */
    record Absent(long count, Batch keys) {}
}
