package vn.lienthong.connector;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.HubException;

/** Looks into the catalogue of a connector's system, within ten seconds. */
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

    private <T> T ask(ConnectorName connector, Supplier<Session> open, Function<Discovers, T> question) {
        Map<String, ?> whose = Map.of("connector", connector, "seconds", LIMIT.toSeconds());
        try {
            return calls.within(LIMIT, () -> {
                try (Session session = open.get()) {
                    if (!(session instanceof Discovers system)) {
                        throw new HubException(RegistryError.CANNOT_DISCOVER, whose);
                    }
                    return question.apply(system);
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
