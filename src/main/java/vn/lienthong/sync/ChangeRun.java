package vn.lienthong.sync;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.ChangeBatch;
import vn.lienthong.connector.ChangeCursor;
import vn.lienthong.connector.ChangeWriter;
import vn.lienthong.connector.Checkpoint;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Text;

/**
 * A run that follows its source: whole source transactions are mapped and written, and rows, position and counts commit together; only
 * then is the source told. It has no end of its own: after a day it makes room for the next, so that the history stays readable, and so it does
 * once code lists are others than it began with.
 */
final class ChangeRun implements Attempt {
    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final Duration LENGTH = Duration.ofDays(1);
    /** What rows refer to elsewhere is looked at anew so often. */
    private static final long REFERENCES_NANOS = Duration.ofSeconds(30).toNanos();

    private final SyncJob job;
    private final RunLedger.Claim claim;
    private final RunTools tools;
    private final Checkpoint looked;
    private final Position from;
    private final Guards guards;
    private final RunEvents events;
    private final Meter meter = new Meter();
    private final List<Text> notes = new ArrayList<>();
    private volatile boolean cancelled;
    private volatile @Nullable RunTarget target;
    private volatile @Nullable ChangeCursor cursor;
    private @Nullable ChangeWriter writer;
    private volatile boolean inStep;
    private @Nullable Flow flow;
    private @Nullable Intake intake;
    private @Nullable DeletionGuard deletions;
    private @Nullable ChangeBatch batch;
    private @Nullable GuardStop stop;
    private Counts live = Counts.NONE;
    private long referencesAt = System.nanoTime();
    private long lists;
    private boolean atEnd;
    private boolean emptied;
    private boolean complete;

    /**
     * A run.
     *
     * @param looked the target's checkpoint, as it was found
     * @param from where it goes on from there
     * @param gapAccepted whether a person has accepted that changes are missing before it
     */
    ChangeRun(
            SyncJob job, RunLedger.Claim claim, RunTools tools, Checkpoint looked, Position from, boolean gapAccepted) {
        this.job = job;
        this.claim = claim;
        this.tools = tools;
        this.looked = looked;
        this.from = from;
        this.guards = new Guards(job, tools.clock(), claim.stop());
        this.events = new RunEvents(claim.run(), tools.ledger());
        if (gapAccepted) {
            notes.add(Notes.GAP_ACCEPTED.text());
        }
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
        lists = tools.codeLists().edition();
        Flow opened = Flow.open(job, claim.run(), claim.started().atOffset(ZoneOffset.UTC), tools);
        flow = opened;
        RunTarget taken = new RunTarget(job, claim, opened, tools);
        target = taken;
        taken.lookedAt(looked);
        ChangeWriter opening = opened.changeWriter();
        writer = opening;
        Checkpoint mark = taken.takeOver(opening);
        intake = Intake.of(job, opened, claim.run(), taken::owner, tools);
        if (taken.standsIn(mark) && mark.position() != null) {
            taken.resume(mark);
            live = mark.counts();
            events.resumed(live);
        } else {
            taken.beginning();
            taken.begin(from);
            events.started(claim.attempts());
        }
        deletions = new DeletionGuard(job, guards, tools.follows().deletions(), live.read());
        GuardStop said = guards.saidToNext(live.read());
        cursor = opened.follow(
                from, live.read() + 1, said == null ? 0 : said.held().upTo() - live.read());
        meter.counts(live);
        meter.phase(RunProgress.Phase.READING);
    }

    @Override
    public boolean goesOn() {
        return !atEnd && stop == null && !cancelled;
    }

    @Override
    public void read() {
        batch = next();
        if (batch != null) {
            tools.failpoints().pass("read");
        } else if (makesRoom()) {
            atEnd = true;
        } else {
            inStep = true;
        }
    }

    private boolean makesRoom() {
        return tools.codeLists().edition() != lists
                || tools.clock().instant().isAfter(claim.started().plus(LENGTH));
    }

    @Override
    public Found found() {
        return batch == null ? Found.NOTHING_YET : Found.ROWS;
    }

    /** What comes next. Where the table is another than it was, it is looked at at once, so that people see what has changed. */
    private @Nullable ChangeBatch next() {
        try {
            return cursor().next(PATIENCE);
        } catch (HubException failed) {
            if (failed.code() == ConnectorError.DATASET_CHANGED) {
                lookAgain(failed);
            }
            throw failed;
        }
    }

    private void lookAgain(HubException why) {
        try {
            tools.connectors().now(job.from().dataset());
        } catch (HubException alsoFailed) {
            why.addSuppressed(alsoFailed);
        }
    }

    @Override
    public void map() {
        if (batch == null) {
            return;
        }
        refresh();
        intake().map(new BatchCursor.Part(batch.rows(), batch.unreadable(), batch.position()));
        live = live.plus(new Counts(batch.superseded(), 0, 0, 0, 0, batch.superseded(), 0));
        tools.failpoints().pass("mapped");
    }

    private void refresh() {
        boolean references = System.nanoTime() - referencesAt > REFERENCES_NANOS;
        flow().refresh(references);
        referencesAt = references ? System.nanoTime() : referencesAt;
    }

    @Override
    public void write() {
        if (batch == null) {
            return;
        }
        ChangeWriter into = opened(writer);
        if (batch.truncated()) {
            empty(into);
        }
        if (stop == null) {
            live = live.plus(remove(into, batch.gone()))
                    .plus(intake().write(into))
                    .plus(intake().settle());
            meter.counts(live);
        }
        if (due()) {
            stop = deletions()
                    .judge(batch.committedAt(), target().counts().read(), live.read(), into::targetRows)
                    .orElse(null);
        }
        tools.failpoints().pass("written");
    }

    private void empty(ChangeWriter into) {
        if (job.to().deletes() == WriteRequest.Deletes.KEEP) {
            live = live.plus(new Counts(1, 0, 0, 0, 1, 0, 0));
            return;
        }
        stop = guards.emptied(into.targetRows()).orElse(null);
        if (stop == null) {
            boolean meant = guards.emptiesTarget();
            long deleted = meant ? into.removeAll() : 0;
            live = live.plus(meant ? new Counts(1, 1, 0, 0, 0, 0, deleted) : new Counts(1, 0, 0, 0, 1, 0, 0));
            emptied = true;
        }
    }

    private Counts remove(ChangeWriter into, Batch gone) {
        if (gone.size() == 0) {
            return Counts.NONE;
        }
        Batch keys = flow().keys(gone);
        boolean declined = deletions().keeps(target().counts().read());
        if (declined && !notes.contains(Notes.DELETES_DECLINED.text())) {
            notes.add(Notes.DELETES_DECLINED.text());
        }
        if (declined || job.to().deletes() == WriteRequest.Deletes.KEEP) {
            intake().gone(keys, Set.of());
            return new Counts(gone.size(), 0, 0, 0, gone.size(), 0, 0);
        }
        Counts counts = intake().remove(into, keys);
        deletions().deleted(counts.written());
        // a key that the mapping cannot make has never had a target row
        long without = gone.size() - keys.size();
        return counts.plus(new Counts(gone.size(), 0, without, 0, 0, 0, 0));
    }

    @Override
    public void hold() {
        if (due()) {
            intake().hold(target().batch() + 1);
            tools.failpoints().pass("held");
        }
    }

    /** Whether the batch ends where the source's own transaction does. */
    private boolean due() {
        return stop == null && batch != null && batch.position() != null;
    }

    @Override
    public void commit() {
        if (!due()) {
            return;
        }
        Position reached = batch.position();
        target().commit(reached, live);
        intake().confirm(target().batch());
        cursor().acknowledge(reached);
        deletions().committed(batch.committedAt());
        tools.failpoints().pass("confirmed");
        events.committed(live);
        batch = null;
        stop = guards.rejects(live, false).orElse(null);
        // a yes to one emptying is no yes to the next: that one is another run's
        atEnd |= emptied;
    }

    @Override
    public void deletes() {
        // what is gone came as a change
        batch = null;
    }

    @Override
    public void finish() {
        if (cancelled || stop != null) {
            return;
        }
        meter.phase(RunProgress.Phase.FINISHING);
        target().mustAddUp(live);
        if (!target().finish()) {
            notes.add(Notes.AT_LEAST_ONCE.text());
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
        return null;
    }

    @Override
    public List<Text> notes() {
        return flow == null ? notes : Notes.with(notes, flow.leftOut());
    }

    @Override
    public Follow follow() {
        ChangeCursor open = cursor;
        return open == null ? Follow.NONE : new Follow(open.backlog(), inStep);
    }

    @Override
    public void close() {
        ChangeCursor open = cursor;
        if (open != null) {
            open.close();
        }
        RunTarget taken = target;
        if (taken != null) {
            taken.close();
        }
        if (flow != null) {
            flow.close();
        }
        if (deletions != null) {
            deletions.close();
        }
    }

    private static <T> T opened(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("not opened");
        }
        return part;
    }

    private Flow flow() {
        return opened(flow);
    }

    private Intake intake() {
        return opened(intake);
    }

    private DeletionGuard deletions() {
        return opened(deletions);
    }

    private RunTarget target() {
        return opened(target);
    }

    private ChangeCursor cursor() {
        return opened(cursor);
    }
}
