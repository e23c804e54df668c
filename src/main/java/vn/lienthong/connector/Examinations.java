package vn.lienthong.connector;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.ConnectorName;

/** Examinations asked for on a page: each goes on by itself, and the page shows its steps as they come. */
@Component
class Examinations implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(Examinations.class);
    private static final int AT_ONCE = 4;

    private final ConnectionDoctor doctor;
    private final Clock clock;
    private final Map<ConnectorName, Live> running = new ConcurrentHashMap<>();
    private final ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE, work -> {
        Thread thread = new Thread(work, "examination");
        thread.setDaemon(true);
        return thread;
    });

    Examinations(ConnectionDoctor doctor, Clock clock) {
        this.doctor = doctor;
        this.clock = clock;
    }

    /** Starts an examination; one that is under way goes on. */
    void start(ConnectorName connector) {

        Live fresh = new Live(clock.instant());
        if (running.putIfAbsent(connector, fresh) != null) {
            return;
        }
        workers.execute(() -> {
            try {
                doctor.examine(connector, fresh::add);
            } catch (RuntimeException broken) {
                LOG.warn("The examination of {} broke off", connector, broken);
            } finally {
                running.remove(connector);
            }
        });
    }

    /** The examination under way, else the last one; empty when there was none since the hub started. */
    Optional<Shown> of(ConnectorName connector) {
        Live live = running.get(connector);
        if (live != null) {
            return Optional.of(new Shown(live.begun, live.checks(), true));
        }
        return doctor.last(connector).map(last -> new Shown(last.at(), last.checks(), false));
    }

    @Override
    public void destroy() {
        workers.shutdownNow();
    }

    private static final class Live {
        private final Instant begun;
        private final List<Check> checks = new ArrayList<>();

        Live(Instant begun) {
            this.begun = begun;
        }

        synchronized void add(Check check) {
            checks.add(check);
        }

        synchronized List<Check> checks() {
            return List.copyOf(checks);
        }
    }

    /**
     * An examination as a page shows it.
     *
     * @param running whether more steps will come
     */
    record Shown(Instant at, List<Check> checks, boolean running) {
        /** {@code run}, {@code fail}, {@code slow} or {@code ok}: the worst of its steps. */
        String state() {
            if (running) {
                return "run";
            }
            return worst() == null ? "ok" : worst().outcome() == Check.Outcome.FAILED ? "fail" : "slow";
        }

        /** The step to talk about: the first that failed, else the first warning, else none. */
        @Nullable
        Check worst() {
            return first(Check.Outcome.FAILED)
                    .or(() -> first(Check.Outcome.WARNING))
                    .orElse(null);
        }

        private Optional<Check> first(Check.Outcome outcome) {
            return checks.stream().filter(check -> check.outcome() == outcome).findFirst();
        }
    }
}
