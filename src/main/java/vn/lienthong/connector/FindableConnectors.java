package vn.lienthong.connector;

import java.util.List;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.Agencies;
import vn.lienthong.kernel.Findable;

/** Connectors, to be found by name. */
@Component
class FindableConnectors implements Findable {
    private final SeenConnectors connectors;
    private final Agencies agencies;

    FindableConnectors(SeenConnectors connectors, Agencies agencies) {
        this.connectors = connectors;
        this.agencies = agencies;
    }

    @Override
    public String kind() {
        return "connector";
    }

    @Override
    public List<Found> found() {
        return connectors.all().stream()
                .map(connector -> new Found(
                        connector.title(),
                        connector.name().value(),
                        agencies.name(connector.agency()),
                        "/connectors/" + connector.name()))
                .toList();
    }
}
