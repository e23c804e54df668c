package vn.lienthong.bench.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;
import vn.lienthong.store.PostgresServer;

/**
 * What a node costs as its connectors and jobs become many: the time until it is ready, first and once more; how long each page takes
 * to arrive; the heap in use. Each connector leads into a real server, each job reads a table there and writes one of its own. Arguments:
 * how many connectors and jobs, one number a hub, by default 10, 100 and 1000.
 */
public final class ScaleBench {
    private ScaleBench() {}

    public static void main(String[] arguments) throws Exception {
        List<String> sizes = arguments.length == 0 ? List.of("10", "100", "1000") : List.of(arguments);
        for (String size : sizes) {
            Path folder = Files.createTempDirectory("lienthong-bench-scale");
            try (PostgresServer source = PostgresServer.start(folder.resolve("source"), Map.of("max_connections", "300"));
                    PostgresServer state = PostgresServer.start(folder.resolve("state"), Map.of())) {
                state.createDatabase("hub");
                fill(source, Integer.parseInt(size));
                ManyJobs.write(folder.resolve("home"), source.port(), Integer.parseInt(size));
                for (String start : List.of("first", "again")) {
                    hub(folder, source, state, size, start);
                }
            } finally {
                FileSystemUtils.deleteRecursively(folder.toFile());
            }
        }
    }

    private static void hub(Path folder, PostgresServer source, PostgresServer state, String size, String start)
            throws IOException, InterruptedException {
        int ended = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "vn.lienthong.api.ManyJobsHub",
                        folder.toString(),
                        size,
                        state.port() + "",
                        state.password(),
                        source.password(),
                        start)
                .inheritIO()
                .start()
                .waitFor();
        if (ended != 0) {
            throw new IllegalStateException("the hub with " + size + " jobs ended with " + ended);
        }
    }

    private static void fill(PostgresServer source, int jobs) {
        source.createDatabase("csdl");
        JdbcTemplate csdl = new JdbcTemplate(source.database("csdl"));
        csdl.execute("create table pupils (pupil_id bigint primary key, full_name text)");
        csdl.update("insert into pupils select n, 'Nguyễn Thị Ánh ' || n from generate_series(1, 100) n");
        csdl.execute("do $$ begin for n in 1..%d loop execute 'create table pupils_' || n || '(like pupils including all)'; end loop; end $$"
                .formatted(jobs));
    }
}
