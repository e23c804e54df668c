package vn.lienthong.sync;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.Writer;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;
import vn.lienthong.mapping.Mapped;

/** Target rows whose source row is gone: finds them when a snapshot was read whole, and deletes or marks them where that is allowed. */
final class AbsentRows {
    private final SyncJob job;
    private final Guards guards;
    private final Flow flow;
    private final Writer writer;
    private final BooleanSupplier cancelled;

    AbsentRows(SyncJob job, Guards guards, Flow flow, Writer writer, BooleanSupplier cancelled) {
        this.job = job;
        this.guards = guards;
        this.flow = flow;
        this.writer = writer;
        this.cancelled = cancelled;
    }

    /**
     * Deletes or marks them in the open transaction.
     *
     * @param read how many source rows the run has read
     * @param unknown whether the key of one of them is unknown: then the row that seems absent may be its own
     */
    Outcome settle(long read, boolean unknown) {
        boolean replace = job.to().write() == WriteRequest.Mode.REPLACE;
        boolean deletes = job.to().deletes() != WriteRequest.Deletes.KEEP;
        boolean keyUnknown = unknown;
        if ((replace || deletes) && !writer.knowsEveryKey()) {
            keyUnknown |= handInKeys();
        }
        if (replace && keyUnknown) {
            throw new HubException(SyncError.REPLACE_KEY_UNKNOWN, Map.of("job", job.name()));
        }
        if (!deletes && !replace || cancelled.getAsBoolean()) {
            return Outcome.NOTHING;
        }
        if (read == 0) {
            return Outcome.left(Notes.SOURCE_EMPTY);
        }
        if (keyUnknown || guards.deletesDeclined()) {
            return Outcome.left(keyUnknown ? Notes.KEY_UNKNOWN : Notes.DELETES_DECLINED);
        }
        return delete(deletes);
    }

    private Outcome delete(boolean deletes) {
        long absent = writer.absent(0).count();
        if (absent == 0) {
            return Outcome.NOTHING;
        }
        GuardStop stop = guards.deletes(absent, writer.targetRows()).orElse(null);
        return stop == null && deletes ? new Outcome(null, writer.deleteAbsent(), null) : new Outcome(stop, null, null);
    }

    /**
     * After a resume the writer knows only the keys since: the whole source is read again, in one view, for its keys.
     *
     * @return whether one of them is unknown
     */
    private boolean handInKeys() {
        Flow second = flow.secondPass();
        try (BatchCursor all = second.read(null, 1)) {
            boolean unknown = all.nothingNew(); // the file has been taken away meanwhile
            for (BatchCursor.Part next = all.next(); next != null && !cancelled.getAsBoolean(); next = all.next()) {
                Mapped again = second.map(next.batch());
                unknown |= again.keyUnknown() || !next.unreadable().isEmpty();
                writer.keep(again.accepted());
                writer.keep(again.kept());
            }
            return unknown;
        }
    }

    /**
     * What became of them.
     *
     * @param stop the guard that spoke; null where none did
     * @param deleted how many were deleted or marked, not committed yet; null where nothing was tried
     * @param note why they were left; null where they were not
     */
    record Outcome(
            @Nullable GuardStop stop,
            @Nullable Long deleted,
            @Nullable Text note) {
        private static final Outcome NOTHING = new Outcome(null, null, null);

        private static Outcome left(Notes why) {
            return new Outcome(null, null, why.text());
        }
    }
}
