package vn.lienthong.connector;

import java.util.function.Supplier;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.store.HubFolders;

/** Makes the guarded ways out, to addresses and to folders, that one connector gets. */
final class Ways {
    private final Surroundings surroundings;
    private final Supplier<Destinations> destinations;

    Ways(Surroundings surroundings, Supplier<Destinations> destinations) {
        this.surroundings = surroundings;
        this.destinations = destinations;
    }

    /** Where the hub stands: its folders, its name service, its own doors, and what it remembers of rows that were sent and of partners. */
    record Surroundings(HubFolders folders, NameService names, OwnPorts own, Outboxes outboxes, Dealings dealings) {}

    Outboxes outboxes() {
        return surroundings.outboxes();
    }

    Dealings dealings() {
        return surroundings.dealings();
    }

    Network network(Connector connector) {
        return new GuardedNetwork(connector, destinations, surroundings.names(), surroundings.own());
    }

    /** For what is no connector. */
    Network network(AgencyCode agency, String name) {
        return new GuardedNetwork(name, agency, destinations, surroundings.names(), surroundings.own());
    }

    Folders folders(Connector connector) {
        return new GrantedFolders(connector, destinations, surroundings.folders());
    }
}
