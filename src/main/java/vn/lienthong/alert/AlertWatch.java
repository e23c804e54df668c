package vn.lienthong.alert;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks for trouble every five seconds, and takes messages out every second; what waits on one channel holds up no other. */
final class AlertWatch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(AlertWatch.class);
    private static final long LOOK_MILLIS = 5_000;
    private static final long WORK_MILLIS = 1_000;
    private static final int COURIERS = 3;

    private final AlertRound round;
    private final Courier courier;
    private final Runnable leaving;
    private ScheduledExecutorService clockwork = Executors.newScheduledThreadPool(0);
    private volatile boolean running;

    /** @param leaving lets another node look at once */
    AlertWatch(AlertRound round, Courier courier, Runnable leaving) {
        this.round = round;
        this.courier = courier;
        this.leaving = leaving;
    }

    @Override
    public void start() {
        running = true;
        AtomicInteger number = new AtomicInteger();
        clockwork = Executors.newScheduledThreadPool(
                1 + COURIERS, work -> new Thread(work, "alert-watch-" + number.incrementAndGet()));
        every(LOOK_MILLIS, "Nobody can be told of trouble for now", round::look);
        for (int i = 0; i < COURIERS; i++) {
            every(WORK_MILLIS, "Messages cannot be taken out for now", courier::work);
        }
    }

    private void every(long millis, String otherwise, Runnable work) {
        clockwork.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException failed) {
                        LOG.warn("{}: {}", otherwise, failed.getMessage());
                    }
                },
                millis,
                millis,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        running = false;
        clockwork.shutdownNow();
        try {
            leaving.run();
        } catch (RuntimeException away) {
            LOG.debug("The turn to look ends by itself: {}", away.getMessage());
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
