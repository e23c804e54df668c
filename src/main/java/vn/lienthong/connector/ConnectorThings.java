package vn.lienthong.connector;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.AgencyThings;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Text;

/** Connectors of agencies, and where they may go. */
@Component
class ConnectorThings implements AgencyThings {
    private static final Text CONNECTOR = new Text("kết nối", "connector");
    private static final Text DESTINATION = new Text("đích", "destination");

    private final Connectors connectors;
    private final KeptDestinations destinations;

    ConnectorThings(Connectors connectors, KeptDestinations destinations) {
        this.connectors = connectors;
        this.destinations = destinations;
    }

    @Override
    public Set<AgencyCode> agencies() {
        return Stream.concat(
                        connectors.all().stream().map(Connector::agency),
                        destinations.all().stream().map(Destination::agency))
                .collect(Collectors.toSet());
    }

    @Override
    public List<Thing> of(AgencyCode agency) {
        return Stream.concat(
                        connectors.all().stream()
                                .filter(one -> one.agency().equals(agency))
                                .map(one -> new Thing(CONNECTOR, one.name().value())),
                        destinations.all().stream()
                                .filter(one -> one.agency().equals(agency))
                                .map(one -> new Thing(DESTINATION, one.where() + ":" + one.ports())))
                .toList();
    }
}
