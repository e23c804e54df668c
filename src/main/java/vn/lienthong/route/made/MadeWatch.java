package vn.lienthong.route.made;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks at the files of hand-made routes every other second, once Camel runs. */
final class MadeWatch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(MadeWatch.class);
    private static final long LOOK_MILLIS = 2_000;

    private final KnownMade made;
    private final CamelContext camel;
    private ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean running;

    MadeWatch(KnownMade made, CamelContext camel) {
        this.made = made;
        this.camel = camel;
    }

    @Override
    public void start() {
        running = true;
        clockwork = Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "made-route-watch"));
        clockwork.scheduleWithFixedDelay(this::look, 200, LOOK_MILLIS, TimeUnit.MILLISECONDS);
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
            if (camel.getStatus().isStarted()) {
                made.refresh();
            }
        } catch (RuntimeException failed) {
            LOG.warn("Hand-made routes cannot be looked at for now: {}", failed.getMessage());
        }
    }
}
