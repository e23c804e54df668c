package vn.lienthong.connector;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.HubException;

/**
 * Where the connectors of each agency may go, from {@code connectors/destinations.yaml}. What is not listed is refused, the
 * loopback too.
 */
final class Destinations {
    /** The file's name in the connectors folder. */
    static final String FILE = "destinations.yaml";

    private final Map<AgencyCode, Granted> granted;

    private Destinations(Map<AgencyCode, Granted> granted) {
        this.granted = granted;
    }

    /** Nowhere. */
    static Destinations none() {
        return new Destinations(Map.of());
    }

    /** Reads the list; throws {@link DocumentException} with all that is wrong in it. */
    static Destinations read(Document document, DocumentKinds kinds) {
        List<Problem> problems = new ArrayList<>(kinds.check("destinations", document));
        Map<AgencyCode, Granted> granted = new HashMap<>();
        if (problems.isEmpty()) {
            JsonNode list = document.root().get("destinations");
            for (int i = 0; i < list.size(); i++) {
                read(document, "/destinations/" + i, granted, problems);
            }
        }
        if (!problems.isEmpty()) {
            throw new DocumentException(problems);
        }
        return new Destinations(granted);
    }

    /** These and further ones. */
    Destinations and(List<Destination> further) {
        Map<AgencyCode, Granted> all = new HashMap<>();
        granted.forEach((agency, own) ->
                all.put(agency, new Granted(new ArrayList<>(own.hosts()), new ArrayList<>(own.folders()))));
        for (Destination one : further) {
            List<PortRange> ports =
                    Stream.of(one.ports().split(",\\s*")).map(PortRange::parse).toList();
            all.computeIfAbsent(one.agency(), agency -> new Granted(new ArrayList<>(), new ArrayList<>()))
                    .hosts()
                    .add(new Rule(
                            one.host() == null ? "" : one.host(),
                            one.cidr() == null ? null : Cidr.parse(one.cidr()),
                            ports));
        }
        return new Destinations(all);
    }

    /** All hosts and ranges, by agency. */
    List<Destination> listed() {
        return granted.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(AgencyCode::value)))
                .flatMap(own -> own.getValue().hosts().stream().map(rule -> rule.listed(own.getKey())))
                .toList();
    }

    /** Whether an agency may connect to this address and port under this name. */
    boolean allows(AgencyCode agency, String host, InetAddress address, int port) {
        return of(agency).hosts().stream().anyMatch(rule -> rule.allows(host, address, port));
    }

    /**
     * Whether an agency could be let through to this host, judged by what is written alone: which address a name has is not asked,
     * so a range may hold any name.
     */
    boolean mayAllow(AgencyCode agency, String host, @Nullable Integer port) {
        return of(agency).hosts().stream().anyMatch(rule -> rule.mayAllow(host, port));
    }

    /** The folders of this machine that an agency may use, as written. */
    List<String> folders(AgencyCode agency) {
        return of(agency).folders();
    }

    private Granted of(AgencyCode agency) {
        return granted.getOrDefault(agency, new Granted(new ArrayList<>(), new ArrayList<>()));
    }

    private static void read(
            Document document, String pointer, Map<AgencyCode, Granted> granted, List<Problem> problems) {
        JsonNode entry = document.root().at(pointer);
        String at = pointer + "/agency";
        try {
            Granted own = granted.computeIfAbsent(
                    AgencyCode.parse(entry.get("agency").asText()),
                    agency -> new Granted(new ArrayList<>(), new ArrayList<>()));
            own.folders().addAll(ConnectorReader.texts(entry.path("folders")));
            for (int i = 0; i < entry.path("hosts").size(); i++) {
                at = pointer + "/hosts/" + i;
                own.hosts().add(rule(entry.get("hosts").get(i)));
            }
        } catch (HubException wrong) {
            problems.add(Problem.of(document.fileName(), document.line(at), wrong));
        }
    }

    private static Rule rule(JsonNode host) {
        List<PortRange> ports = new ArrayList<>();
        host.get("ports").forEach(port -> ports.add(PortRange.parse(port.asText())));
        Cidr cidr = host.has("cidr") ? Cidr.parse(host.get("cidr").asText()) : null;
        return new Rule(host.path("host").asText(""), cidr, ports);
    }

    private record Granted(List<Rule> hosts, List<String> folders) {}

    /** A host by its name or address as the connector writes it, or a range of addresses; with ports. */
    private record Rule(String host, @Nullable Cidr cidr, List<PortRange> ports) {
        boolean allows(String asked, InetAddress address, int port) {
            return ports.stream().anyMatch(range -> range.contains(port)) && reaches(asked, address);
        }

        Destination listed(AgencyCode agency) {
            return new Destination(
                    null,
                    agency,
                    cidr == null ? host : null,
                    cidr == null ? null : cidr.toString(),
                    ports.stream().map(PortRange::toString).collect(Collectors.joining(", ")));
        }

        boolean mayAllow(String asked, @Nullable Integer port) {
            boolean named = cidr == null
                    ? host.equalsIgnoreCase(asked)
                    : Cidr.literal(asked).map(cidr::contains).orElse(true);
            return named && (port == null || ports.stream().anyMatch(range -> range.contains(port)));
        }

        private boolean reaches(String asked, InetAddress address) {
            if (cidr != null) {
                // A range that holds the whole world, or a network, does not mean this machine.
                return cidr.contains(address) && (!address.isLoopbackAddress() || cidr.withinLoopback());
            }
            // A name that was listed for a machine elsewhere does not open the loopback when its address changes.
            return host.equalsIgnoreCase(asked) && (!address.isLoopbackAddress() || namesLoopback());
        }

        private boolean namesLoopback() {
            String name = host.toLowerCase(Locale.ROOT);
            return name.equals("localhost")
                    || Cidr.literal(name).map(InetAddress::isLoopbackAddress).orElse(false);
        }
    }

    private record PortRange(int from, int to) {
        static PortRange parse(String text) {
            String[] ends = text.split("-", 2);
            int from = Integer.parseInt(ends[0]);
            int to = ends.length == 1 ? from : Integer.parseInt(ends[1]);
            if (from < 1 || to > 65_535 || from > to) {
                throw new HubException(RegistryError.PORTS_INVALID, Map.of("ports", text));
            }
            return new PortRange(from, to);
        }

        boolean contains(int port) {
            return port >= from && port <= to;
        }

        @Override
        public String toString() {
            return from == to ? "" + from : from + "-" + to;
        }
    }

    /** A range of addresses. */
    private record Cidr(byte[] network, int bits) {
        static Cidr parse(String text) {
            String[] parts = text.split("/", 2);
            Optional<InetAddress> network = literal(parts[0]);
            String bits = parts.length == 2 ? parts[1] : "";
            int most = network.map(address -> address.getAddress().length * 8).orElse(0);
            if (network.isEmpty() || !bits.matches("[0-9]{1,3}") || Integer.parseInt(bits) > most) {
                throw new HubException(RegistryError.CIDR_INVALID, Map.of("cidr", text));
            }
            return new Cidr(network.get().getAddress(), Integer.parseInt(bits));
        }

        @Override
        public String toString() {
            try {
                return InetAddress.getByAddress(network).getHostAddress() + "/" + bits;
            } catch (UnknownHostException impossible) {
                throw new IllegalStateException("its bytes are those of an address", impossible);
            }
        }

        boolean contains(InetAddress address) {
            byte[] bytes = address.getAddress();
            if (bytes.length != network.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((bytes[bit / 8] & mask) != (network[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }

        /** Whether it holds nothing but addresses by which this machine calls itself. */
        boolean withinLoopback() {
            return network.length == 4 ? network[0] == 127 && bits >= 8 : bits == 128;
        }

        /** The address that is written out, without asking any name service. */
        static Optional<InetAddress> literal(String text) {
            if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
                return Optional.empty();
            }
            try {
                return Optional.of(InetAddress.getByName(text));
            } catch (UnknownHostException none) {
                return Optional.empty();
            }
        }
    }
}
