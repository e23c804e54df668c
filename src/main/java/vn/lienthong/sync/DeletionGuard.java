package vn.lienthong.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what a run that follows deletes, and stops it before the source transaction with which too much has gone. What a person has
 * allowed is counted no more. Of a process that is killed, the last second's deletions may be missing from the count.
 */
final class DeletionGuard implements AutoCloseable {
    private static final long SAVE_NANOS = Duration.ofSeconds(1).toNanos();

    private final SyncJob job;
    private final Guards guards;
    private final RecentDeletions kept;
    private final NavigableMap<Instant, Long> recent;
    private final NavigableMap<Instant, Long> unsaved = new TreeMap<>();
    private long savedAt = System.nanoTime();
    /** Deleted in the target's open transaction. */
    private long open;

    private @Nullable Long rows;

    /** Of a run that has read so many changes. */
    DeletionGuard(SyncJob job, Guards guards, RecentDeletions kept, long read) {
        this.job = job;
        this.guards = guards;
        this.kept = kept;
        if (guards.saidToNext(read) != null) {
            kept.forget(job.name());
        }
        this.recent = kept.of(job.name());
    }

    /** Whether a person said that the rows of the changes that come next, after {@code read} of them, stay. */
    boolean keeps(long read) {
        GuardStop said = guards.saidToNext(read);
        return said != null && said.decision() == GuardStop.Decision.DECLINE;
    }

    /** Rows were deleted or marked in the open transaction. */
    void deleted(long count) {
        open += count;
    }

    /**
     * Before the target commits what a source transaction did: a stop where a person should look first.
     *
     * @param before how many changes the run had read before
     * @param read how many it has read with them
     * @param targetRows counts the target's rows, as they are in the open transaction
     */
    Optional<GuardStop> judge(@Nullable Instant at, long before, long read, LongSupplier targetRows) {
        if (open == 0 || job.stopIfDeletesAbove() == null) {
            return Optional.empty();
        }
        if (guards.saidToNext(before) != null) {
            open = 0;
            return Optional.empty();
        }
        long hour = open + counted(at);
        GuardStop.Held held = new GuardStop.Held(open, read);
        Long known = rows;
        if (known == null || guards.gone(hour, known, held).isPresent()) {
            known = targetRows.getAsLong() + hour;
            rows = known;
        }
        return guards.gone(hour, known, held);
    }

    private long counted(@Nullable Instant at) {
        return at == null
                ? 0
                : recent.tailMap(at.minus(RecentDeletions.SPAN)).values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
    }

    /** The target has committed. */
    void committed(@Nullable Instant at) {
        if (open > 0 && at != null) {
            Instant minute = at.truncatedTo(ChronoUnit.MINUTES);
            recent.merge(minute, open, Long::sum);
            recent.headMap(minute.minus(RecentDeletions.SPAN)).clear();
            unsaved.merge(minute, open, Long::sum);
        }
        open = 0;
        if (System.nanoTime() - savedAt > SAVE_NANOS) {
            save();
        }
    }

    private void save() {
        savedAt = System.nanoTime();
        if (!unsaved.isEmpty()) {
            kept.add(job.name(), unsaved);
            unsaved.clear();
        }
    }

    @Override
    public void close() {
        save();
    }
}
