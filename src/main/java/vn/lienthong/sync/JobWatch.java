package vn.lienthong.sync;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks at the job files every other second; watching by the system does not work on network folders. */
final class JobWatch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(JobWatch.class);
    private static final long LOOK_MILLIS = 2_000;

    private final KnownSyncJobs jobs;
    private ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean running;

    JobWatch(KnownSyncJobs jobs) {
        this.jobs = jobs;
    }

    @Override
    public void start() {
        running = true;
        clockwork = Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "job-watch"));
        clockwork.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        running = false;
        clockwork.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void look() {
        try {
            jobs.refresh();
        } catch (RuntimeException failed) {
            LOG.warn("Job files cannot be read for now: {}", failed.getMessage());
        }
    }
}
