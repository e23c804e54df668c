package vn.lienthong.lineage;

import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineageClient;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import vn.lienthong.kernel.JobName;
import vn.lienthong.sync.Run;
import vn.lienthong.sync.RunFinished;
import vn.lienthong.sync.RunStarted;
import vn.lienthong.sync.SyncJob;

/**
 * Tells a catalogue when runs begin and how they end. Events wait in a bounded queue for one thread; what the catalogue does not take
 * is dropped and said once, until it takes one again. No run waits for it or fails by it.
 */
final class LineageTeller implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LineageTeller.class);
    private static final int MOST_WAITING = 1_000;
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final OpenLineageClient catalogue;
    private final RunLineage lineage;
    private final Function<JobName, @Nullable SyncJob> jobs;
    private final ThreadPoolExecutor teller =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), work -> {
                Thread thread = new Thread(work, "lineage");
                thread.setDaemon(true);
                return thread;
            });
    private volatile boolean heard = true;

    /** @param jobs finds a job by its name; null of one that is gone */
    LineageTeller(OpenLineageClient catalogue, RunLineage lineage, Function<JobName, @Nullable SyncJob> jobs) {
        this.catalogue = catalogue;
        this.lineage = lineage;
        this.jobs = jobs;
    }

    /** A run that is resumed has been told of. */
    @EventListener
    void started(RunStarted started) {
        if (started.run().attempts() <= 1) {
            tell(started.run(), lineage::started);
        }
    }

    @EventListener
    void finished(RunFinished finished) {
        tell(finished.run(), lineage::ended);
    }

    private void tell(Run run, Made made) {
        try {
            teller.execute(() -> send(run, made));
        } catch (RejectedExecutionException full) {
            missed("more events wait than are kept");
        }
    }

    @FunctionalInterface
    private interface Made {
        OpenLineage.@Nullable RunEvent of(Run run, SyncJob job);
    }

    private void send(Run run, Made made) {
        try {
            SyncJob job = jobs.apply(run.job());
            OpenLineage.RunEvent event = job == null ? null : made.of(run, job);
            if (event != null) {
                catalogue.emit(event);
                heard = true;
            }
        } catch (RuntimeException refused) {
            missed(String.valueOf(refused.getMessage()));
        }
    }

    private void missed(String why) {
        if (heard) {
            heard = false;
            LOG.warn("The catalogue of data flows does not take events of runs for now, they are dropped: {}", why);
        }
    }

    /** What waits is told still, for a moment. */
    @Override
    public void close() throws InterruptedException {
        teller.shutdown();
        if (!teller.awaitTermination(LAST_WORDS.toSeconds(), TimeUnit.SECONDS)) {
            teller.shutdownNow();
        }
    }
}
