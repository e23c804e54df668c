package vn.lienthong.connector;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.HubException;

/** Examines on bounded threads under a wall clock; whatever goes wrong there becomes a failed check with its remedy. */
final class TimedDoctor implements ConnectionDoctor {
    private static final Logger LOG = LoggerFactory.getLogger(TimedDoctor.class);

    private static final Duration A_FURTHER_LOOK = Duration.ofSeconds(3);

    private final Connectors connectors;
    private final BoundedCalls calls;
    private final SystemLook systems;
    private final WrittenDatasets written;
    private final Clock clock;
    private final Consumer<ConnectorExamined> examined;
    private final Map<ConnectorName, Diagnosis> last = new ConcurrentHashMap<>();

    /**
     * @param examined told of every examination with the secrets in use
     */
    TimedDoctor(
            Connectors connectors,
            BoundedCalls calls,
            WrittenDatasets written,
            Clock clock,
            Consumer<ConnectorExamined> examined) {
        this.examined = examined;
        this.connectors = connectors;
        this.calls = calls;
        this.written = written;
        this.systems = new SystemLook(calls);
        this.clock = clock;
    }

    @Override
    public Diagnosis examine(ConnectorName connector, Consumer<Check> report) {
        return examine(connector, usual(connector), report);
    }

    /** What a connector pins, and what jobs write through it. */
    private Examination usual(ConnectorName connector) {
        Map<String, Connector.Pinned> pinned = connectors.get(connector).datasets();
        List<String> write = written.all().stream()
                .filter(dataset -> dataset.connector().equals(connector))
                .map(dataset -> pinned.containsKey(dataset.dataset())
                        ? pinned.get(dataset.dataset()).from()
                        : dataset.dataset())
                .distinct()
                .sorted()
                .toList();
        List<String> read = pinned.values().stream().map(Connector.Pinned::from).toList();
        return new Examination(read, write);
    }

    @Override
    public Diagnosis examine(ConnectorName connector, Examination examination, Consumer<Check> report) {
        connectors.get(connector);
        Diagnosis diagnosis = diagnosed(connector, examination, () -> connectors.open(connector), report);
        last.put(connector, diagnosis);
        examined.accept(new ConnectorExamined(connector, diagnosis));
        return diagnosis;
    }

    /**
     * Examines a connector as it would be, e.g. with another secret; what is known of it as it is stays.
     *
     * @param open the session to examine
     */
    Diagnosis tried(ConnectorName connector, Supplier<Session> open) {
        return diagnosed(connector, usual(connector), open, check -> {});
    }

    private Diagnosis diagnosed(
            ConnectorName connector, Examination examination, Supplier<Session> open, Consumer<Check> report) {
        Instant began = clock.instant();
        Notes notes = new Notes(report);
        long start = System.nanoTime();
        failure(connector, examination, open, notes)
                .ifPresent(error -> notes.last(failed(error, Duration.ofNanos(System.nanoTime() - start))));
        Diagnosis found = new Diagnosis(began, notes.close(), Optional.empty());
        return found.signedIn() ? new Diagnosis(began, found.checks(), endings(connector, open)) : found;
    }

    @Override
    public Optional<Diagnosis> last(ConnectorName connector) {
        return Optional.ofNullable(last.get(connector));
    }

    @Override
    public List<Dataset> discover(ConnectorName name) {
        Connector connector = connectors.get(name);
        List<Dataset> found = systems.discover(name, () -> connectors.open(name));
        Map<String, Dataset> others = new LinkedHashMap<>();
        found.forEach(dataset -> others.put(dataset.from(), dataset));
        Map<String, Dataset> listed = Map.copyOf(others);
        List<Dataset> datasets = new ArrayList<>();
        connector.datasets().forEach((pinned, as) -> {
            Dataset there = listed.containsKey(as.from()) ? listed.get(as.from()) : described(name, as.from());
            if (there != null) {
                connectors.found(new DatasetName(name, pinned), there);
                datasets.add(Pins.apply(connector, new DatasetName(name, pinned), there));
                others.values().removeIf(other -> same(other, there, listed));
            }
        });
        datasets.addAll(others.values());
        return datasets;
    }

    /** A name that the system does not list and yet understands: a pattern of files, a sheet in other letters. */
    private @Nullable Dataset described(ConnectorName name, String from) {
        try {
            return systems.describe(name, () -> connectors.open(name), from);
        } catch (HubException absent) {
            if (absent.code().kind() == ErrorKind.UNAVAILABLE) {
                throw absent;
            }
            return null; // what is pinned and gone is told by the job that needs it
        }
    }

    /** Whether a listed dataset is the one that was pinned, under its own name or another that means it. */
    private static boolean same(Dataset other, Dataset pinned, Map<String, Dataset> listed) {
        return other.from().equals(pinned.from())
                || (!listed.containsKey(pinned.from()) && other.schema().equals(pinned.schema()));
    }

    /** What could not be read in time is not known; the examination stands without it. */
    private Optional<List<Ending>> endings(ConnectorName connector, Supplier<Session> open) {
        try {
            return calls.within(connector, A_FURTHER_LOOK, () -> {
                try (Session session = open.get()) {
                    return session instanceof Ends ends ? Optional.of(ends.endings()) : Optional.empty();
                }
            });
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (TimeoutException | RuntimeException unknown) {
            LOG.info("{}: when its access ends could not be read", connector, unknown);
            return Optional.empty();
        }
    }

    /** Examines, and gives what kept the examination from its end. */
    private Optional<HubException> failure(
            ConnectorName connector, Examination examination, Supplier<Session> open, Notes notes) {
        Map<String, ?> whose = Map.of("connector", connector, "seconds", SystemLook.LIMIT.toSeconds());
        try {
            calls.within(connector, SystemLook.LIMIT, () -> {
                try (Session session = open.get()) {
                    session.test(examination, notes::add);
                }
                return true;
            });
            return Optional.empty();
        } catch (HubException refused) {
            return Optional.of(refused);
        } catch (TimeoutException silent) {
            return Optional.of(new HubException(RegistryError.SILENT, whose, silent));
        } catch (RejectedExecutionException full) {
            return Optional.of(new HubException(RegistryError.OCCUPIED, whose, full));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of(new HubException(RegistryError.OCCUPIED, whose, interrupted));
        } catch (RuntimeException bug) {
            // A type must report, never throw. The person gets a failed step; the maintainer finds the trace here.
            LOG.error("examining connector {} broke off", connector, bug);
            return Optional.of(new HubException(RegistryError.BUG_IN_TYPE, whose, bug));
        }
    }

    private static Check failed(HubException error, Duration took) {
        String step =
                switch (error.code().name()) {
                    case "SILENT" -> "answer";
                    case "OCCUPIED" -> "turn";
                    case "SECRET_MISSING", "SECRET_VOID", "SEAL_BROKEN", "SECRET_UNREADABLE" -> "secret";
                    case "DESTINATION_DENIED" -> "destination";
                    default -> "open";
                };
        return new Check(step, Check.Outcome.FAILED, null, error.problem(), error.remedy(), null, took);
    }

    /** The checks so far. After it is closed, what an abandoned examination still says is not heard. */
    private static final class Notes {
        private final List<Check> checks = new ArrayList<>();
        private final Consumer<Check> report;
        private boolean closed;

        Notes(Consumer<Check> report) {
            this.report = report;
        }

        synchronized void add(Check check) {
            if (!closed) {
                checks.add(check);
                report.accept(check);
            }
        }

        synchronized void last(Check check) {
            add(check);
            closed = true;
        }

        synchronized List<Check> close() {
            closed = true;
            return List.copyOf(checks);
        }
    }
}
