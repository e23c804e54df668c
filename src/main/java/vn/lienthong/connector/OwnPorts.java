package vn.lienthong.connector;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Set;

/** The hub's own doors: HTTP, management, and the database of its state. No connector may knock there. */
@FunctionalInterface
public interface OwnPorts {
    /** Whether the hub itself listens there, or keeps its state there. */
    boolean contains(InetAddress address, int port);

    /** No doors, where no hub runs. */
    static OwnPorts none() {
        return (address, port) -> false;
    }

    /** These ports on every address of this machine. */
    static OwnPorts onThisMachine(Set<Integer> ports) {
        return (address, port) -> ports.contains(port) && isThisMachine(address);
    }

    private static boolean isThisMachine(InetAddress address) {
        try {
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException unknown) {
            return true; // where the machine does not know its own addresses, the port alone decides
        }
    }
}
