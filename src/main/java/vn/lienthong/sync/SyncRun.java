package vn.lienthong.sync;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.Checkpoint;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Text;

/** A run that reads a dataset, whole or what is new in it, to its end. */
final class SyncRun implements Attempt {
    private final SyncJob job;
    private final RunLedger.Claim claim;
    private final RunTools tools;
    private final Guards guards;
    private final RunEvents events;
    private final Meter meter = new Meter();
    private final List<Text> notes = new ArrayList<>();
    private volatile boolean cancelled;

    private @Nullable Flow flow;
    private volatile @Nullable RunTarget target;
    private @Nullable BatchCursor cursor;
    private @Nullable Intake intake;
    private BatchCursor.@Nullable Part part;
    private @Nullable Position position;
    private @Nullable GuardStop stop;
    private Counts live = Counts.NONE;
    private boolean due;
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

    @Override
    public long id() {
        return claim.run();
    }

    @Override
    public JobName job() {
        return job.name();
    }

    @Override
    public RunProgress progress() {
        return meter.progress(claim.run(), job.name());
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    @Override
    public void open() {
        flow = Flow.open(job, claim.run(), claim.started().atOffset(ZoneOffset.UTC), tools);
        target = new RunTarget(job, claim, flow, tools);
        Checkpoint mark = target.takeOver(false);
        intake = Intake.of(job, flow, claim.run(), target::owner, tools);
        boolean ours = target.standsIn(mark);
        if (mark.finished() && mark.position() != null) {
            flow.settle(mark.position());
        }
        if (ours && (mark.position() != null || mark.finished())) {
            resume(mark);
        } else {
            begin(flow.start(mark));
        }
        if (!complete) {
            meter.expect(cursor.expected().isPresent() ? cursor.expected().getAsLong() + live.read() : null);
            cursor.caveat().ifPresent(notes::add);
            meter.counts(live);
            meter.phase(RunProgress.Phase.READING);
        }
        target.startClock();
    }

    @Override
    public boolean goesOn() {
        return !complete && !atEnd && stop == null && !cancelled;
    }

    @Override
    public void read() {
        part = cursor.next();
        atEnd = part == null;
        if (part != null) {
            tools.failpoints().pass("read");
        }
    }

    @Override
    public Found found() {
        return part == null ? Found.NOTHING : Found.ROWS;
    }

    @Override
    public void map() {
        if (part == null) {
            return;
        }
        intake.map(part);
        tools.failpoints().pass("mapped");
    }

    @Override
    public void write() {
        if (part == null) {
            return;
        }
        live = live.plus(intake.write(target.writer()));
        position = part.position();
        meter.counts(live);
        // while a partner is asked about the next batch, this one holds nothing in the target
        due = target.due(live) || flow.looksUp();
        tools.failpoints().pass("written");
    }

    @Override
    public void hold() {
        if (due) {
            settle();
            intake.hold(target.batch() + 1);
            tools.failpoints().pass("held");
        }
    }

    @Override
    public void commit() {
        if (!due) {
            return;
        }
        due = false;
        target.commit(position, live);
        intake.confirm(target.batch());
        tools.failpoints().pass("confirmed");
        events.committed(live);
        if (stop == null && part != null) {
            stop = guards.rejects(live, false).orElse(null);
        }
    }

    @Override
    public void deletes() {
        part = null;
        if (complete || cancelled || idle) {
            return;
        }
        flush();
        if (stop == null) {
            stop = corrects()
                    ? guards.rejects(live, true).orElse(null)
                    : guards.atEnd(live, () -> tools.ledger().lastRead(job.name()))
                            .orElse(null);
        }
        if (stop == null && !corrects() && job.from().whole()) {
            meter.phase(RunProgress.Phase.DELETING);
            deleteAbsent();
        }
    }

    @Override
    public void finish() {
        if (complete || cancelled || stop != null) {
            return;
        }
        meter.phase(RunProgress.Phase.FINISHING);
        target.mustAddUp(live);
        if (!idle) {
            finishTarget();
        }
        complete = true;
        meter.phase(RunProgress.Phase.OVER);
    }

    @Override
    public RunLedger.RunOutcome outcome() {
        return RunLedger.RunOutcome.of(complete, stop, committed(), notes());
    }

    @Override
    public Counts committed() {
        RunTarget opened = target;
        return opened == null ? claim.counts() : opened.counts();
    }

    @Override
    public @Nullable Long expected() {
        return meter.expected();
    }

    @Override
    public List<Text> notes() {
        RunTarget opened = target;
        List<Text> said = opened == null ? notes : Notes.with(notes, opened.sentAgain());
        return flow == null ? said : Notes.with(said, flow.leftOut());
    }

    @Override
    public void close() {
        if (cursor != null) {
            cursor.close();
        }
        if (target != null) {
            target.close();
        }
        if (flow != null) {
            flow.close();
        }
    }

    private void begin(@Nullable Position from) {
        target.beginning();
        openCursor(from, 1);
        idle = cursor.nothingNew();
        if (idle) {
            // the target is not touched: what the last file brought stays as it is
            atEnd = true;
            notes.add(Notes.NO_NEW_FILE.text());
            events.started(claim.attempts());
            return;
        }
        target.begin(from);
        position = from;
        events.started(claim.attempts());
    }

    /** Opens the read; where its rows come in the order of the target's key, the writer may compare instead of asking. */
    private void openCursor(@Nullable Position after, long firstOrdinal) {
        cursor = flow.read(after, firstOrdinal);
        if (cursor.corrects()) {
            // single rows: nothing is replaced, and a row that does not come is not gone
            tools.ledger().corrects(claim.run());
            notes.add(Notes.ONLY_CORRECTIONS.text());
            target.takeOverForRows();
        } else if (flow.keepsOrder(cursor)) {
            target.takeOver(true);
        }
    }

    private void resume(Checkpoint mark) {
        target.resume(mark);
        live = mark.counts();
        position = mark.position();
        complete = mark.finished();
        if (!complete) {
            openCursor(position, live.read() + 1);
        }
        events.resumed(live);
    }

    private void finishTarget() {
        // before the target says that all is done: whoever goes on then asks nothing more
        if (job.tellsWhatIsGone() && live.read() > 0 && !corrects()) {
            tools.quarantine().left(job.name(), claim.started());
        }
        if (!target.finish()) {
            notes.add(Notes.AT_LEAST_ONCE.text());
        }
    }

    private boolean corrects() {
        return cursor != null && cursor.corrects();
    }

    /** The batch under way has arrived. */
    private void settle() {
        live = live.plus(intake.settle());
        meter.counts(live);
    }

    private void flush() {
        settle();
        due = target.behind(position, live);
        if (due) {
            hold();
            commit();
        }
    }

    private void deleteAbsent() {
        AbsentRows.Outcome absent = new AbsentRows(job, guards, flow, target.writer(), () -> cancelled)
                .settle(live.read(), intake.keyUnknown());
        stop = absent.stop();
        if (absent.note() != null) {
            notes.add(absent.note());
        }
        if (absent.deleted() != null) {
            tools.failpoints().pass("deleted");
            live = live.plus(new Counts(0, 0, 0, 0, 0, 0, absent.deleted()));
            target.commit(position, live);
            meter.counts(live);
            events.deleted(absent.deleted());
        }
    }
}
