package vn.lienthong.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.mariadb.jdbc.MariaDbDataSource;
import org.springframework.util.FileSystemUtils;
import vn.lienthong.sample.MariaDbServer;

/**
 * One real server for the whole test process, started at first use; every test takes databases of its own. It is MariaDB; the tests of
 * the connector type run on MySQL instead where {@code -Dmysql.home} names one.
 */
public final class TestMariaDb {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static MariaDbServer server;
    private static SqlServer served;

    private TestMariaDb() {}

    /** The running server. */
    public static synchronized MariaDbServer server() {
        if (server == null) {
            try {
                Path folder = newFolder();
                server = MariaDbServer.start(
                        folder,
                        List.of("--innodb-flush-log-at-trx-commit=0", "--sync-binlog=0", "--innodb-doublewrite=0"));
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

    /** Whether the tests of the connector type run on MySQL. */
    public static boolean isMySql() {
        return TestMySql.home() != null;
    }

    /** The server under the tests of the connector type. */
    public static synchronized SqlServer served() {
        if (served == null) {
            served = isMySql() ? mySql() : new SqlServer(server().port(), server().user(), server().password());
        }
        return served;
    }

    private static SqlServer mySql() {
        try {
            Path folder = newFolder();
            TestMySql started = TestMySql.start(folder);
            AtTheEnd.run(() -> {
                started.close();
                FileSystemUtils.deleteRecursively(folder.toFile());
            });
            return started.server();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A new folder for a server; the unpacked programs beside it are shared by every test process on the machine. */
    public static Path newFolder() throws IOException {
        Path shared = Path.of(System.getProperty("java.io.tmpdir"), "lienthong-test-mariadb");
        Files.createDirectories(shared);
        return Files.createTempDirectory(shared, "server");
    }

    /** The name of a new, empty database. */
    public static String newDatabase() {
        String name = "test_" + DATABASES.incrementAndGet();
        served().createDatabase(name);
        return name;
    }

    /** A plain data source of a database. */
    public static MariaDbDataSource database(String name) {
        return served().database(name);
    }
}
