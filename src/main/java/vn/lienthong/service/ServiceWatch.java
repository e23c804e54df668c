package vn.lienthong.service;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks at the files every other second, and lets look-ups go that nobody has used for a while. */
final class ServiceWatch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceWatch.class);
    private static final long LOOK_MILLIS = 2_000;

    private final KnownServices services;
    private final OpenLookUps lookUps;
    private ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean running;

    ServiceWatch(KnownServices services, OpenLookUps lookUps) {
        this.services = services;
        this.lookUps = lookUps;
    }

    @Override
    public void start() {
        running = true;
        clockwork = Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "service-watch"));
        clockwork.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        running = false;
        clockwork.shutdownNow();
        lookUps.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void look() {
        try {
            services.refresh();
            lookUps.letGo();
        } catch (RuntimeException failed) {
            LOG.warn("Files of services cannot be read for now: {}", failed.getMessage());
        }
    }
}
