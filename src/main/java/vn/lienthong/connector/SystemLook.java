package vn.lienthong.connector;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.HubException;

/** Looks into a connector's system, into its catalogue or at its first rows, within ten seconds. */
final class SystemLook {
    static final Duration LIMIT = Duration.ofSeconds(10);

    private final BoundedCalls calls;

    SystemLook(BoundedCalls calls) {
        this.calls = calls;
    }

    Dataset describe(ConnectorName connector, Supplier<Session> open, String from) {
        return ask(connector, open, system -> system.describe(from));
    }

    List<Dataset> discover(ConnectorName connector, Supplier<Session> open) {
        return ask(connector, open, Discovers::discover);
    }

    /** The first rows of a dataset; empty where it has none. */
    Optional<Batch> first(ConnectorName connector, Supplier<Session> open, Dataset dataset, ReadRequest request) {
        return within(connector, open, session -> {
            if (!(session instanceof Reads reads)) {
                throw new HubException(RegistryError.CANNOT_READ, Map.of("connector", connector));
            }
            try (BatchCursor cursor = reads.read(dataset, request)) {
                BatchCursor.Part part = cursor.next();
                return Optional.ofNullable(part).map(BatchCursor.Part::batch);
            }
        });
    }

    /** The rows that hold these values; see {@link LooksUp#lookUp}. */
    Batch find(
            ConnectorName connector,
            Supplier<Session> open,
            Dataset dataset,
            List<String> by,
            List<Object> values,
            List<String> columns,
            int most) {
        return within(connector, open, session -> {
            if (!(session instanceof LooksUp system)) {
                throw new HubException(RegistryError.CANNOT_LOOK_UP, Map.of("connector", connector));
            }
            try (LookUp question = system.lookUp(dataset, by, columns, most)) {
                return question.find(values);
            }
        });
    }

    private <T> T ask(ConnectorName connector, Supplier<Session> open, Function<Discovers, T> question) {
        return within(connector, open, session -> {
            if (!(session instanceof Discovers system)) {
                throw new HubException(RegistryError.CANNOT_DISCOVER, Map.of("connector", connector));
            }
            return question.apply(system);
        });
    }

    private <T> T within(ConnectorName connector, Supplier<Session> open, Function<Session, T> question) {
        Map<String, ?> whose = Map.of("connector", connector, "seconds", LIMIT.toSeconds());
        try {
            return calls.within(connector, LIMIT, () -> {
                try (Session session = open.get()) {
                    return question.apply(session);
                }
            });
        } catch (TimeoutException silent) {
            throw new HubException(RegistryError.SILENT, whose, silent);
        } catch (RejectedExecutionException full) {
            throw new HubException(RegistryError.OCCUPIED, whose, full);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new HubException(RegistryError.OCCUPIED, whose, interrupted);
        }
    }
}
