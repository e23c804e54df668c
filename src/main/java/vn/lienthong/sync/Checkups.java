package vn.lienthong.sync;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.JobName;

/** Comparisons of source and target asked for on a page; the last one of each job is kept until the next or the hub's end. */
@Component
class Checkups implements DisposableBean {
    private final RunControl control;
    private final Clock clock;
    private final Map<JobName, Checkup> checkups = new ConcurrentHashMap<>();
    private final ExecutorService workers = Executors.newFixedThreadPool(2, work -> {
        Thread thread = new Thread(work, "checkup");
        thread.setDaemon(true);
        return thread;
    });

    Checkups(RunControl control, Clock clock) {
        this.control = control;
        this.clock = clock;
    }

    /** Starts a comparison; one that is under way goes on. */
    void start(JobName job, String actor) {
        Checkup fresh = new Checkup(clock.instant(), true, new ComparedRows(), null, null);
        Checkup kept = checkups.compute(job, (name, old) -> old != null && old.running() ? old : fresh);
        if (kept == fresh) {
            workers.execute(() -> checkups.put(job, carryOut(job, actor, fresh)));
        }
    }

    private Checkup carryOut(JobName job, String actor, Checkup begun) {
        try {
            Reconciliation found = control.reconcile(job, actor, begun.seen());
            return new Checkup(begun.at(), false, begun.seen(), found, null);
        } catch (RuntimeException failed) {
            return new Checkup(begun.at(), false, begun.seen(), null, RunFailure.of(failed));
        }
    }

    /** The comparison of a job, under way or over. */
    Optional<Checkup> of(JobName job) {
        return Optional.ofNullable(checkups.get(job));
    }

    @Override
    public void destroy() {
        workers.shutdownNow();
    }

    /**
     * A comparison.
     *
     * @param seen how far it has come
     * @param result null while it goes on or when it failed
     * @param failure null unless it failed
     */
    record Checkup(
            Instant at,
            boolean running,
            ComparedRows seen,
            @Nullable Reconciliation result,
            @Nullable RunFailure failure) {
        /** What of it is worth to read the page again. */
        String mark() {
            return at + " " + running + (running ? " " + seen.source() + " " + seen.target() : "");
        }
    }
}
