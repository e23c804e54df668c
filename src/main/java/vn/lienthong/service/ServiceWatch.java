package vn.lienthong.service;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks at the files and at the legal basis of agreements every other second, and lets look-ups go that nobody has used for a while. */
final class ServiceWatch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceWatch.class);
    private static final long LOOK_MILLIS = 2_000;

    private final KnownServices services;
    private final OpenLookUps lookUps;
    private final BasisWatch basis;
    private ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean running;

    ServiceWatch(KnownServices services, OpenLookUps lookUps, BasisWatch basis) {
        this.services = services;
        this.lookUps = lookUps;
        this.basis = basis;
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
        attempt("Files of services cannot be read for now", services::refresh);
        attempt("What lapsed cannot be written down for now", basis::look);
        attempt("Look-ups cannot be let go for now", lookUps::letGo);
    }

    private static void attempt(String otherwise, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failed) {
            LOG.warn("{}: {}", otherwise, failed.getMessage());
        }
    }
}
