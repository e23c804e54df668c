package vn.lienthong.connector;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import vn.lienthong.kernel.HubException;

/** The way out for one connector: names are resolved once, and one address that is not allowed refuses them all. */
final class GuardedNetwork implements Network {
    private final Connector connector;
    private final Supplier<Destinations> destinations;
    private final NameService names;
    private final OwnPorts own;

    GuardedNetwork(Connector connector, Supplier<Destinations> destinations, NameService names, OwnPorts own) {
        this.connector = connector;
        this.destinations = destinations;
        this.names = names;
        this.own = own;
    }

    @Override
    public InetSocketAddress resolve(String host, int port) {
        Map<String, ?> asked =
                Map.of("connector", connector.name(), "agency", connector.agency(), "host", host, "port", port);
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
                && destinations.get().allows(connector.agency(), host, address, port);
    }
}
