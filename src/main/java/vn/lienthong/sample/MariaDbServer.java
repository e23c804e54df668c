package vn.lienthong.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.mariadb.jdbc.MariaDbDataSource;
import vn.lienthong.kernel.HubException;
import vn.lienthong.store.Orphans;
import vn.lienthong.store.OwnerOnly;

/**
 * A MariaDB server of the sample's own in a folder: durable, on a random loopback port, with a password of its own, utf8mb4 and
 * a row-based binary log. It needs nothing installed, and starts cleanly where an earlier process was killed and left its server
 * behind.
 */
public final class MariaDbServer implements AutoCloseable {
    private static final String USER = "root";
    private static final Duration START_PATIENCE = Duration.ofSeconds(120);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
    private static final int PORTS_TRIED = 3;

    private final Process process;
    private final int port;
    private final String password;

    private MariaDbServer(Process process, int port, String password) {
        this.process = process;
        this.port = port;
        this.password = password;
    }

    /**
     * Starts the server whose data lie in {@code folder}, making them at the first start. The server's programs are unpacked
     * once into the folder {@code binaries-mariadb} beside it.
     *
     * @param arguments further server arguments, e.g. {@code --max-connections=200}
     * @throws HubException {@link SampleError#MARIADB_CANNOT_RUN} where this machine cannot run it at all
     */
    public static MariaDbServer start(Path folder, List<String> arguments) {
        Path own = folder.toAbsolutePath();
        try {
            OwnerOnly.createFolder(own);
            MariaDbPrograms programs = MariaDbPrograms.in(own.resolveSibling("binaries-mariadb"));
            Path data = own.resolve("data");
            // also what makes a data folder, beside it
            Orphans.stop(line -> line.contains("mariadb") && line.contains("--datadir=" + data), "TERM");
            if (!Files.isDirectory(data)) {
                programs.install(data);
            }
            OwnerOnly.createFolder(own.resolve("tmp"));
            OwnerOnly.createFile(own.resolve("server.err"));
            String password = password(own.resolve("password"));
            List<String> all = new ArrayList<>(certificate(own));
            all.addAll(arguments);
            IOException last = new IOException("no free port");
            for (int i = 0; i < PORTS_TRIED; i++) {
                try {
                    return startOnFreePort(programs, own, password, all);
                } catch (IOException failed) {
                    last = failed;
                }
            }
            throw last;
        } catch (IOException unusable) {
            throw new HubException(
                    SampleError.MARIADB_NOT_STARTED,
                    Map.of("folder", own, "why", String.valueOf(unusable.getMessage())),
                    unusable);
        }
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    /** The administrator's name. */
    public String user() {
        return USER;
    }

    /** The administrator's password. */
    public String password() {
        return password;
    }

    /** A plain, unpooled data source of one database. */
    public MariaDbDataSource database(String name) {
        try {
            MariaDbDataSource source = new MariaDbDataSource(
                    "jdbc:mariadb://" + host() + ":" + port + "/" + name + "?allowPublicKeyRetrieval=true");
            source.setUser(USER);
            source.setPassword(password);
            return source;
        } catch (SQLException malformed) {
            throw new IllegalStateException("data source of " + name, malformed);
        }
    }

    /** Makes a database in utf8mb4 unless it is there. */
    public void createDatabase(String name) {
        try (Connection connection = database("mysql").getConnection();
                Statement create = connection.createStatement()) {
            create.execute("create database if not exists " + create.enquoteIdentifier(name, true)
                    + " character set utf8mb4 collate utf8mb4_unicode_ci");
        } catch (SQLException failed) {
            throw new IllegalStateException("creating database " + name, failed);
        }
    }

    /** Stops the server; waits until it is down. */
    @Override
    public void close() {
        stop(process.toHandle());
    }

    private static MariaDbServer startOnFreePort(
            MariaDbPrograms programs, Path own, String password, List<String> arguments) throws IOException {
        int port = freePort();
        Path init = own.resolve("init.sql");
        OwnerOnly.write(init, onlyWhoKnowsThePassword(password));
        List<String> all = new ArrayList<>(ownArguments(own, port, init));
        all.addAll(arguments);
        Process process = programs.server(all)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        MariaDbServer server = new MariaDbServer(process, port, password);
        try {
            server.awaitReady(own);
        } catch (IOException failed) {
            stop(process.toHandle());
            throw failed;
        } finally {
            Files.deleteIfExists(init);
        }
        return server;
    }

    private static List<String> certificate(Path own) throws IOException {
        OwnCertificate certificate = OwnCertificate.in(own);
        return List.of("--ssl-key=" + certificate.key(), "--ssl-cert=" + certificate.certificate());
    }

    private static List<String> ownArguments(Path own, int port, Path init) {
        return List.of(
                "--datadir=" + own.resolve("data"),
                "--tmpdir=" + own.resolve("tmp"),
                "--pid-file=" + own.resolve("server.pid"),
                "--log-error=" + own.resolve("server.err"),
                "--init-file=" + init,
                "--bind-address=127.0.0.1",
                "--port=" + port,
                // TCP on the loopback is the only door; an empty name makes no socket file
                "--socket=",
                "--skip-name-resolve",
                "--character-set-server=utf8mb4",
                "--collation-server=utf8mb4_unicode_ci",
                "--default-storage-engine=InnoDB",
                "--max-allowed-packet=64M",
                "--server-id=1",
                "--log-bin=binlog",
                "--binlog-format=ROW",
                "--binlog-row-image=FULL",
                "--binlog-expire-logs-seconds=86400",
                "--sync-binlog=1",
                "--innodb-flush-log-at-trx-commit=1");
    }

    /** Waits until it answers, and makes sure that it is ours: a port that was busy could have led us to another's server. */
    private void awaitReady(Path own) throws IOException {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            if (!process.isAlive()) {
                throw new IOException("it ended with code " + process.exitValue() + ", see server.err");
            }
            try (Connection connection = database("mysql").getConnection();
                    Statement statement = connection.createStatement();
                    var answer = statement.executeQuery("select @@datadir")) {
                answer.next();
                if (Path.of(answer.getString(1))
                        .toRealPath()
                        .equals(own.resolve("data").toRealPath())) {
                    return;
                }
                throw new IOException("another server answered on port " + port);
            } catch (SQLException notYet) {
                pause();
            }
        }
        throw new IOException("it did not answer within " + START_PATIENCE.toSeconds() + " seconds");
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    /** Runs at each start, so that a start that was killed half-way is healed by the next. One statement a line. */
    private static String onlyWhoKnowsThePassword(String password) {
        return """
                CREATE OR REPLACE USER 'root'@'127.0.0.1' IDENTIFIED BY '%s';
                GRANT ALL PRIVILEGES ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;
                DELETE FROM mysql.global_priv WHERE User = '' OR (User = 'root' AND Host <> '127.0.0.1');
                DELETE FROM mysql.proxies_priv WHERE User = 'root' AND Host <> '127.0.0.1';
                FLUSH PRIVILEGES;
                """.formatted(password);
    }

    private static String password(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            OwnerOnly.write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        }
        return Files.readString(file).strip();
    }

    /** Asks it to stop, and makes it stop when it does not: what was committed is in its log. */
    private static boolean stop(ProcessHandle server) {
        server.destroy();
        if (!ended(server)) {
            server.destroyForcibly();
            return ended(server);
        }
        return true;
    }

    private static boolean ended(ProcessHandle server) {
        try {
            server.onExit().get(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException stuck) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
