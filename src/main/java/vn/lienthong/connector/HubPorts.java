package vn.lienthong.connector;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import vn.lienthong.store.ExternalDatabase;
import vn.lienthong.store.PostgresServer;

/** The doors of the running hub: HTTP and management as opened, and where its state database listens. */
final class HubPorts implements OwnPorts {
    private static final Pattern HOST =
            Pattern.compile("[/,](\\[[0-9a-fA-F:.]+]|[^/:,\\[\\]]+)(?::([0-9]+))?(?=[,/?]|$)");
    private static final List<String> PORTS =
            List.of("local.server.port", "server.port", "local.management.port", "management.server.port");

    private final Environment environment;
    private final @Nullable PostgresServer embedded;
    private final @Nullable String url;

    HubPorts(Environment environment, @Nullable PostgresServer embedded, ExternalDatabase external) {
        this.environment = environment;
        this.embedded = embedded;
        this.url = external.url();
    }

    @Override
    public boolean contains(InetAddress address, int port) {
        return OwnPorts.onThisMachine(ports()).contains(address, port) || isExternalState(address, port);
    }

    private Set<Integer> ports() {
        Set<Integer> ports = new HashSet<>();
        for (String name : PORTS) {
            Integer port = environment.getProperty(name, Integer.class);
            if (port != null) {
                ports.add(port);
            }
        }
        if (embedded != null) {
            ports.add(embedded.port());
        }
        return ports;
    }

    private boolean isExternalState(InetAddress address, int port) {
        if (url == null || embedded != null) {
            return false;
        }
        Matcher hosts = HOST.matcher(url);
        while (hosts.find()) {
            int its = hosts.group(2) == null ? 5432 : Integer.parseInt(hosts.group(2));
            if (its == port && leadsTo(hosts.group(1), address, port)) {
                return true;
            }
        }
        return false;
    }

    private static boolean leadsTo(String host, InetAddress address, int port) {
        try {
            for (InetAddress its : InetAddress.getAllByName(host)) {
                boolean here = OwnPorts.onThisMachine(Set.of(port)).contains(its, port);
                if (its.equals(address)
                        || here && OwnPorts.onThisMachine(Set.of(port)).contains(address, port)) {
                    return true;
                }
            }
            return false;
        } catch (UnknownHostException unknown) {
            return true; // where the state cannot be told from it, it stays closed
        }
    }
}
