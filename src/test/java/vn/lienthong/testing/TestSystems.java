package vn.lienthong.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;
import vn.lienthong.kernel.Secret;
import vn.lienthong.store.HubFolders;
import vn.lienthong.store.PostgresServer;
import vn.lienthong.vault.Vault;

/**
 * Real databases, registered by files at a hub under test. They live on a server of their own, since the hub refuses its own state's
 * port.
 */
public final class TestSystems implements AutoCloseable {
    private final HubFolders hub;
    private final Vault vault;
    private final String agency;
    private final Path folder;
    private final PostgresServer server;
    private final List<Path> files = new ArrayList<>();

    /** Starts their server, which the hub may reach from now on for these agencies; the first is whose connectors are. */
    public TestSystems(HubFolders hub, Vault vault, String... agencies) throws IOException {
        this.hub = hub;
        this.vault = vault;
        this.agency = agencies[0];
        folder = Files.createTempDirectory("lienthong-test-systems");
        server = PostgresServer.start(folder.resolve("server"), Map.of("fsync", "off", "shared_buffers", "16MB"));
        Files.writeString(
                hub.connectors().resolve("destinations.yaml"),
                Stream.of(agencies)
                        .map(code -> "- { agency: %s, hosts: [{ host: 127.0.0.1, ports: [%d] }] }\n"
                                .formatted(code, server.port()))
                        .collect(Collectors.joining("", "destinations:\n", "")));
    }

    /**
     * A database with nothing in it, and a connector to it.
     *
     * @param datasets the lines of the connector's file that name them, each after two spaces
     */
    public JdbcTemplate connector(String name, String datasets) throws IOException {
        return connector(name, agency, datasets);
    }

    /** The same of an agency of the reader's choice. */
    public JdbcTemplate connector(String name, String owner, String datasets) throws IOException {
        String database = name.replace('-', '_');
        server.createDatabase(database);
        vault.seal(name, "password", Secret.of(server.password()));
        Path file = hub.connectors().resolve(name + ".connector.yaml");
        files.add(file);
        Files.writeString(file, """
                connector: %1$s
                title: { vi: %1$s, en: %1$s }
                agency: %2$s
                type: postgresql
                settings:
                  host: 127.0.0.1
                  port: %3$d
                  database: %4$s
                  username: %5$s
                  password: ${secret:%1$s/password}
                datasets:
                %6$s
                """.formatted(name, owner, server.port(), database, server.user(), datasets));
        return new JdbcTemplate(server.database(database));
    }

    /** What somebody who registers a connector is told of a system, and what fills it. */
    public record Unregistered(Map<String, String> settings, JdbcTemplate database) {}

    /** A database with nothing in it that no connector leads to yet. */
    public Unregistered unregistered(String database) {
        server.createDatabase(database);
        return new Unregistered(
                Map.of(
                        "host",
                        "127.0.0.1",
                        "port",
                        "" + server.port(),
                        "database",
                        database,
                        "username",
                        server.user(),
                        "password",
                        server.password()),
                new JdbcTemplate(server.database(database)));
    }

    /** Takes the connectors away, so that other tests in the same hub do not meet them, and stops the server. */
    @Override
    public void close() throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        server.close();
        FileSystemUtils.deleteRecursively(folder.toFile());
    }
}
