package vn.lienthong.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run that a guard stopped, and what a person said to it.
 *
 * @param reason which guard
 * @param figure what was found: rows to delete, rows rejected, rows fewer than last time
 * @param of out of how many
 * @param limit the limit in the job, as written: {@code 1%}
 * @param since when it was stopped
 * @param decision what was decided; null while it waits
 * @param decidedBy who decided; null while it waits
 * @param why the words given; null where none
 * @param earlier what another guard stopped before in the same run, with its decision; null where none did
 * @param held the changes that wait for the decision, in a run that follows; null in others
 */
public record GuardStop(
        Reason reason,
        long figure,
        long of,
        String limit,
        Instant since,
        @Nullable Decision decision,
        @Nullable String decidedBy,
        @Nullable String why,
        @Nullable GuardStop earlier,
        @Nullable Held held) {
    /**
     * Changes that wait for the decision.
     *
     * @param rows how many rows they would delete or mark
     * @param upTo how many changes the run has read once they are applied: the decision is about those up to there
     */
    public record Held(long rows, long upTo) {}

    /** Which guard spoke. */
    public enum Reason {
        /** More target rows would be deleted than allowed. */
        DELETES,
        /** The source has many fewer rows than last time. */
        ROWS_DROP,
        /** More rows are rejected than allowed. */
        REJECTS,
        /** The source emptied the dataset that is followed at once. */
        EMPTIED,
        /** More rows of a dataset that is followed went within an hour than allowed. */
        GONE
    }

    /** What a person says to it. */
    public enum Decision {
        /** Do it. */
        CONTINUE,
        /** Leave it: nothing is deleted or swapped; a run with too many rejections ends. */
        DECLINE
    }

    /** This stop with what a person said to it. */
    GuardStop decided(Decision said, String by, @Nullable String words) {
        return new GuardStop(reason, figure, of, limit, since, said, by, words, earlier, held);
    }

    /** What a person said to this or an earlier stop of the run for this reason; null where nothing. */
    @Nullable
    GuardStop answered(Reason asked) {
        if (reason == asked && decision != null) {
            return this;
        }
        return earlier == null ? null : earlier.answered(asked);
    }

    /** How many rows the decision is about. */
    public long asked() {
        return held == null ? figure : held.rows();
    }

    /** What was found, in percent of all. */
    public double percent() {
        return of == 0 ? 100 : 100.0 * figure / of;
    }
}
