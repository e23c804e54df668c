package vn.lienthong.connector;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.HubException;

/** The way out for one connector, or what else of an agency goes out: names are resolved once, and one address that is not allowed refuses them all. */
final class GuardedNetwork implements Network {
    private final Object name;
    private final AgencyCode agency;
    private final Supplier<Destinations> destinations;
    private final NameService names;
    private final OwnPorts own;

    GuardedNetwork(Connector connector, Supplier<Destinations> destinations, NameService names, OwnPorts own) {
        this(connector.name(), connector.agency(), destinations, names, own);
    }

    /** @param name how people call whatever goes out */
    GuardedNetwork(
            Object name, AgencyCode agency, Supplier<Destinations> destinations, NameService names, OwnPorts own) {
        this.name = name;
        this.agency = agency;
        this.destinations = destinations;
        this.names = names;
        this.own = own;
    }

    @Override
    public InetSocketAddress resolve(String host, int port) {
        Map<String, ?> asked = Map.of("connector", name, "agency", agency, "host", host, "port", port);
        List<InetAddress> addresses;
        try {
            addresses = names.addresses(host);
        } catch (UnknownHostException unknown) {
            throw new HubException(ConnectorError.HOST_UNKNOWN, asked, unknown);
        }
        if (addresses.isEmpty() || !addresses.stream().allMatch(address -> allowed(host, address, port))) {
            throw new HubException(ConnectorError.DESTINATION_DENIED, asked);
        }
        return new InetSocketAddress(addresses.get(0), port);
    }

    private boolean allowed(String host, InetAddress address, int port) {
        return !AddressRules.forbidden(address)
                && !own.contains(address, port)
                && destinations.get().allows(agency, host, address, port);
    }
}
