package vn.lienthong.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Text;

/**
 * A comparison while changes arrive. What seemed wrong is looked at again once the target has everything the source held at the first
 * look; only rows that stayed the same all the while on both sides and are still wrong are found. A row that changes to and fro in the
 * source is taken for such a one where each look finds both sides as the last one did.
 */
final class MovingTarget {
    private static final int LOOKS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long POLL_NANOS = Duration.ofMillis(200).toNanos();

    private final SyncJob job;
    private final Flow flow;
    private final RunTools tools;
    private final ComparedRows seen;

    MovingTarget(SyncJob job, Flow flow, RunTools tools, ComparedRows seen) {
        this.seen = seen;
        this.job = job;
        this.flow = flow;
        this.tools = tools;
    }

    /** The first comparison with what is truly wrong. */
    Reconciliation settle(Reconciliation first, Suspects suspects) {
        Suspects open = suspects;
        Reconciliation found = first;
        boolean caughtUp = true;
        for (int look = 1; look < LOOKS && caughtUp && !open.none(); look++) {
            caughtUp = catchUp();
            open = open.nextLook();
            found = new RowByRow(job, flow, tools.quarantine().heldKeys(job.name()), seen, open).compare();
            if (found.clean()) {
                break;
            }
        }
        List<Text> notes = new ArrayList<>(first.notes());
        if (!caughtUp) {
            notes.add(Notes.NOT_CAUGHT_UP.text());
        }
        long wrong = found.lost().count() + found.stale().count();
        return new Reconciliation(
                first.job(),
                first.sourceRows(),
                first.targetRows(),
                Math.max(0, first.sourceRows() - first.excused() - wrong),
                found.lost(),
                found.duplicated(),
                found.stale(),
                found.extra(),
                first.excused(),
                first.extraAllowed(),
                notes);
    }

    /** Waits until everything the source holds now has arrived; false where that takes too long. */
    private boolean catchUp() {
        Position stands = position();
        if (stands == null || !flow.changes().knows(stands)) {
            return false;
        }
        Position end = flow.changes().end(stands);
        Instant until = tools.clock().instant().plus(PATIENCE);
        while (!flow.changes().reached(stands, end)) {
            if (tools.clock().instant().isAfter(until) || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
            stands = position();
        }
        return true;
    }

    private @Nullable Position position() {
        return RunTarget.look(job, flow, tools).position();
    }
}
