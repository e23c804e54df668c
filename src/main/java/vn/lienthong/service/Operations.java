package vn.lienthong.service;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Calls;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.Operation;
import vn.lienthong.connector.Session;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;

/** What services ask of systems that are asked questions rather than read: known by their descriptions, of which each is read once. */
final class Operations {
    private final Connectors connectors;
    private final Map<ConnectorName, Described> described = new ConcurrentHashMap<>();

    Operations(Connectors connectors) {
        this.connectors = connectors;
    }

    /**
     * What a connector's description says.
     *
     * @param of the connector as it then was
     * @param asked its operations by name; null where its rows are looked up
     * @param wrong why its description cannot be read; null where it can
     */
    private record Described(
            Connector of,
            @Nullable Map<String, Operation> asked,
            @Nullable HubException wrong) {}

    /** Whether a connector's system is asked questions; false where there is none of the name. */
    boolean asks(ConnectorName name) {
        Described found = described(name);
        return found != null && (found.asked() != null || found.wrong() != null);
    }

    /**
     * The operation of this name; null where the connector's rows are looked up, or there is no such connector.
     *
     * @throws HubException CONFIGURATION where it has none of the name, or its description cannot be read
     */
    @Nullable
    Operation of(DatasetName name) {
        Described found = described(name.connector());
        if (found == null || found.asked() == null && found.wrong() == null) {
            return null;
        }
        if (found.wrong() != null) {
            throw found.wrong();
        }
        Operation operation = found.asked().get(name.dataset());
        if (operation == null) {
            throw new HubException(
                    ServiceError.OPERATION_UNKNOWN,
                    Map.of(
                            "operation",
                            name.dataset(),
                            "connector",
                            name.connector(),
                            "known",
                            String.join(", ", found.asked().keySet())));
        }
        return operation;
    }

    private @Nullable Described described(ConnectorName name) {
        Optional<Connector> connector = connectors.find(name);
        if (connector.isEmpty()) {
            described.remove(name);
            return null;
        }
        return described.compute(
                name,
                (same, before) -> before != null && before.of() == connector.get() ? before : read(connector.get()));
    }

    private Described read(Connector connector) {
        try (Session session = connectors.described(connector.name())) {
            if (!(session instanceof Calls calls)) {
                return new Described(connector, null, null);
            }
            Map<String, Operation> all = new LinkedHashMap<>();
            calls.operations().forEach(operation -> all.put(operation.name(), operation));
            return new Described(connector, all, null);
        } catch (HubException wrong) {
            return new Described(connector, null, wrong);
        }
    }
}
