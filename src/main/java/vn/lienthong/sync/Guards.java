package vn.lienthong.sync;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Counts;

/** The limits that stop a run before it does damage. What a person has decided in this run is not asked again. */
final class Guards {
    /** Before so many rows a share says nothing; at the end it is judged whatever the number. */
    private static final long ROWS_BEFORE_JUDGING = 1_000;
    /** So many rows may go within an hour, whatever share they are. */
    private static final long FEW_ROWS = 20;

    private final SyncJob job;
    private final Clock clock;
    private final @Nullable GuardStop decided;

    Guards(SyncJob job, Clock clock, @Nullable GuardStop decided) {
        this.job = job;
        this.clock = clock;
        this.decided = decided;
    }

    /** Too many rows refused? */
    Optional<GuardStop> rejects(Counts counts, boolean atEnd) {
        Limit limit = job.rejectsStopAbove();
        boolean early = limit != null && limit.share() && !atEnd && counts.read() < ROWS_BEFORE_JUDGING;
        if (limit == null || early || !limit.exceededBy(counts.rejected(), counts.read())) {
            return Optional.empty();
        }
        return asked(GuardStop.Reason.REJECTS, counts.rejected(), counts.read(), limit);
    }

    /** After the last row: too many refused, or a snapshot with many fewer rows than last time? */
    Optional<GuardStop> atEnd(Counts counts, Supplier<Optional<Long>> lastTime) {
        Optional<GuardStop> rejects = rejects(counts, true);
        return rejects.isPresent() || !job.from().whole() ? rejects : rowsDrop(counts.read(), lastTime.get());
    }

    /** Does the source have many fewer rows than last time? */
    Optional<GuardStop> rowsDrop(long read, Optional<Long> lastTime) {
        Limit limit = job.stopIfRowsDropAbove();
        if (limit == null || lastTime.isEmpty() || read >= lastTime.get()) {
            return Optional.empty();
        }
        long fewer = lastTime.get() - read;
        return limit.exceededBy(fewer, lastTime.get())
                ? asked(GuardStop.Reason.ROWS_DROP, fewer, lastTime.get(), limit)
                : Optional.empty();
    }

    /** Would too many target rows go? A yes to fewer deletions is no yes to more. */
    Optional<GuardStop> deletes(long absent, long targetRows) {
        Limit limit = job.stopIfDeletesAbove();
        if (limit == null || !limit.exceededBy(absent, targetRows)) {
            return Optional.empty();
        }
        GuardStop said = answered(GuardStop.Reason.DELETES);
        boolean allowed = said != null && said.decision() == GuardStop.Decision.CONTINUE && absent <= said.figure();
        return allowed ? Optional.empty() : Optional.of(stop(GuardStop.Reason.DELETES, absent, targetRows, limit));
    }

    /** The source emptied the whole dataset at once: is that meant for the target too? */
    Optional<GuardStop> emptied(long targetRows) {
        return answered(GuardStop.Reason.EMPTIED) == null
                ? Optional.of(new GuardStop(
                        GuardStop.Reason.EMPTIED,
                        targetRows,
                        targetRows,
                        "truncate",
                        clock.instant(),
                        null,
                        null,
                        null,
                        decided,
                        null))
                : Optional.empty();
    }

    /**
     * Have too many rows of a dataset that is followed gone within an hour? Of a share, few rows say nothing, unless they are most of
     * what there was.
     *
     * @param hour how many have gone, those that wait among them
     * @param rows how many there were before
     */
    Optional<GuardStop> gone(long hour, long rows, GuardStop.Held held) {
        Limit limit = job.stopIfDeletesAbove();
        boolean few = limit != null && limit.share() && hour <= FEW_ROWS && hour * 2 <= rows;
        return limit == null || few || !limit.exceededBy(hour, rows)
                ? Optional.empty()
                : Optional.of(new GuardStop(
                        GuardStop.Reason.GONE,
                        hour,
                        rows,
                        limit.toString(),
                        clock.instant(),
                        null,
                        null,
                        null,
                        decided,
                        held));
    }

    /** What a person said to changes that a run has still to apply after {@code read} of them; null where to none. */
    @Nullable
    GuardStop saidToNext(long read) {
        GuardStop said = answered(GuardStop.Reason.GONE);
        return said != null && said.held() != null && read < said.held().upTo() ? said : null;
    }

    /** Whether a person said that the target is emptied too; asked after {@link #emptied} has let the run go on. */
    boolean emptiesTarget() {
        return !declined(GuardStop.Reason.EMPTIED);
    }

    /** Whether a person said that target rows stay. */
    boolean deletesDeclined() {
        return declined(GuardStop.Reason.DELETES) || declined(GuardStop.Reason.ROWS_DROP);
    }

    private Optional<GuardStop> asked(GuardStop.Reason reason, long figure, long of, Limit limit) {
        return answered(reason) == null ? Optional.of(stop(reason, figure, of, limit)) : Optional.empty();
    }

    private boolean declined(GuardStop.Reason reason) {
        GuardStop said = answered(reason);
        return said != null && said.decision() == GuardStop.Decision.DECLINE;
    }

    private @Nullable GuardStop answered(GuardStop.Reason reason) {
        return decided == null ? null : decided.answered(reason);
    }

    private GuardStop stop(GuardStop.Reason reason, long figure, long of, Limit limit) {
        return new GuardStop(reason, figure, of, limit.toString(), clock.instant(), null, null, null, decided, null);
    }
}
