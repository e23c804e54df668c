package vn.lienthong.sync;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Text;
import vn.lienthong.mapping.Mapped;
import vn.lienthong.quarantine.HeldKeys;

/**
 * Compares what the source's rows make with what the target holds. It reads both through its own eyes, not through the writer's,
 * so that a writer's mistake is found. Many keys are taken in several passes, each a part of them, in bounded memory.
 */
final class RowByRow {
    /** About 150 MB of marks. */
    private static final long KEYS_A_PASS = 4_000_000;

    private final SyncJob job;
    private final Flow flow;
    private final HeldKeys held;
    private final ComparedRows seen;
    private final List<String> key;
    private final ShownKey shown;
    private final Suspects suspects;

    private final Found lost = new Found();
    private final Found duplicated = new Found();
    private final Found stale = new Found();
    private final Found extra = new Found();
    private final List<Text> notes = new ArrayList<>();
    private long sourceRows;
    private long targetRows;
    private long equal;
    private long excused;
    private long passes = 1;
    private WaitingRows waiting = WaitingRows.none();

    RowByRow(SyncJob job, Flow flow, HeldKeys held, ComparedRows seen, Suspects suspects) {
        this.seen = seen;
        this.suspects = suspects;
        this.job = job;
        this.flow = flow;
        this.held = held;
        this.key = job.to().key().isEmpty()
                ? flow.schema().columns().stream().map(column -> column.name()).toList()
                : job.to().key();
        this.shown = new ShownKey(flow.schema(), key);
    }

    /** The same for a job that reads what is new: rows after this position are not judged. */
    Reconciliation compareUpTo(Position position) {
        waiting = WaitingRows.after(position, flow, key);
        if (waiting.some()) {
            notes.add(Notes.NEXT_RUN_BRINGS.text());
        }
        return compare();
    }

    Reconciliation compare() {
        Long estimate = flow.from().rowEstimate();
        passes = estimate == null ? 1 : 1 + estimate / KEYS_A_PASS;
        for (long pass = 0; pass < passes; pass++) {
            sourceRows = 0;
            targetRows = 0;
            KeyTable table = new KeyTable();
            readSource(table, pass);
            readTarget(table, pass);
            Set<Long> missing = new HashSet<>();
            table.eachMissing(mark -> {
                if (!suspects.stands(mark, table.row(mark), 0)) {
                    return;
                }
                lost.count++;
                if (lost.keys.size() + missing.size() < Comparisons.SAMPLES) {
                    missing.add(mark);
                }
            });
            nameLost(missing);
        }
        notes.addAll(flow.lookedUp());
        notes.add(Notes.NOT_ONE_MOMENT.text());
        return new Reconciliation(
                job.name(),
                sourceRows,
                targetRows,
                equal,
                lost.finding(),
                duplicated.finding(),
                stale.finding(),
                extra.finding(),
                excused,
                job.to().deletes() == WriteRequest.Deletes.KEEP && job.to().write() != WriteRequest.Mode.REPLACE,
                notes);
    }

    private void readSource(KeyTable table, long pass) {
        Flow again = flow.secondPass();
        try (BatchCursor cursor = again.review()) {
            for (BatchCursor.Part part = cursor.next(); part != null; part = cursor.next()) {
                Mapped mapped = again.map(part.batch());
                sourceRows += part.batch().size() + part.unreadable().size();
                seen.ofSource(part.batch().size() + part.unreadable().size());
                if (mapped.keyUnknown() || !part.unreadable().isEmpty()) {
                    sayOnce(Notes.KEY_UNKNOWN_RECONCILE.text());
                }
                takeAccepted(table, mapped.accepted(), pass);
                takeKept(table, mapped.kept(), pass);
                if (pass == 0) {
                    excused += mapped.rejected().size()
                            + mapped.skipped()
                            + part.unreadable().size();
                }
            }
        }
    }

    private void takeAccepted(KeyTable table, Batch accepted, long pass) {
        Schema target = flow.to().schema();
        RowDigest keys = new RowDigest(accepted.schema(), target, key);
        RowDigest rows = new RowDigest(accepted.schema(), target, names(accepted.schema()));
        KeyText text = new KeyText(accepted.schema(), key);
        for (int row = 0; row < accepted.size(); row++) {
            long mark = keys.of(accepted, row);
            if (mine(mark, pass)) {
                boolean heldBack = waiting.has(mark) || !held.isEmpty() && held.holds(text.of(accepted, row));
                table.put(mark, rows.of(accepted, row), heldBack ? KeyTable.EXCUSED : 0);
                excused += heldBack ? 1 : 0;
            }
        }
    }

    private void takeKept(KeyTable table, Batch kept, long pass) {
        if (job.to().key().isEmpty() || kept.size() == 0) {
            return;
        }
        RowDigest keys = new RowDigest(kept.schema(), flow.to().schema(), key);
        for (int row = 0; row < kept.size(); row++) {
            long mark = keys.of(kept, row);
            if (mine(mark, pass)) {
                table.put(mark, 0, KeyTable.EXCUSED);
            }
        }
    }

    private void readTarget(KeyTable table, long pass) {
        String mark = job.to().markColumn();
        try (BatchCursor cursor = flow.readTarget(mark == null ? List.of() : List.of(mark), job.batchRows())) {
            for (BatchCursor.Part part = cursor.next(); part != null; part = cursor.next()) {
                takeTarget(table, part.batch(), mark, pass);
                seen.ofTarget(part.batch().size());
            }
        }
    }

    private void takeTarget(KeyTable table, Batch batch, @Nullable String markColumn, long pass) {
        Schema target = flow.to().schema();
        RowDigest keys = new RowDigest(batch.schema(), target, key);
        RowDigest rows = new RowDigest(batch.schema(), target, names(flow.schema()));
        int marked = markColumn == null ? -1 : batch.schema().position(markColumn);
        for (int row = 0; row < batch.size(); row++) {
            if (inScope(batch, row)) {
                targetRows++;
                long mark = keys.of(batch, row);
                if (mine(mark, pass)) {
                    judge(table, mark, batch, row, rows, marked >= 0 && isSet(batch.value(row, marked)));
                }
            }
        }
    }

    private void judge(KeyTable table, long mark, Batch batch, int row, RowDigest rows, boolean marked) {
        if (!table.has(mark)) {
            if (!marked && suspects.stands(mark, 0, rows.of(batch, row))) {
                extra.add(shown, batch, row);
            }
        } else if (table.is(mark, KeyTable.MET)) {
            if (suspects.standsAgain(mark, table.row(mark))) {
                duplicated.add(shown, batch, row);
            }
        } else {
            table.mark(mark, KeyTable.MET);
            if (table.is(mark, KeyTable.EXCUSED)) {
                return;
            }
            long targetRow = rows.of(batch, row);
            if (table.row(mark) == targetRow && !marked) {
                equal++;
            } else if (suspects.stands(mark, table.row(mark), targetRow)) {
                stale.add(shown, batch, row);
            }
        }
    }

    /** The marks of lost keys say nothing to people: their keys are looked up in the source. */
    private void nameLost(Set<Long> missing) {
        if (missing.isEmpty()) {
            return;
        }
        Flow again = flow.secondPass();
        try (BatchCursor cursor = again.review()) {
            for (BatchCursor.Part part = cursor.next(); part != null && !missing.isEmpty(); part = cursor.next()) {
                Batch accepted = again.map(part.batch()).accepted();
                RowDigest keys = new RowDigest(accepted.schema(), flow.to().schema(), key);
                for (int row = 0; row < accepted.size(); row++) {
                    if (missing.remove(keys.of(accepted, row))) {
                        lost.keys.add(shown.of(accepted, row));
                    }
                }
            }
        }
    }

    private boolean mine(long mark, long pass) {
        return suspects.concerns(mark) && (passes == 1 || Math.floorMod(mark, passes) == pass);
    }

    private boolean inScope(Batch batch, int row) {
        for (Map.Entry<String, Object> part : job.to().scope().entrySet()) {
            int position = batch.schema().position(part.getKey());
            if (!KeyText.text(part.getValue()).equals(KeyText.text(batch.value(row, position)))) {
                return false;
            }
        }
        return true;
    }

    private void sayOnce(Text note) {
        if (!notes.contains(note)) {
            notes.add(note);
        }
    }

    private static boolean isSet(@Nullable Object mark) {
        return mark != null && !Boolean.FALSE.equals(mark);
    }

    private static List<String> names(Schema schema) {
        return schema.columns().stream().map(column -> column.name()).toList();
    }

    /** Keys of one kind, while they are found. */
    private static final class Found {
        private long count;
        private final List<List<String>> keys = new ArrayList<>();

        void add(ShownKey shown, Batch batch, int row) {
            count++;
            if (keys.size() < Comparisons.SAMPLES) {
                keys.add(shown.of(batch, row));
            }
        }

        Reconciliation.Finding finding() {
            return new Reconciliation.Finding(count, List.copyOf(keys));
        }
    }
}
