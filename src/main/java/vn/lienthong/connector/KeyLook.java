package vn.lienthong.connector;

import java.util.List;
import java.util.Map;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;

/**
 * Looks for single rows in systems while a person waits: within ten seconds, at most two at a time of one connector, among the few looks
 * that the hub has at all, and none of a system that is left alone. For every thread.
 */
public final class KeyLook {
    private final Connectors connectors;
    private final SystemLook systems;
    private final Partners partners;

    KeyLook(Connectors connectors, SystemLook systems, Partners partners) {
        this.connectors = connectors;
        this.systems = systems;
        this.partners = partners;
    }

    /**
     * Goes on only where a connector's system finds rows by what they hold; it is not asked.
     *
     * @throws HubException CONFIGURATION where it does not
     */
    public void need(ConnectorName connector) {
        try (Session session = connectors.described(connector)) {
            if (!(session instanceof LooksUp)) {
                throw new HubException(RegistryError.CANNOT_LOOK_UP, Map.of("connector", connector));
            }
        }
    }

    /**
     * A dataset as it is now in its system.
     *
     * @throws HubException UNAVAILABLE where the system is silent or left alone; CONFIGURATION where it has no such dataset
     */
    public Dataset dataset(DatasetName name) {
        return partners.partner(name.connector()).guarded(() -> connectors.dataset(name));
    }

    /**
     * The rows that hold these values; see {@link LooksUp#lookUp} and {@link LookUp#find}.
     *
     * @throws HubException UNAVAILABLE where the system is silent, left alone or asked by too many; CONFIGURATION where it cannot be asked
     *     so
     */
    public Batch find(Dataset dataset, List<String> by, List<Object> values, List<String> columns, int most) {
        ConnectorName connector = dataset.name().connector();
        return partners.partner(connector)
                .guarded(() ->
                        systems.find(connector, () -> connectors.open(connector), dataset, by, values, columns, most));
    }
}
