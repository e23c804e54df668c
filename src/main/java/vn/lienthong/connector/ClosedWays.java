package vn.lienthong.connector;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.HubException;

/** Finds connectors whose way the list of destinations closes, without asking a name service or a system. */
final class ClosedWays {
    private final Destinations destinations;
    private final Ways ways;

    ClosedWays(Destinations destinations, Ways ways) {
        this.destinations = destinations;
        this.ways = ways;
    }

    /** Where a connector may not go as things are written; empty where nothing is known against it. */
    List<Problem> of(ConnectorSource source) {
        Connector connector = source.connector();
        List<Problem> closed = new ArrayList<>();
        for (String way : List.of("", "token_")) {
            if (connector.settings().get(way + "host") instanceof String host) {
                Integer port = port(connector.settings().get(way + "port"));
                if (!destinations.mayAllow(connector.agency(), host, port)) {
                    closed.add(
                            problem(source, way + "host", RegistryError.HOST_UNLISTED, named(connector, host, port)));
                }
            }
        }
        if (connector.settings().get("folder") instanceof String folder && !open(connector, folder)) {
            closed.add(problem(
                    source,
                    "folder",
                    RegistryError.FOLDER_UNLISTED,
                    Map.of("connector", connector.name(), "agency", connector.agency(), "folder", folder)));
        }
        return closed;
    }

    private boolean open(Connector connector, String folder) {
        try {
            ways.folders(connector).resolve(folder);
            return true;
        } catch (HubException denied) {
            return false; // the answer, not a failure
        }
    }

    private static Map<String, ?> named(Connector connector, String host, @Nullable Integer port) {
        return Map.of(
                "connector",
                connector.name(),
                "agency",
                connector.agency(),
                "host",
                host,
                "port",
                port == null ? "…" : port);
    }

    private static @Nullable Integer port(@Nullable Object port) {
        return port instanceof Long number ? number.intValue() : null;
    }

    private static Problem problem(ConnectorSource source, String key, RegistryError code, Map<String, ?> arguments) {
        String file = source.connector().file();
        long before = source.text()
                .lines()
                .takeWhile(line -> !line.matches(".*\\b" + key + "\\s*:.*"))
                .count();
        boolean found = before < source.text().lines().count();
        return Problem.of(
                file == null ? "hub/" + source.connector().name() : file,
                found ? (int) before + 1 : 1,
                code,
                arguments);
    }
}
