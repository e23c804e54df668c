package vn.lienthong.sync;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.Checkpoint;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.Verdict;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.WriteResult;
import vn.lienthong.connector.Writer;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.Text;
import vn.lienthong.mapping.Mapped;

/**
 * The steps of one run, in this order: open; while {@link #goesOn}: read, map, write, hold, commit; then deletes, finish. Nothing
 * counts as done before the target has committed it; a run that was cut off anywhere is resumed from the target's checkpoint. One
 * thread at a time; progress and cancel may come from others.
 */
public final class SyncRun implements AutoCloseable {
    /** Rows that share a commit: syncing a disk costs as much as writing thousands of rows. */
    private static final int COMMIT_ROWS = 50_000;

    private static final long COMMIT_NANOS = Duration.ofSeconds(1).toNanos();

    private final SyncJob job;
    private final RunLedger.Claim claim;
    private final RunTools tools;
    private final Guards guards;
    private final RunEvents events;
    private final Meter meter = new Meter();
    private final List<Text> notes = new ArrayList<>();
    private volatile boolean cancelled;

    private @Nullable Flow flow;
    private @Nullable Writer writer;
    private @Nullable BatchCursor cursor;
    private @Nullable Refusals refusals;
    private @Nullable Corrections corrections;
    private BatchCursor.@Nullable Part part;
    private @Nullable Mapped mapped;
    private List<Batch> corrected = List.of();
    private @Nullable Position position;
    private @Nullable Position committedPosition;
    private @Nullable GuardStop stop;
    private Counts committed = Counts.NONE;
    private Counts live = Counts.NONE;
    private long batch;
    private long lastCommit = System.nanoTime();
    private boolean due;
    private boolean keyUnknown;
    private boolean idle;
    private boolean atEnd;
    private boolean complete;

    SyncRun(SyncJob job, RunLedger.Claim claim, RunTools tools) {
        this.job = job;
        this.claim = claim;
        this.tools = tools;
        this.guards = new Guards(job, tools.clock(), claim.stop());
        this.events = new RunEvents(claim.run(), tools.ledger());
    }

    /** The run's number. */
    public long id() {
        return claim.run();
    }

    public JobName job() {
        return job.name();
    }

    /** How far it has come. */
    public RunProgress progress() {
        return meter.progress(claim.run(), job.name());
    }

    /** Ends it after the current batch. */
    public void cancel() {
        cancelled = true;
    }

    /** Opens both ends, takes the checkpoint over, and begins or resumes. */
    public void open() {
        flow = Flow.open(job, claim.run(), claim.started().atOffset(ZoneOffset.UTC), tools);
        refusals = new Refusals(job, responsible(), claim.run(), tools.quarantine());
        corrections = new Corrections(job, tools.quarantine());
        Checkpoint mark = takeOver(false);
        boolean ours = claim.begun() && mark.run() == claim.run();
        if (mark.finished() && mark.position() != null) {
            flow.settle(mark.position());
        }
        if (ours && (mark.position() != null || mark.finished())) {
            resume(mark);
        } else {
            begin(job.from().read() == SyncJob.Read.SNAPSHOT ? null : mark.position());
        }
        if (!complete) {
            meter.expect(cursor.expected().isPresent() ? cursor.expected().getAsLong() + committed.read() : null);
            cursor.caveat().ifPresent(notes::add);
            meter.counts(live);
            meter.phase(RunProgress.Phase.READING);
        }
        lastCommit = System.nanoTime();
    }

    /** Whether there may be more to read. */
    public boolean goesOn() {
        return !complete && !atEnd && stop == null && !cancelled;
    }

    /** Reads the next batch; at the end of the source the steps that follow have nothing to do. */
    public void read() {
        part = cursor.next();
        mapped = null;
        atEnd = part == null;
        if (part != null) {
            tools.failpoints().pass("read");
        }
    }

    /** Maps and checks the batch. */
    public void map() {
        if (part == null) {
            return;
        }
        mapped = flow.map(part.batch());
        Corrections.Settled settled = corrections.settle(flow, part.batch(), mapped);
        List<Rejection> refused = settled.refused();
        corrected = settled.corrected();
        keyUnknown |= mapped.keyUnknown() || !part.unreadable().isEmpty();
        refusals.unreadable(part.unreadable());
        refusals.mapped(part.batch(), refused, mapped);
        int unreadable = part.unreadable().size();
        live = live.plus(new Counts(
                part.batch().size() + unreadable, 0, 0, refused.size() + unreadable, mapped.skipped(), 0, 0));
        tools.failpoints().pass("mapped");
    }

    /** Writes the rows that passed; uncommitted. */
    public void write() {
        if (part == null) {
            return;
        }
        Batch accepted = mapped.accepted();
        write(accepted);
        corrected.forEach(this::write);
        if (mapped.kept().size() > 0 && !job.to().key().isEmpty()) {
            writer.keep(mapped.kept());
        }
        position = part.position();
        meter.counts(live);
        due = live.read() - committed.read() >= COMMIT_ROWS || System.nanoTime() - lastCommit >= COMMIT_NANOS;
        tools.failpoints().pass("written");
    }

    /** When a commit is due: stores the refused rows first, pending. */
    public void hold() {
        if (due) {
            refusals.hold(batch + 1);
            tools.failpoints().pass("held");
        }
    }

    /** When it is due: commits rows, position and counts in the target, together; then the refused rows stand. */
    public void commit() {
        if (!due) {
            return;
        }
        due = false;
        commitTarget();
        refusals.confirm(batch);
        tools.failpoints().pass("confirmed");
        events.committed(committed);
        if (stop == null && part != null) {
            stop = guards.rejects(committed, false).orElse(null);
        }
    }

    /** After the last batch: judges the run as a whole, then deletes or marks what the source no longer has. */
    public void deletes() {
        part = null;
        if (complete || cancelled || idle) {
            return;
        }
        flush();
        if (stop == null) {
            stop = guards.rejects(committed, true).or(this::rowsDrop).orElse(null);
        }
        if (stop == null && job.from().read() == SyncJob.Read.SNAPSHOT) {
            meter.phase(RunProgress.Phase.DELETING);
            deleteAbsent();
        }
    }

    /** Ends the run in the target. */
    public void finish() {
        if (complete || cancelled || stop != null) {
            return;
        }
        meter.phase(RunProgress.Phase.FINISHING);
        if (!committed.addUp() || !committed.equals(live)) {
            throw new HubException(SyncError.COUNTS_DO_NOT_ADD_UP, Map.of("job", job.name(), "counts", committed));
        }
        if (!idle) {
            finishTarget();
            if (wholeTruth() && committed.read() > 0) {
                tools.quarantine().left(job.name(), claim.started());
            }
        }
        complete = true;
        meter.phase(RunProgress.Phase.OVER);
    }

    /** How it stands after its steps. */
    RunLedger.RunOutcome outcome() {
        RunState state = RunState.CANCELLED;
        if (complete) {
            state = committed.rejected() > 0 ? RunState.DONE_WITH_REJECTIONS : RunState.DONE;
        } else if (stop != null) {
            state = RunState.WAITING;
        }
        return new RunLedger.RunOutcome(state, committed, null, stop, null, notes);
    }

    /** What is committed so far. */
    Counts committed() {
        return committed;
    }

    @Nullable
    Long expected() {
        return meter.expected();
    }

    List<Text> notes() {
        return notes;
    }

    /** Gives everything back; what was not committed is rolled back. */
    @Override
    public void close() {
        if (cursor != null) {
            cursor.close();
        }
        if (writer != null) {
            writer.close();
        }
        if (flow != null) {
            flow.close();
        }
    }

    private void write(Batch rows) {
        if (rows.size() > 0) {
            WriteResult result = writer.write(rows);
            live = live.plus(counts(result));
            refusals.written(rows, result.rejected());
            refusals.arrived(
                    rows, result.rejected().stream().map(Rejection::row).collect(Collectors.toSet()));
        }
    }

    private void begin(@Nullable Position from) {
        tools.ledger().begun(claim.run());
        tools.quarantine().forgetAfter(job.name(), claim.run(), 0);
        openCursor(from, 1);
        idle = cursor.nothingNew();
        if (idle) {
            // the target is not touched: what the last file brought stays as it is
            atEnd = true;
            notes.add(Notes.NO_NEW_FILE.text());
            events.started(claim.attempts());
            return;
        }
        writer.begin(claim.run(), from, flow.from().schema().fingerprint());
        if (!writer.keepsCheckpoint()) {
            tools.positions().move(job.name(), claim.run(), 0, from, Counts.NONE, false);
        }
        tools.failpoints().pass("begun");
        position = from;
        committedPosition = from;
        events.started(claim.attempts());
    }

    /** Opens the read; where its rows come in the order of the target's key, the writer may compare instead of asking. */
    private void openCursor(@Nullable Position after, long firstOrdinal) {
        cursor = flow.read(after, firstOrdinal);
        if (flow.keepsOrder(cursor)) {
            writer.close();
            takeOver(true);
        }
    }

    private Checkpoint takeOver(boolean ordered) {
        writer = flow.writer(ordered, false);
        Checkpoint mark = writer.takeOver();
        tools.failpoints().pass("taken-over");
        return writer.keepsCheckpoint() ? mark : tools.positions().of(job.name(), mark.epoch());
    }

    private void resume(Checkpoint mark) {
        batch = mark.batch();
        committed = mark.counts();
        live = committed;
        position = mark.position();
        committedPosition = position;
        complete = mark.finished();
        tools.quarantine().confirm(job.name(), claim.run(), batch);
        tools.quarantine().forgetAfter(job.name(), claim.run(), batch);
        if (!complete) {
            openCursor(position, committed.read() + 1);
        }
        events.resumed(committed);
    }

    /** Who answers for a refused row: the agency whose system it came from. */
    private AgencyCode responsible() {
        return tools.connectors()
                .find(job.from().dataset().connector())
                .map(Connector::agency)
                .orElse(job.agency());
    }

    /** Whether a row that this run did not see is no longer in the source. */
    private boolean wholeTruth() {
        return job.from().read() == SyncJob.Read.SNAPSHOT
                && (job.to().deletes() != WriteRequest.Deletes.KEEP || job.to().write() == WriteRequest.Mode.REPLACE);
    }

    private void finishTarget() {
        boolean nothingToSwapIn = job.to().write() == WriteRequest.Mode.REPLACE && committed.read() == 0;
        if (!nothingToSwapIn) {
            writer.finish(committed);
        }
        tools.failpoints().pass("finished");
        if (!writer.keepsCheckpoint()) {
            tools.positions().move(job.name(), claim.run(), batch, position, committed, true);
        }
        if (position != null) {
            flow.settle(position);
        }
        if (!writer.keepsCheckpoint()) {
            notes.add(Notes.AT_LEAST_ONCE.text());
        }
    }

    private void flush() {
        due = !live.equals(committed) || !Objects.equals(position, committedPosition);
        if (due) {
            hold();
            commit();
        }
    }

    private void commitTarget() {
        writer.commit(position, live);
        batch++;
        committed = live;
        committedPosition = position;
        lastCommit = System.nanoTime();
        if (!writer.keepsCheckpoint()) {
            tools.positions().move(job.name(), claim.run(), batch, position, committed, false);
        }
        tools.failpoints().pass("committed");
    }

    private Optional<GuardStop> rowsDrop() {
        return job.from().read() == SyncJob.Read.SNAPSHOT
                ? guards.rowsDrop(committed.read(), tools.ledger().lastRead(job.name()))
                : Optional.empty();
    }

    private void deleteAbsent() {
        boolean replace = job.to().write() == WriteRequest.Mode.REPLACE;
        boolean deletes = job.to().deletes() != WriteRequest.Deletes.KEEP;
        if ((replace || deletes) && !writer.knowsEveryKey()) {
            handInKeys();
        }
        if (replace && keyUnknown) {
            throw new HubException(SyncError.REPLACE_KEY_UNKNOWN, Map.of("job", job.name()));
        }
        if (!deletes && !replace || cancelled) {
            return;
        }
        if (committed.read() == 0) {
            notes.add(Notes.SOURCE_EMPTY.text());
            return;
        }
        if (keyUnknown || guards.deletesDeclined()) {
            notes.add((keyUnknown ? Notes.KEY_UNKNOWN : Notes.DELETES_DECLINED).text());
            return;
        }
        long absent = writer.absent(0).count();
        stop = absent == 0 ? null : guards.deletes(absent, writer.targetRows()).orElse(null);
        if (absent > 0 && stop == null && deletes) {
            long deleted = writer.deleteAbsent();
            tools.failpoints().pass("deleted");
            live = live.plus(new Counts(0, 0, 0, 0, 0, 0, deleted));
            commitTarget();
            meter.counts(live);
            events.deleted(deleted);
        }
    }

    /** After a resume the writer knows only the keys since: the whole source is read again, in one view, for its keys. */
    private void handInKeys() {
        Flow second = flow.secondPass();
        try (BatchCursor all = second.read(null, 1)) {
            keyUnknown |= all.nothingNew(); // the file has been taken away meanwhile
            for (BatchCursor.Part next = all.next(); next != null && !cancelled; next = all.next()) {
                Mapped again = second.map(next.batch());
                keyUnknown |= again.keyUnknown() || !next.unreadable().isEmpty();
                writer.keep(again.accepted());
                writer.keep(again.kept());
            }
        }
    }

    private static Counts counts(WriteResult result) {
        long written = 0;
        long unchanged = 0;
        long rejected = 0;
        long superseded = 0;
        for (Verdict verdict : result.verdicts()) {
            switch (verdict) {
                case INSERTED, UPDATED -> written++;
                case UNCHANGED -> unchanged++;
                case REJECTED -> rejected++;
                case SUPERSEDED -> superseded++;
            }
        }
        return new Counts(0, written, unchanged, rejected, 0, superseded, 0);
    }
}
