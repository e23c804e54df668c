package vn.lienthong.inventory;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import vn.lienthong.connector.ConnectionDoctor;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.Dataset;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.HubException;

/**
 * Looks once a day into the catalogue of each system of the inventory that has a connector: which datasets and columns there are, and
 * about how many rows. No row is read. Connectors that belong to no system are left alone.
 */
@Component
class SystemLooks implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(SystemLooks.class);
    private static final Duration ROUND = Duration.ofMinutes(1);
    private static final Duration OLD = Duration.ofDays(1);
    private static final Duration AGAIN = Duration.ofHours(1);

    /** Longer than a look can take; a node that dies in it keeps the others from looking no longer. */
    private static final Duration MOST = Duration.ofMinutes(5);

    /** Of systems with very many tables the first so many, pinned ones first. */
    private static final int MOST_DATASETS = 300;

    private final KeptSystems systems;
    private final KeptLooks looks;
    private final Connectors connectors;
    private final ConnectionDoctor doctor;
    private final DataKinds kinds;
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile ScheduledExecutorService worker = stopped();

    SystemLooks(KeptSystems systems, KeptLooks looks, Connectors connectors, ConnectionDoctor doctor, DataKinds kinds) {
        this.systems = systems;
        this.looks = looks;
        this.connectors = connectors;
        this.doctor = doctor;
        this.kinds = kinds;
    }

    private static ScheduledExecutorService stopped() {
        ScheduledExecutorService none = Executors.newSingleThreadScheduledExecutor();
        none.shutdown();
        return none;
    }

    /** Has this system's connectors looked at again. */
    void again(KnownSystem system) {
        system.connectors().forEach(looks::due);
        soon();
    }

    /** Has what is due looked at now; returns at once. */
    void soon() {
        if (!worker.isShutdown() && asked.compareAndSet(false, true)) {
            worker.execute(() -> {
                asked.set(false);
                round();
            });
        }
    }

    private void round() {
        try {
            Set<String> wanted = new TreeSet<>();
            systems.all().forEach(system -> wanted.addAll(system.connectors()));
            for (String connector : wanted) {
                if (connectors.find(new ConnectorName(connector)).isPresent() && looks.take(connector, MOST)) {
                    look(connector);
                }
            }
        } catch (RuntimeException broken) {
            LOG.warn("Looking at the systems of the inventory broke off; it goes on in a minute", broken);
        }
    }

    private void look(String connector) {
        try {
            List<SeenDataset> found = doctor.discover(new ConnectorName(connector)).stream()
                    .limit(MOST_DATASETS)
                    .map(dataset -> seen(connector, dataset))
                    .toList();
            looks.found(connector, found, OLD);
        } catch (HubException refused) {
            looks.failed(connector, refused, AGAIN);
        }
    }

    private SeenDataset seen(String connector, Dataset dataset) {
        return new SeenDataset(
                connector,
                dataset.name().dataset(),
                dataset.rowEstimate(),
                List.copyOf(kinds.in(dataset.name().dataset())),
                dataset.key(),
                dataset.schema().columns().stream().map(SystemLooks::seen).toList());
    }

    private static SeenDataset.Col seen(Column column) {
        return new SeenDataset.Col(
                column.name(),
                column.type().name().toLowerCase(Locale.ROOT),
                column.dataClass().code());
    }

    @Override
    public void start() {
        ScheduledExecutorService fresh = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "system-looks");
            thread.setDaemon(true);
            return thread;
        });
        fresh.scheduleWithFixedDelay(this::round, 5, ROUND.toSeconds(), TimeUnit.SECONDS);
        worker = fresh;
    }

    @Override
    public void stop() {
        worker.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return !worker.isShutdown();
    }
}
