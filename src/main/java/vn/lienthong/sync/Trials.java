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

/** Dry runs asked for on a page; the last one of each job is kept until the next or the hub's end. */
@Component
class Trials implements DisposableBean {
    private final RunControl control;
    private final Clock clock;
    private final Map<JobName, Trial> trials = new ConcurrentHashMap<>();
    private final ExecutorService workers = Executors.newFixedThreadPool(2, work -> {
        Thread thread = new Thread(work, "dry-run");
        thread.setDaemon(true);
        return thread;
    });

    Trials(RunControl control, Clock clock) {
        this.control = control;
        this.clock = clock;
    }

    /** Starts a dry run; one that is under way goes on. */
    void start(JobName job, String actor) {
        Trial fresh = new Trial(clock.instant(), true, null, null);
        Trial kept = trials.compute(job, (name, old) -> old != null && old.running() ? old : fresh);
        if (kept == fresh) {
            workers.execute(() -> trials.put(job, carryOut(job, actor, fresh.at())));
        }
    }

    private Trial carryOut(JobName job, String actor, Instant at) {
        try {
            return new Trial(at, false, control.dryRun(job, actor), null);
        } catch (RuntimeException failed) {
            return new Trial(at, false, null, RunFailure.of(failed));
        }
    }

    /** The dry run of a job, under way or over. */
    Optional<Trial> of(JobName job) {
        return Optional.ofNullable(trials.get(job));
    }

    @Override
    public void destroy() {
        workers.shutdownNow();
    }

    /**
     * A dry run.
     *
     * @param result null while it goes on or when it failed
     * @param failure null unless it failed
     */
    record Trial(
            Instant at,
            boolean running,
            @Nullable DryRun result,
            @Nullable RunFailure failure) {}
}
