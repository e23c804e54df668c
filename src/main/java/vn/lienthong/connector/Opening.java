package vn.lienthong.connector;

import java.time.Clock;
import vn.lienthong.kernel.ConnectorName;

/**
 * What a session needs to start.
 *
 * @param connector whose session it is, for messages
 * @param settings validated settings with resolved secrets
 * @param network the only way to an address: resolves a host and refuses what is not allowed to this connector's agency
 * @param clock the time
 */
public record Opening(ConnectorName connector, Settings settings, Network network, Clock clock) {}
