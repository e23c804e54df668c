package vn.lienthong.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;
import vn.lienthong.kernel.Secret;
import vn.lienthong.store.HubFolders;
import vn.lienthong.store.PostgresServer;
import vn.lienthong.vault.Vault;

/**
 * Two real databases, {@code rest-here} with pupils and {@code rest-there} without, registered by files at a hub under test. They live on a
 * server of their own, since the hub refuses its own state's port.
 */
final class TwoSystems implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final HubFolders hub;
    private final Path folder;
    private final PostgresServer server;
    private final JdbcTemplate source;
    private final JdbcTemplate target;

    TwoSystems(HubFolders hub, Vault vault) throws IOException {
        this.hub = hub;
        folder = Files.createTempDirectory("lienthong-test-systems");
        server = PostgresServer.start(folder.resolve("server"), Map.of("fsync", "off", "shared_buffers", "16MB"));
        source = connector(hub, vault, "rest-here");
        target = connector(hub, vault, "rest-there");
        source.execute("create table pupils (id bigint primary key, name text, grade integer)");
        target.execute("create table pupils (pupil_id bigint primary key, full_name text, grade integer)");
        Files.writeString(
                hub.connectors().resolve("destinations.yaml"),
                "destinations: [{ agency: G03, hosts: [{ host: 127.0.0.1, ports: [%d] }] }]\n"
                        .formatted(server.port()));
    }

    /** 200 pupils here, the last one with a grade that no school has; nothing there. */
    void fill() {
        source.execute("truncate pupils");
        target.execute("truncate pupils");
        source.update("insert into pupils select n, 'Trần Văn ' || n, 1 + n % 12 from generate_series(1, 200) n");
        source.update("update pupils set grade = 99 where id = 200");
    }

    JdbcTemplate source() {
        return source;
    }

    JdbcTemplate target() {
        return target;
    }

    /** A job between the two, with further lines of YAML. */
    static String job(String name, String further) {
        return """
                sync: %s
                title: { vi: Học sinh, en: Pupils }
                agency: G03
                from: { dataset: rest-here/pupils }
                to: { dataset: rest-there/pupils, key: [pupil_id] }
                map: { pupil_id: id, full_name: name, grade: grade }
                check: { grade: [between(1, 12)] }
                batch: 50
                %s
                """.formatted(name, further);
    }

    private JdbcTemplate connector(HubFolders hub, Vault vault, String name) throws IOException {
        String database = "system_" + NUMBER.incrementAndGet();
        server.createDatabase(database);
        vault.seal(name, "password", Secret.of(server.password()));
        Files.writeString(hub.connectors().resolve(name + ".connector.yaml"), """
                connector: %1$s
                title: { vi: %1$s, en: %1$s }
                agency: G03
                type: postgresql
                settings:
                  host: 127.0.0.1
                  port: %2$d
                  database: %3$s
                  username: %4$s
                  password: ${secret:%1$s/password}
                datasets:
                  pupils: { from: public.pupils, classes: { name: personal, full_name: personal, "*": internal } }
                """.formatted(
                        name, server.port(), database, server.user()));
        return new JdbcTemplate(server.database(database));
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(hub.connectors().resolve("rest-here.connector.yaml"));
        Files.deleteIfExists(hub.connectors().resolve("rest-there.connector.yaml"));
        server.close();
        FileSystemUtils.deleteRecursively(folder.toFile());
    }
}
