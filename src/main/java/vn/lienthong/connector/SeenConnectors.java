package vn.lienthong.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Nearest;
import vn.lienthong.kernel.Owned;
import vn.lienthong.kernel.Owners;

/** The connectors as far as they are for whoever asks. */
@Component
public class SeenConnectors implements Owned {
    private final Connectors connectors;
    private final Callers callers;

    SeenConnectors(Connectors connectors, Callers callers) {
        this.connectors = connectors;
        this.callers = callers;
    }

    /** Those that the caller may look at, by name. */
    public List<Connector> all() {
        Caller caller = callers.current();
        return connectors.all().stream()
                .filter(connector -> caller.sees(new Owners(connector.agency())))
                .toList();
    }

    @Override
    public String kind() {
        return "connector";
    }

    @Override
    public Optional<Owners> owners(String id) {
        return connectors.find(new ConnectorName(id)).map(connector -> new Owners(connector.agency()));
    }

    /** Names the nearest that the caller may look at. */
    @Override
    public HubException unknown(String id) {
        List<String> seen =
                all().stream().map(connector -> connector.name().value()).toList();
        return Nearest.of(id, seen)
                .map(near -> new HubException(RegistryError.UNKNOWN_NEAR, Map.of("connector", id, "near", near)))
                .orElseGet(() -> new HubException(ConnectorError.UNKNOWN, Map.of("connector", id)));
    }
}
