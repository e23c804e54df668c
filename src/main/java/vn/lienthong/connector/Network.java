package vn.lienthong.connector;

import java.net.InetSocketAddress;

/** The way out. Resolves once, checks every address against the destinations allowed, and gives the one to connect to. */
@FunctionalInterface
public interface Network {
    /**
     * The address to connect to; connect to exactly this one.
     *
     * @throws vn.lienthong.kernel.HubException UNAVAILABLE when the name is unknown, DENIED when the destination is not listed
     */
    InetSocketAddress resolve(String host, int port);
}
