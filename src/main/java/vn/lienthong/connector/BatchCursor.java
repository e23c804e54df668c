package vn.lienthong.connector;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Text;

/** An open read. One thread at a time; may be another thread than the session's. */
public interface BatchCursor extends AutoCloseable {
    /**
     * The next batch with the position after it, or null at the end. Blocks on the source; interruptible.
     *
     * @throws vn.lienthong.kernel.HubException UNAVAILABLE, CREDENTIAL or CONFIGURATION, naming connector and dataset
     */
    @Nullable
    Part next();

    /** The columns of every batch. */
    Schema schema();

    /** Whether rows come ordered by the dataset's key in binary order (integers, uuid, text by UTF-8 bytes). */
    boolean ordered();

    /** About how many rows will come, where the source knows. */
    OptionalLong expected();

    /** What this read cannot promise, e.g. "may miss commits later than 10:30"; empty when there is nothing to say. */
    Optional<Text> caveat();

    /**
     * Whether nothing was handed in since the last settled read: a drop folder without a new file. The run then ends at once with
     * counts of nothing; nothing is deleted, replaced or held against the guard. Never true for a database.
     */
    default boolean nothingNew() {
        return false;
    }

    /**
     * Whether only corrections of single rows were handed in: then a row that does not come is not gone. Never true for a
     * database.
     */
    default boolean corrects() {
        return false;
    }

    /** Releases the read. It settles nothing: what was read may be read again. */
    @Override
    void close();

    /**
     * A batch and where reading goes on after it.
     *
     * @param batch the rows that could be read
     * @param unreadable rows of this part that could not even be read as rows (a file's broken line); their ordinals lie in this
     *     part, they are not in the batch, and {@link Rejection#row()} is -1
     * @param position where reading goes on after this part; null where the source cannot be resumed
     */
    record Part(
            Batch batch,
            List<Rejection> unreadable,
            @Nullable Position position) {}
}
