package vn.lienthong.sync;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.Verdict;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.WriteResult;
import vn.lienthong.connector.Writer;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.Text;
import vn.lienthong.mapping.Mapped;

/** Answers what a run would do and whether the target is what it should be. Writes, locks and takes nothing. */
final class Comparisons {
    /** Keys and reasons shown of each kind. */
    static final int SAMPLES = 20;

    private final RunTools tools;

    Comparisons(RunTools tools) {
        this.tools = tools;
    }

    /** What a run of the job would do now. */
    DryRun dryRun(SyncJob job) {
        try (Flow flow = Flow.open(job, 0, tools.clock().instant().atOffset(ZoneOffset.UTC), tools);
                BatchCursor cursor = flow.review();
                Writer writer = flow.writer(flow.keepsOrder(cursor), true)) {
            return new Trial(job, flow, cursor, writer).compare();
        }
    }

    /** Source and target, row by row. */
    Reconciliation reconcile(SyncJob job) {
        return reconcile(job, new ComparedRows());
    }

    /** The same, telling how far it has come. */
    Reconciliation reconcile(SyncJob job, ComparedRows seen) {
        try (Flow flow = Flow.open(job, 0, tools.clock().instant().atOffset(ZoneOffset.UTC), tools)) {
            Suspects suspects = Suspects.firstLook();
            RowByRow first = new RowByRow(job, flow, tools.quarantine().heldKeys(job.name()), seen, suspects);
            Position position = job.from().read() == SyncJob.Read.INCREMENTAL
                    ? RunTarget.look(job, flow, tools).position()
                    : null;
            Reconciliation found = position == null ? first.compare() : first.compareUpTo(position);
            return job.follows() && !suspects.none()
                    ? new MovingTarget(job, flow, tools, seen).settle(found, suspects)
                    : found;
        }
    }

    /** One dry run. */
    private final class Trial {
        private final SyncJob job;
        private final Flow flow;
        private final BatchCursor cursor;
        private final Writer writer;
        private final ShownKey key;
        private final List<List<String>> inserted = new ArrayList<>();
        private final List<List<String>> updated = new ArrayList<>();
        private final List<Rejection> rejections = new ArrayList<>();
        private final List<Text> notes = new ArrayList<>();
        private long read;
        private long inserts;
        private long updates;
        private long unchanged;
        private long rejected;
        private long skipped;
        private long superseded;
        private boolean keyUnknown;

        Trial(SyncJob job, Flow flow, BatchCursor cursor, Writer writer) {
            this.job = job;
            this.flow = flow;
            this.cursor = cursor;
            this.writer = writer;
            this.key = new ShownKey(flow.schema(), job.to().key());
        }

        DryRun compare() {
            for (BatchCursor.Part part = cursor.next(); part != null; part = cursor.next()) {
                take(part);
            }
            cursor.caveat().ifPresent(notes::add);
            notes.addAll(flow.lookedUp());
            long targetRows = writer.targetRows();
            Writer.Absent absent = absent();
            List<List<String>> deleted = absent == null ? List.of() : keys(absent.keys());
            long deletes = absent == null ? 0 : absent.count();
            Counts counts = new Counts(read, inserts + updates, unchanged, rejected, skipped, superseded, deletes);
            Guards guards = new Guards(job, tools.clock(), null);
            if (guards.rejects(counts, true).isPresent()
                    || deletes > 0 && guards.deletes(deletes, targetRows).isPresent()
                    || guards.rowsDrop(read, tools.ledger().lastRead(job.name()))
                            .isPresent()) {
                notes.add(Notes.WOULD_WAIT.text());
            }
            return new DryRun(
                    job.name(),
                    read,
                    inserts,
                    updates,
                    unchanged,
                    rejected,
                    skipped,
                    superseded,
                    deletes,
                    targetRows,
                    inserted,
                    updated,
                    deleted,
                    rejections,
                    notes);
        }

        private void take(BatchCursor.Part part) {
            Mapped mapped = flow.map(part.batch());
            read += part.batch().size() + part.unreadable().size();
            skipped += mapped.skipped();
            keyUnknown |= mapped.keyUnknown() || !part.unreadable().isEmpty();
            refuse(part.unreadable());
            refuse(mapped.rejected());
            if (mapped.kept().size() > 0 && !job.to().key().isEmpty()) {
                writer.keep(mapped.kept());
            }
            if (mapped.accepted().size() > 0) {
                WriteResult result = writer.write(mapped.accepted());
                refuse(result.rejected());
                count(mapped.accepted(), result.verdicts());
            }
        }

        private void count(Batch accepted, Verdict[] verdicts) {
            for (int row = 0; row < verdicts.length; row++) {
                switch (verdicts[row]) {
                    case INSERTED -> {
                        inserts++;
                        sample(inserted, accepted, row);
                    }
                    case UPDATED -> {
                        updates++;
                        sample(updated, accepted, row);
                    }
                    case UNCHANGED -> unchanged++;
                    case SUPERSEDED -> superseded++;
                    case REJECTED -> {} // counted with its reason
                }
            }
        }

        private Writer.@Nullable Absent absent() {
            boolean removes =
                    job.to().deletes() != WriteRequest.Deletes.KEEP || job.to().write() == WriteRequest.Mode.REPLACE;
            if (cursor.corrects()) {
                notes.add(Notes.ONLY_CORRECTIONS.text());
                return null;
            }
            if (!removes || read == 0) {
                return null;
            }
            if (keyUnknown) {
                notes.add(Notes.KEY_UNKNOWN.text());
                return null;
            }
            return writer.absent(SAMPLES);
        }

        private void refuse(List<Rejection> refused) {
            rejected += refused.size();
            refused.stream().limit(Math.max(0, SAMPLES - rejections.size())).forEach(rejections::add);
        }

        private void sample(List<List<String>> samples, Batch batch, int row) {
            if (samples.size() < SAMPLES && !job.to().key().isEmpty()) {
                samples.add(key.of(batch, row));
            }
        }

        private List<List<String>> keys(Batch batch) {
            List<List<String>> keys = new ArrayList<>();
            for (int row = 0; row < batch.size(); row++) {
                keys.add(key.of(batch, row));
            }
            return keys;
        }
    }
}
