package vn.lienthong.connector;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import vn.lienthong.kernel.ConnectorName;

/**
 * Examines once a day the connectors whose settings hold what a partner says of his system: it becomes out of date without anybody at
 * the hub doing anything. What is found stands on the connector's page, as if a person had asked. Each node looks for itself.
 */
final class DailyLook implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(DailyLook.class);
    private static final Duration OLD = Duration.ofDays(1);
    private static final long LOOK_MINUTES = 5;

    private final Connectors connectors;
    private final ConnectorTypes types;
    private final ConnectionDoctor doctor;
    private final Consumer<ConnectorName> examine;
    private final Clock clock;
    private ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean running;

    /** @param examine begins an examination and does not wait for it */
    DailyLook(
            Connectors connectors,
            ConnectorTypes types,
            ConnectionDoctor doctor,
            Consumer<ConnectorName> examine,
            Clock clock) {
        this.connectors = connectors;
        this.types = types;
        this.doctor = doctor;
        this.examine = examine;
        this.clock = clock;
    }

    /** Examines what nobody has examined for a day. */
    void look() {
        try {
            Instant fresh = clock.instant().minus(OLD);
            connectors.all().stream()
                    .filter(connector -> types.get(connector.type()).holdsDescription())
                    .map(Connector::name)
                    .filter(name -> doctor.last(name)
                            .filter(last -> last.at().isAfter(fresh))
                            .isEmpty())
                    .forEach(examine);
        } catch (RuntimeException failed) {
            LOG.warn("Descriptions of partners cannot be compared for now: {}", failed.getMessage());
        }
    }

    @Override
    public void start() {
        running = true;
        clockwork = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "daily-look");
            thread.setDaemon(true);
            return thread;
        });
        clockwork.scheduleWithFixedDelay(this::look, LOOK_MINUTES, LOOK_MINUTES, TimeUnit.MINUTES);
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
}
