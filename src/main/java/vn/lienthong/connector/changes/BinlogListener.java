package vn.lienthong.connector.changes;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Told of what the log holds, in its order, on the engine's thread; may block it. Rows are arrays in the order of the source's
 * columns. A value is the text that the server itself would write for it, {@code byte[]}, null, or {@link #UNSAID}.
 */
public interface BinlogListener {
    /** Stands, by identity, for a value that the log does not tell apart from another; the server must be asked for it. */
    Object UNSAID = new Object() {
        @Override
        public String toString() {
            return "unsaid";
        }
    };

    /** A transaction begins; it may be of other tables. */
    void begin();

    /** A row was inserted, changed or deleted: before and after; not both are null. */
    void row(@Nullable Object @Nullable [] before, @Nullable Object @Nullable [] after);

    /** The table was emptied at once. */
    void emptied();

    /** The table got another shape by this statement. */
    void reshaped(String statement);

    /**
     * The transaction is whole.
     *
     * @param next every transaction up to this one
     * @param mark an earlier place whose file and offset are known, to tell the server's history by
     */
    void end(String next, BinlogPlace mark, @Nullable Instant at);

    /**
     * Whether the transaction that begins at this place is one statement that shapes a table. The log does not tell its end; asked
     * where nothing has come after it for a while.
     */
    boolean standsAlone(BinlogPlace begin);

    /** Every transaction that the server has, where its log ends at this place; null where it goes on or the server does not say. */
    @Nullable
    String allUpTo(BinlogPlace place);

    /** Rows come that have no such column; false where it is not there now either, so that the server cannot be asked for it. */
    boolean missing(String column);

    /** A statement shaped the table in a way that the engine does not understand; it ends. */
    void illegible();

    /** The server lives; comes every few seconds even where nothing changes. */
    void heard();

    /** Everything that came at once was told. */
    void pause();

    /** The engine ended and tells nothing more; null where it was closed. */
    void ended(@Nullable Throwable why);
}
