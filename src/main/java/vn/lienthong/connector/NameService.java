package vn.lienthong.connector;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Turns host names into addresses. */
@FunctionalInterface
public interface NameService {
    /** Every address of a host; blocks on the name service. */
    List<InetAddress> addresses(String host) throws UnknownHostException;

    /** The name service of this machine. */
    static NameService ofThisMachine() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
