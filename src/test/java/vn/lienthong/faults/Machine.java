package vn.lienthong.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import vn.lienthong.sample.MariaDbServer;
import vn.lienthong.store.PostgresServer;
import vn.lienthong.sync.LeanPlan;
import vn.lienthong.testing.TestMariaDb;
import vn.lienthong.testing.TestPostgres;

/** A real database server that can be stopped and started again, or the one that all tests share. */
final class Machine implements AutoCloseable {
    private final String type;
    private final Supplier<Running> start;
    private volatile Running running;
    private volatile boolean up = true;

    private Machine(String type, Supplier<Running> start) {
        this.type = type;
        this.start = start;
        this.running = start.get();
    }

    /** The server that all tests of the process share; it is never stopped. */
    static Machine sharedPostgres() {
        return new Machine("postgresql", () -> running(TestPostgres.server(), () -> {}));
    }

    /** The MariaDB server that all tests of the process share; it is never stopped. */
    static Machine sharedMariaDb() {
        return new Machine("mariadb", () -> running(TestMariaDb.server(), () -> {}));
    }

    /** A PostgreSQL server of one's own. */
    static Machine postgres() {
        Path folder = folder(() -> Files.createTempDirectory("lienthong-machine"));
        return new Machine("postgresql", () -> {
            PostgresServer server =
                    PostgresServer.start(folder.resolve("server"), TestPostgres.programs(), Map.of("fsync", "off"));
            Path pid = folder.resolve("server").resolve("data").resolve("postmaster.pid");
            return running(server, server, pid);
        });
    }

    /** A MariaDB server of one's own; what it has committed outlives its process. */
    static Machine mariaDb() {
        Path folder = folder(TestMariaDb::newFolder);
        return new Machine("mariadb", () -> {
            MariaDbServer server = MariaDbServer.start(
                    folder, List.of("--innodb-flush-log-at-trx-commit=2", "--sync-binlog=0", "--innodb-doublewrite=0"));
            return running(server, server, folder.resolve("server.pid"));
        });
    }

    boolean isMariaDb() {
        return type.equals("mariadb");
    }

    /** The name of a new, empty database. */
    String newDatabase() {
        return running.newDatabase().get();
    }

    DataSource database(String name) {
        return running.database().apply(name);
    }

    /** How a hub reaches a table. */
    LeanPlan.End end(String database, String from, String key) {
        return end(database, from, key, running.user(), running.password());
    }

    LeanPlan.End end(String database, String from, String key, String user, String password) {
        return new LeanPlan.End(
                type,
                Map.of("host", "127.0.0.1", "port", running.port(), "database", database, "username", user),
                password,
                isMariaDb() ? from : "public." + from,
                List.of(key));
    }

    /** How a hub reaches its own state. */
    LeanPlan.Server state(String database) {
        return new LeanPlan.Server(running.port(), database, running.user(), running.password());
    }

    /** Stops it as its owner would: who is connected is thrown out. */
    void stop() {
        try {
            up = false;
            running.server().close();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Kills all its processes at once, as a power cut does to a machine whose disk keeps what it was given. */
    void die() throws IOException {
        up = false;
        long pid = Long.parseLong(Files.readAllLines(running.pid()).get(0).strip());
        ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
        List<ProcessHandle> all =
                Stream.concat(Stream.of(server), server.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
    }

    /** Where it listens now. */
    int port() {
        return running.port();
    }

    /** Starts it again; it may listen on another port now. */
    void start() {
        if (!up) {
            running = start.get();
            up = true;
        }
    }

    @Override
    public void close() {
        if (up) {
            stop();
        }
    }

    private static Running running(PostgresServer server, AutoCloseable own) {
        return running(server, own, Path.of(""));
    }

    private static Running running(PostgresServer server, AutoCloseable own, Path pid) {
        return new Running(
                server.port(),
                server.user(),
                server.password(),
                server::database,
                () -> {
                    String name = "faults_" + System.nanoTime();
                    server.createDatabase(name);
                    return name;
                },
                own,
                pid);
    }

    private static Running running(MariaDbServer server, AutoCloseable own) {
        return running(server, own, Path.of(""));
    }

    private static Running running(MariaDbServer server, AutoCloseable own, Path pid) {
        return new Running(
                server.port(),
                server.user(),
                server.password(),
                server::database,
                () -> {
                    String name = "faults_" + System.nanoTime();
                    server.createDatabase(name);
                    return name;
                },
                own,
                pid);
    }

    private static Path folder(Callable<Path> made) {
        try {
            return made.call();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private record Running(
            int port,
            String user,
            String password,
            Function<String, DataSource> database,
            Supplier<String> newDatabase,
            AutoCloseable server,
            Path pid) {}
}
