package vn.lienthong.bench.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a hub with many connectors, and a job from each of them. */
final class ManyJobs {
    private ManyJobs() {}

    static void write(Path home, int port, int count) throws IOException {
        Path connectors = Files.createDirectories(home.resolve("connectors"));
        Path routes = Files.createDirectories(home.resolve("routes"));
        Files.writeString(connectors.resolve("agencies.yaml"), "agencies:\n  - { code: G03, name: Bộ Giáo dục }\n");
        Files.writeString(
                connectors.resolve("destinations.yaml"),
                "destinations:\n- { agency: G03, hosts: [{ host: 127.0.0.1, ports: [" + port + "] }] }\n");
        StringBuilder tables = new StringBuilder();
        for (int n = 1; n <= count; n++) {
            connector(
                    connectors,
                    "truong-" + n,
                    port,
                    "  pupils: { from: public.pupils, key: [pupil_id], classes: { \"*\": internal } }\n");
            tables.append("  pupils_%d: { from: public.pupils_%d, key: [pupil_id], classes: { \"*\": internal } }%n".formatted(n, n));
            Files.writeString(routes.resolve("pupils-" + n + ".sync.yaml"), """
                    sync: pupils-%d
                    title: { vi: Học sinh trường %d, en: Pupils of school %d }
                    agency: G03
                    from: { dataset: truong-%d/pupils, read: snapshot }
                    to: { dataset: csdl/pupils_%d, write: upsert, key: [pupil_id], deletes: keep }
                    every: 2m
                    map:
                      pupil_id: pupil_id
                      full_name: full_name
                    check:
                      full_name: [required]
                    rejects: { to: quarantine, stop_above: 5%% }
                    """.formatted(n, n, n, n, n));
        }
        connector(connectors, "csdl", port, tables.toString());
    }

    private static void connector(Path folder, String name, int port, String datasets) throws IOException {
        Files.writeString(folder.resolve(name + ".connector.yaml"), """
                connector: %s
                title: { vi: CSDL %s, en: Database %s }
                agency: G03
                type: postgresql
                settings:
                  host: 127.0.0.1
                  port: %d
                  database: csdl
                  username: postgres
                  password: ${secret:%s/password}
                datasets:
                """.formatted(name, name, name, port, name) + datasets);
    }
}
