package vn.lienthong.sync;

import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import vn.lienthong.connector.ConnectorChanged;
import vn.lienthong.connector.ConnectorRegistered;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.JobName;

/**
 * Keeps every job that follows its source running, once for all nodes: where one has no active run, the next is planned. After a run
 * that failed for something a person must mend, it waits for that person.
 */
final class FollowClock implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(FollowClock.class);
    private static final long LOOK_SECONDS = 1;
    private static final long CARE_SECONDS = 15;

    private final SyncJobs jobs;
    private final Runs runs;
    private final RunLedger ledger;
    private final Standings standings;
    private final RunKeeper keeper;
    private final Follows follows;
    private final SourceCare care;
    private ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean running;

    FollowClock(
            SyncJobs jobs,
            Runs runs,
            RunLedger ledger,
            Standings standings,
            RunKeeper keeper,
            Follows follows,
            SourceCare care) {
        this.jobs = jobs;
        this.runs = runs;
        this.ledger = ledger;
        this.standings = standings;
        this.keeper = keeper;
        this.follows = follows;
        this.care = care;
    }

    @Override
    public void start() {
        running = true;
        clockwork = Executors.newScheduledThreadPool(2, work -> new Thread(work, "follow-clock"));
        clockwork.scheduleWithFixedDelay(this::look, 0, LOOK_SECONDS, TimeUnit.SECONDS);
        clockwork.scheduleWithFixedDelay(this::care, CARE_SECONDS, CARE_SECONDS, TimeUnit.SECONDS);
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

    @EventListener
    void jobsChanged(SyncJobsChanged changed) {
        keeper.renew(changed.changed());
        keeper.renew(changed.removed());
        if (running) {
            // what made the last run fail may be mended now
            changed.changed().stream()
                    .flatMap(name -> jobs.find(name).stream())
                    .filter(job -> job.follows() && standings.of(job.name()) == RunControl.Standing.ON)
                    .forEach(this::plan);
        }
    }

    @EventListener
    void connectorChanged(ConnectorChanged changed) {
        goOn(changed.connector());
    }

    /** A job may have been read before the connector that lies beside it. */
    @EventListener
    void connectorRegistered(ConnectorRegistered registered) {
        goOn(registered.connector());
    }

    private void goOn(ConnectorName connector) {
        if (running) {
            Map<JobName, Run> newest = runs.newest();
            jobs.all().stream()
                    .filter(job -> job.follows() && uses(job, connector))
                    .filter(job -> standings.of(job.name()) == RunControl.Standing.ON)
                    .filter(job -> failed(newest.get(job.name())))
                    .forEach(this::plan);
        }
    }

    private static boolean uses(SyncJob job, ConnectorName connector) {
        return job.from().dataset().connector().equals(connector)
                || job.to().dataset().connector().equals(connector);
    }

    private void look() {
        try {
            if (jobs.all().stream().noneMatch(SyncJob::follows)) {
                return;
            }
            Map<JobName, Run> newest = runs.newest();
            Map<JobName, RunControl.Standing> off = standings.all();
            jobs.all().stream()
                    .filter(job -> job.follows() && !off.containsKey(job.name()))
                    .filter(job -> due(newest.get(job.name())))
                    .forEach(this::plan);
        } catch (RuntimeException failed) {
            LOG.warn("Jobs that follow their source cannot be looked after for now: {}", failed.getMessage());
        }
    }

    private void care() {
        try {
            for (Follows.Standing standing : follows.all().values()) {
                care.look(standing, tells(standing.job()));
            }
        } catch (RuntimeException failed) {
            LOG.warn("Sources cannot be looked after for now: {}", failed.getMessage());
        }
    }

    /** A run that waits for a person, or for its next try, tells nothing of its source. */
    private boolean tells(JobName job) {
        return runs.active(job).filter(run -> run.state() == RunState.RUNNING).isPresent();
    }

    private void plan(SyncJob job) {
        ledger.plan(job.name(), Run.Trigger.FOLLOWING, "schedule", null);
    }

    private static boolean failed(@Nullable Run newest) {
        return newest != null && newest.state() == RunState.FAILED;
    }

    private static boolean due(@Nullable Run newest) {
        return newest == null || !newest.state().active() && !failed(newest);
    }
}
