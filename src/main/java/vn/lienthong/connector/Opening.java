package vn.lienthong.connector;

import java.time.Clock;
import java.util.Map;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.HubException;

/**
 * What a session needs to start.
 *
 * @param connector whose session it is, for messages
 * @param settings validated settings with resolved secrets
 * @param network the only way to an address: resolves a host and refuses what is not allowed to this connector's agency
 * @param folders the only way to a folder of this machine: refuses what is not granted to this connector's agency
 * @param outboxes where the rows stand that are sent one by one to a system that keeps no checkpoint
 * @param dealings what is kept of the dealings with a partner who is asked over HTTP
 * @param clock the time
 */
public record Opening(
        ConnectorName connector,
        Settings settings,
        Network network,
        Folders folders,
        Outboxes outboxes,
        Dealings dealings,
        Clock clock) {
    /** An opening whose dealings are its own. */
    public Opening(
            ConnectorName connector,
            Settings settings,
            Network network,
            Folders folders,
            Outboxes outboxes,
            Clock clock) {
        this(connector, settings, network, folders, outboxes, Dealings.ownOnly(), clock);
    }

    /** An opening that sends nothing one by one. */
    public Opening(ConnectorName connector, Settings settings, Network network, Folders folders, Clock clock) {
        this(connector, settings, network, folders, Outboxes.none(), clock);
    }

    /** An opening that reaches no folder. */
    public Opening(ConnectorName connector, Settings settings, Network network, Clock clock) {
        this(connector, settings, network, NO_FOLDERS, clock);
    }

    private static final Folders NO_FOLDERS = folder -> {
        throw new HubException(ConnectorError.FOLDER_DENIED, Map.of("folder", folder));
    };
}
