package vn.lienthong.sync;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ChangeGap;
import vn.lienthong.connector.Changes;
import vn.lienthong.connector.ChangesError;
import vn.lienthong.connector.Checkpoint;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Text;

/**
 * A run of a job that follows its source: the first read of the whole dataset, or the changes since. Which of them is found when it
 * opens, from the target's checkpoint; where changes may be missing in between, it ends there and a person decides.
 */
final class FollowRun implements Attempt {
    private final SyncJob job;
    private final RunLedger.Claim claim;
    private final RunTools tools;
    private volatile @Nullable Attempt chosen;
    private volatile boolean cancelled;
    /** What a person had said to a gap when this run looked. */
    private Follows.@Nullable Answer said;

    FollowRun(SyncJob job, RunLedger.Claim claim, RunTools tools) {
        this.job = job;
        this.claim = claim;
        this.tools = tools;
    }

    @Override
    public void open() {
        Attempt attempt;
        try (Flow flow = Flow.open(job, claim.run(), claim.started().atOffset(ZoneOffset.UTC), tools)) {
            said = tools.follows().find(job.name()).map(Follows.Standing::said).orElse(null);
            attempt = choose(flow, flow.changes());
        }
        tools.failpoints().pass("looked");
        chosen = attempt;
        if (cancelled) {
            attempt.cancel();
        }
        attempt.open();
        tools.follows().begun(job.name(), job.from().dataset().connector(), said);
    }

    private Attempt choose(Flow flow, Changes changes) {
        Checkpoint mark = RunTarget.look(job, flow, tools);
        Position position = mark.position();
        if (position == null || said == Follows.Answer.REPAIR || !changes.knows(position)) {
            return new SyncRun(job, claim, tools);
        }
        Optional<ChangeGap> gap = changes.gap(flow.from(), job.name().value(), position);
        boolean accepted = said == Follows.Answer.ACCEPT && (gap.isPresent() || foundWhileFollowing(mark));
        if (gap.isPresent() && !accepted) {
            throw new HubException(
                    ChangesError.GAP,
                    Map.of(
                            "dataset",
                            flow.from().name(),
                            "connector",
                            job.from().dataset().connector(),
                            "gap",
                            gap.get().kind(),
                            "what",
                            gap.get().what()));
        }
        if (changes.inSnapshot(position) && !mark.finished()) {
            return new SyncRun(job, claim, tools);
        }
        Position from = accepted ? changes.prepare(flow.from(), job.name().value()) : position;
        return new ChangeRun(job, claim, tools, mark, changes.afterSnapshot(from), accepted);
    }

    /** Whether it is a gap that only the changes themselves show; once the checkpoint is of this run, it lies behind. */
    private boolean foundWhileFollowing(Checkpoint mark) {
        return mark.run() != claim.run() && tools.ledger().failedBefore(claim, ChangesError.GAP.code());
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
        Attempt attempt = chosen;
        return attempt == null ? new Meter().progress(claim.run(), job.name()) : attempt.progress();
    }

    @Override
    public void cancel() {
        cancelled = true;
        Attempt attempt = chosen;
        if (attempt != null) {
            attempt.cancel();
        }
    }

    @Override
    public boolean goesOn() {
        return chosen().goesOn();
    }

    @Override
    public Found found() {
        return chosen().found();
    }

    @Override
    public void read() {
        chosen().read();
    }

    @Override
    public void map() {
        chosen().map();
    }

    @Override
    public void write() {
        chosen().write();
    }

    @Override
    public void hold() {
        chosen().hold();
    }

    @Override
    public void commit() {
        chosen().commit();
    }

    @Override
    public void deletes() {
        chosen().deletes();
    }

    @Override
    public void finish() {
        chosen().finish();
    }

    @Override
    public RunLedger.RunOutcome outcome() {
        return chosen().outcome();
    }

    @Override
    public Counts committed() {
        Attempt attempt = chosen;
        return attempt == null ? claim.counts() : attempt.committed();
    }

    @Override
    public @Nullable Long expected() {
        Attempt attempt = chosen;
        return attempt == null ? null : attempt.expected();
    }

    @Override
    public List<Text> notes() {
        Attempt attempt = chosen;
        return attempt == null ? List.of() : attempt.notes();
    }

    @Override
    public Follow follow() {
        Attempt attempt = chosen;
        return attempt == null ? Follow.NONE : attempt.follow();
    }

    @Override
    public void close() {
        Attempt attempt = chosen;
        if (attempt != null) {
            attempt.close();
        }
    }

    private Attempt chosen() {
        Attempt attempt = chosen;
        if (attempt == null) {
            throw new IllegalStateException("not opened");
        }
        return attempt;
    }
}
