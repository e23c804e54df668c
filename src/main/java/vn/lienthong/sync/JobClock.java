package vn.lienthong.sync;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import vn.lienthong.kernel.JobName;

/**
 * Plans runs when they are due, once for all nodes. It stores nothing but due moments: what is due when is asked of the jobs each
 * time, so that an edited file rules at once. A watchdog looks that every job with a schedule has a next moment.
 */
class JobClock implements SmartLifecycle {
    static final String TASK = "sync.tick";

    private static final Logger LOG = LoggerFactory.getLogger(JobClock.class);
    static final Duration WATCH_EVERY = Duration.ofSeconds(20);
    private static final Duration OVERDUE = Duration.ofMinutes(5);

    private final SyncJobs jobs;
    private final RunLedger ledger;
    private final Standings standings;
    private final Clock clock;
    private final Duration watchEvery;
    private final Scheduler scheduler;
    private final CustomTask<Void> task;
    private ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean running;

    JobClock(
            String node,
            DataSource database,
            SyncJobs jobs,
            RunLedger ledger,
            Standings standings,
            Clock clock,
            Duration watchEvery) {
        this.jobs = jobs;
        this.ledger = ledger;
        this.standings = standings;
        this.clock = clock;
        this.watchEvery = watchEvery;
        this.task = Tasks.custom(TASK, Void.class).execute(this::tick);
        this.scheduler = Scheduler.create(database, task)
                .tableName("sync_ticks")
                .schedulerName(new SchedulerName.Fixed(node))
                .serializer(new NothingSerialized())
                .threads(2)
                .pollingInterval(Duration.ofSeconds(1))
                .heartbeatInterval(Duration.ofSeconds(20))
                .build();
    }

    @Override
    public void start() {
        running = true;
        watch();
        scheduler.start();
        watchdog = Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "schedule-watchdog"));
        watchdog.scheduleWithFixedDelay(
                this::watch, watchEvery.toMillis(), watchEvery.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        running = false;
        watchdog.shutdownNow();
        scheduler.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @EventListener
    void jobsChanged(SyncJobsChanged changed) {
        if (running) {
            watch();
        }
    }

    /** Gives every job with a schedule its next moment, and takes away those of jobs that have none. */
    private void watch() {
        try {
            jobs.all().forEach(this::watch);
            Set<String> timed = jobs.all().stream()
                    .filter(job -> job.timing() != null)
                    .map(job -> job.name().value())
                    .collect(Collectors.toSet());
            scheduler.fetchScheduledExecutions(execution -> {
                String job = execution.getTaskInstance().getId();
                if (!timed.contains(job)) {
                    scheduler.cancel(execution.getTaskInstance());
                }
            });
        } catch (RuntimeException failed) {
            LOG.warn("Schedules cannot be looked after for now: {}", failed.getMessage());
        }
    }

    private void watch(SyncJob job) {
        Timing timing = job.timing();
        if (timing == null) {
            return;
        }
        Instant now = clock.instant();
        Instant next = timing.next(now);
        TaskInstanceId id = TaskInstanceId.of(TASK, job.name().value());
        Optional<Instant> due = ledger.due(job.name());
        if (due.isEmpty()) {
            scheduler.scheduleIfNotExists(task.instance(job.name().value()), next);
        } else if (due.get().isAfter(now) && misplaced(timing, due.get(), next)) {
            scheduler.reschedule(id, next);
        } else if (due.get().isBefore(now.minus(OVERDUE))) {
            LOG.warn("Job {} was due at {} and has not been started; check that a node is up", job.name(), due.get());
        }
    }

    private static boolean misplaced(Timing timing, Instant due, Instant next) {
        return timing.every() != null ? due.isAfter(next) : !due.equals(next);
    }

    private CompletionHandler<Void> tick(TaskInstance<Void> instance, ExecutionContext context) {
        JobName job = new JobName(instance.getId());
        Optional<SyncJob> found = jobs.find(job);
        if (found.isPresent() && standings.of(job) == RunControl.Standing.ON) {
            ledger.plan(job, Run.Trigger.SCHEDULE, "schedule", context.getExecution().executionTime);
        }
        Timing timing = found.map(SyncJob::timing).orElse(null);
        return (complete, operations) -> {
            if (timing == null) {
                operations.remove();
            } else {
                operations.reschedule(complete, timing.next(clock.instant()));
            }
        };
    }

    /** A due moment carries no data; Java's own serialisation never runs. */
    private static final class NothingSerialized implements Serializer {
        @Override
        public byte[] serialize(Object data) {
            return new byte[0];
        }

        @Override
        public <T> T deserialize(Class<T> type, byte[] serialized) {
            return null;
        }
    }
}
