package vn.lienthong.sync;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Checkpoint;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.Writer;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Text;

/**
 * Where a run stands in its target: rows, position and counts move on in one commit. Where the target keeps no checkpoint, the
 * hub keeps the position and moves it after the commit.
 */
final class RunTarget implements AutoCloseable {
    /** Rows that share a commit: syncing a disk costs as much as writing thousands of rows. */
    private static final int COMMIT_ROWS = 50_000;

    private static final long COMMIT_NANOS = Duration.ofSeconds(1).toNanos();

    private final SyncJob job;
    private final long run;
    private final Flow flow;
    private final RunTools tools;
    private final RunLedger.Claim claim;
    private @Nullable Writer writer;
    private long owner;
    private boolean begun;
    private @Nullable Checkpoint looked;
    private @Nullable Position position;
    private volatile Counts counts;
    private long batch;
    private long lastCommit = System.nanoTime();

    RunTarget(SyncJob job, RunLedger.Claim claim, Flow flow, RunTools tools) {
        this.job = job;
        this.claim = claim;
        this.run = claim.run();
        this.counts = claim.counts();
        this.flow = flow;
        this.tools = tools;
    }

    /** The run was made up by this look at the target: where another has moved it on when it is taken over, nothing goes on from there. */
    void lookedAt(Checkpoint mark) {
        looked = mark;
    }

    /**
     * Fences off whoever wrote before, and gives the checkpoint as it stands.
     *
     * @throws HubException CONFLICT where it is another than the one that was seen last
     */
    Checkpoint takeOver(boolean ordered) {
        return takeOver(flow.writer(ordered, false));
    }

    /** The same for single rows, beside which everything stays as it is. */
    Checkpoint takeOverForRows() {
        return takeOver(flow.releaser());
    }

    /** The same, for a run that follows. */
    Checkpoint takeOver(Writer by) {
        close();
        writer = by;
        Taken taken = Taken.over(by, job, tools);
        Checkpoint mark = taken.mark();
        owner = taken.owner();
        tools.failpoints().pass("taken-over");
        // whoever is lent the run later than this takes the target over later, too
        begun = tools.ledger()
                .lent(claim)
                .orElseThrow(() -> new HubException(ConnectorError.SUPERSEDED_WRITER, Map.of("job", job.name())));
        taken.settle(job, tools);
        if (looked != null && !looked.standsAs(mark)) {
            throw new HubException(ConnectorError.SUPERSEDED_WRITER, Map.of("job", job.name()));
        }
        looked = mark;
        return mark;
    }

    /** The checkpoint as it stands, for looking only: nobody is fenced off. */
    static Checkpoint look(SyncJob job, Flow flow, RunTools tools) {
        try (Writer look = flow.writer(false, true)) {
            return Taken.mark(look, job, tools);
        }
    }

    /** Whether the checkpoint is of an earlier attempt at this run. */
    boolean standsIn(Checkpoint mark) {
        return begun && mark.run() == run;
    }

    /** What the job holds, this attempt alone acts on. */
    long owner() {
        return owner;
    }

    /** From now on the checkpoint may be of this run; what an attempt before it left pending never was. */
    void beginning() {
        tools.ledger().begun(run);
        tools.quarantine().asOwner(job.name(), owner, () -> tools.quarantine().forgetAfter(job.name(), run, 0));
    }

    /** The checkpoint takes this run: nothing counted, read from here. */
    void begin(@Nullable Position from) {
        movingPosition(() -> writer.begin(run, from, flow.from().schema().fingerprint()), from, Counts.NONE, false);
        tools.failpoints().pass("begun");
        counts = Counts.NONE;
        position = from;
    }

    /** Goes on where an earlier attempt committed last. */
    void resume(Checkpoint mark) {
        batch = mark.batch();
        counts = mark.counts();
        position = mark.position();
    }

    Writer writer() {
        return writer;
    }

    /** What is to be said of rows that were sent again; nothing where none were. */
    List<Text> sentAgain() {
        long repeated = writer == null ? 0 : writer.repeated();
        return repeated == 0 ? List.of() : List.of(Notes.SENT_AGAIN.text(repeated));
    }

    /** What is committed so far. */
    Counts counts() {
        return counts;
    }

    /** How many commits the run has made. */
    long batch() {
        return batch;
    }

    /** From now on the time to the next commit counts. */
    void startClock() {
        lastCommit = System.nanoTime();
    }

    /** Whether so much, or so long, is not committed that it should be. */
    boolean due(Counts live) {
        return live.read() - counts.read() >= COMMIT_ROWS || System.nanoTime() - lastCommit >= COMMIT_NANOS;
    }

    /** Whether there is anything to commit. */
    boolean behind(@Nullable Position reached, Counts live) {
        return !live.equals(counts) || !Objects.equals(reached, position);
    }

    /** Commits the rows written since, with where the source is read on and the counts up to here. */
    void commit(@Nullable Position reached, Counts live) {
        batch++;
        movingPosition(() -> writer.commit(reached, live), reached, live, false);
        counts = live;
        position = reached;
        startClock();
        tools.failpoints().pass("committed");
    }

    /** Throws unless every row read has become something and all of it is committed. */
    void mustAddUp(Counts live) {
        if (!live.addUp() || !live.equals(counts)) {
            throw new HubException(SyncError.COUNTS_DO_NOT_ADD_UP, Map.of("job", job.name(), "counts", live));
        }
    }

    /** Ends the run; true when the target keeps its checkpoint, or each row is remembered. */
    boolean finish() {
        boolean nothingToSwapIn = job.to().write() == WriteRequest.Mode.REPLACE && counts.read() == 0;
        movingPosition(
                () -> {
                    if (!nothingToSwapIn) {
                        writer.finish(counts);
                    }
                    tools.failpoints().pass("finished");
                },
                position,
                counts,
                true);
        if (position != null) {
            flow.settle(position);
        }
        return writer.keepsCheckpoint() || writer.remembersRows();
    }

    /** Gives the target back; what was not committed is rolled back. */
    @Override
    public void close() {
        if (writer != null) {
            writer.close();
        }
    }

    /** Where the target cannot fence anyone off, the hub does: nothing is committed by whom another has taken over. */
    private void movingPosition(Runnable act, @Nullable Position to, Counts live, boolean finished) {
        if (writer.keepsCheckpoint()) {
            act.run();
            return;
        }
        tools.quarantine().asOwner(job.name(), owner, () -> {
            act.run();
            tools.positions().move(job.name(), run, batch, to, live, finished);
        });
    }
}
