package vn.lienthong.connector;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every second whether files or database say something new. Asking is slower than being told, but works on every disk:
 * network shares and mounted volumes tell nothing.
 */
final class ConnectorWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorWatch.class);

    private final ConnectorRegistry registry;
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "connector-watch");
        thread.setDaemon(true);
        return thread;
    });
    private boolean failing;

    ConnectorWatch(ConnectorRegistry registry) {
        this.registry = registry;
        clockwork.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            registry.refresh();
            failing = false;
        } catch (RuntimeException unable) {
            if (!failing) {
                LOG.warn("connectors cannot be looked at for now; those known stay in effect", unable);
            }
            failing = true;
        }
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }
}
