package vn.lienthong.sample;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Lets something happen in the sample every minute, so that a newcomer sees rows move. */
final class SampleLife implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(SampleLife.class);

    private final SampleSector sector;
    private final PartnerTrial partners;
    private final Duration every;
    private final Clock clock;
    private @Nullable ScheduledExecutorService heart;

    SampleLife(SampleSector sector, PartnerTrial partners, Duration every, Clock clock) {
        this.sector = sector;
        this.partners = partners;
        this.every = every;
        this.clock = clock;
    }

    @Override
    public synchronized void start() {
        heart = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "sample-life");
            thread.setDaemon(true);
            return thread;
        });
        if (!every.isZero()) {
            heart.scheduleWithFixedDelay(this::beat, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void beat() {
        try {
            sector.live(clock.instant());
            partners.live();
        } catch (SQLException | RuntimeException failed) {
            LOG.warn("sample.life=skipped {}", failed.getMessage());
        }
    }

    @Override
    public synchronized void stop() {
        if (heart != null) {
            heart.shutdownNow();
            heart = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return heart != null;
    }
}
