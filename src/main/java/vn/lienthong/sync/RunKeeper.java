package vn.lienthong.sync;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import vn.lienthong.kernel.JobName;

/**
 * Finds runs to carry out, keeps those of this node, and gives them a thread each. A run that waits for its time, was planned on
 * another node, or lost its node to a crash is found the same way: in the state, without an owner.
 */
final class RunKeeper implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(RunKeeper.class);
    private static final long LOOK_MILLIS = 300;
    private static final long HEARTBEAT_MILLIS = 1_000;

    private final String node;
    private final RunLedger ledger;
    private final SyncJobs jobs;
    private final RunWorker worker;
    private final Follows follows;
    private final RunPlaces places;
    private final Map<Long, Active> active = new ConcurrentHashMap<>();
    private final AtomicInteger threads = new AtomicInteger();
    private volatile boolean running;
    private ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor();
    private ExecutorService hands = Executors.newCachedThreadPool();

    RunKeeper(String node, RunLedger ledger, SyncJobs jobs, RunWorker worker, Follows follows, RunPlaces places) {
        this.node = node;
        this.ledger = ledger;
        this.jobs = jobs;
        this.worker = worker;
        this.follows = follows;
        this.places = places;
    }

    /** How far a run of this node has come. */
    Optional<RunProgress> progress(long run) {
        return Optional.ofNullable(active.get(run)).map(active -> active.run().progress());
    }

    /** Asks a run of this node to end. */
    void cancel(long run) {
        Active found = active.get(run);
        if (found != null) {
            found.run().cancel();
        }
    }

    @Override
    public void start() {
        running = true;
        hands = Executors.newCachedThreadPool(work -> new Thread(work, "run-" + threads.incrementAndGet()));
        clockwork = Executors.newScheduledThreadPool(3, work -> new Thread(work, "run-keeper"));
        clockwork.scheduleWithFixedDelay(() -> safely(this::look), 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        clockwork.scheduleWithFixedDelay(
                () -> safely(this::heartbeat), HEARTBEAT_MILLIS, HEARTBEAT_MILLIS, TimeUnit.MILLISECONDS);
        // apart from the leases: a source may take its time to say how far its log has come
        clockwork.scheduleWithFixedDelay(
                () -> safely(this::backlogs), HEARTBEAT_MILLIS, HEARTBEAT_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Lets go of everything: what was committed stays, and the run is resumed by whoever finds it. */
    @Override
    public void stop() {
        running = false;
        clockwork.shutdownNow();
        hands.shutdownNow();
        try {
            hands.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        active.values().forEach(left -> ledger.release(left.claim()));
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void look() {
        if (!worker.ready()) {
            return;
        }
        Set<JobName> following =
                jobs.all().stream().filter(SyncJob::follows).map(SyncJob::name).collect(Collectors.toSet());
        Optional<RunLedger.Claim> found = Optional.empty();
        do {
            // runs that never end take no place of those that do
            Set<Long> has = Set.copyOf(active.keySet());
            found = places.free()
                    ? ledger.claimBut(node, has, places.held(jobs.all()))
                    : ledger.claim(node, has, following);
            found.ifPresent(this::take);
        } while (running && found.isPresent());
    }

    /** Asks the runs of these jobs to end, where they follow: the next one goes by the job as it is now. */
    void renew(Set<JobName> jobs) {
        active.values().stream()
                .filter(each -> each.run() instanceof FollowRun
                        && jobs.contains(each.claim().job()))
                .forEach(each -> each.run().cancel());
    }

    private void take(RunLedger.Claim claim) {
        try {
            SyncJob job = jobs.get(claim.job());
            Attempt run = worker.prepare(job, claim);
            SteppedRun stepped = new SteppedRun(run);
            active.put(claim.run(), new Active(claim, run, stepped));
            places.begins(claim.run(), job);
            hands.execute(() -> work(claim, stepped));
        } catch (RuntimeException impossible) {
            active.remove(claim.run());
            places.ended(claim.run(), null);
            if (running) {
                worker.refuse(claim, impossible);
            } else {
                // this node left between finding the run and taking it
                ledger.release(claim);
            }
        }
    }

    private void work(RunLedger.Claim claim, Attempt run) {
        safely(() -> {
            RunFailure failure = null;
            try {
                failure = worker.work(run, claim, () -> !running).failure();
            } finally {
                active.remove(claim.run());
                places.ended(claim.run(), failure);
            }
        });
    }

    private void heartbeat() {
        for (Active each : active.values()) {
            places.moved(
                    each.claim().run(),
                    each.run().progress().counts().read(),
                    each.stepped().at());
            Optional<Boolean> cancelAsked = ledger.heartbeat(
                    each.claim(), each.run().committed(), each.run().expected());
            // empty: the run is another's now, or over; the target's epoch fences this one off in any case
            if (cancelAsked.orElse(true)) {
                each.run().cancel();
            }
        }
    }

    private void backlogs() {
        for (Active each : active.values()) {
            Attempt.Follow follow = each.run().follow();
            if (follow.backlog() != null) {
                follows.seen(each.claim().job(), follow.backlog(), follow.inStep());
            }
        }
    }

    /** A clockwork that throws once never ticks again. */
    private static void safely(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failed) {
            LOG.warn("Runs cannot be kept for now: {}", failed.getMessage());
        }
    }

    private record Active(RunLedger.Claim claim, Attempt run, SteppedRun stepped) {}
}
