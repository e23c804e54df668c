package vn.lienthong.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;
import vn.lienthong.store.PostgresServer;

/** One real PostgreSQL server for the whole test process, started at first use; every test takes databases of its own. */
public final class TestPostgres {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static PostgresServer server;
    private static Path programs;
    private static String pattern;

    private TestPostgres() {}

    /** The running server. */
    public static synchronized PostgresServer server() {
        if (server == null) {
            try {
                Path folder = Files.createTempDirectory("lienthong-test-postgres");
                programs = folder.resolve("binaries");
                server = PostgresServer.start(
                        folder.resolve("server"), programs, Map.of("max_connections", "200", "fsync", "off"));
                AtTheEnd.run(() -> {
                    server.close();
                    FileSystemUtils.deleteRecursively(folder.toFile());
                });
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return server;
    }

    /** Where its programs are unpacked, for further servers. */
    public static Path programs() {
        server();
        return programs;
    }

    /** The name of a new, empty database. */
    public static String newDatabase() {
        String name = "test_" + DATABASES.incrementAndGet();
        server().createDatabase(name);
        return name;
    }

    /** The name of a new database with the tables of a hub's state: a copy, which takes a tenth of what making them takes. */
    public static synchronized String newState() {
        if (pattern == null) {
            pattern = newDatabase();
            Flyway.configure().dataSource(database(pattern)).load().migrate();
        }
        String name = "test_" + DATABASES.incrementAndGet();
        new JdbcTemplate(database("postgres")).execute("create database " + name + " template " + pattern);
        return name;
    }

    /** A plain data source of a database. */
    public static PGSimpleDataSource database(String name) {
        return server().database(name);
    }
}
