package vn.lienthong.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A MySQL server out of an unpacked distribution, named by {@code -Dmysql.home}: Oracle's tar, or Debian's packages unpacked into one
 * folder with the libraries and the loader that they were made for. None is taken along by the build.
 */
public final class TestMySql implements AutoCloseable {
    private static final String USER = "root";

    private final Process process;
    private final SqlServer server;

    private TestMySql(Process process, SqlServer server) {
        this.process = process;
        this.server = server;
    }

    /** Where it was unpacked; null where the tests are to run without it. */
    public static @Nullable Path home() {
        String home = System.getProperty("mysql.home", "");
        return home.isBlank() ? null : Path.of(home).toAbsolutePath();
    }

    /** Starts a new server in an empty folder. */
    public static TestMySql start(Path folder, String... arguments) throws IOException {
        Path data = folder.resolve("data");
        List<String> make = command(folder, "--initialize-insecure", "--datadir=" + data);
        run(make, folder.resolve("initialize.log"));
        String password = UUID.randomUUID().toString();
        Path init = Files.writeString(folder.resolve("init.sql"), """
                create user 'root'@'127.0.0.1' identified by '%s';
                grant all on *.* to 'root'@'127.0.0.1' with grant option;
                """.formatted(password));
        int port = freePort();
        List<String> serve = command(
                folder,
                "--datadir=" + data,
                "--init-file=" + init,
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--socket=" + folder.resolve("s"),
                "--pid-file=" + folder.resolve("server.pid"),
                "--mysqlx=OFF",
                "--skip-name-resolve",
                "--character-set-server=utf8mb4",
                "--collation-server=utf8mb4_unicode_ci",
                "--server-id=1",
                "--log-bin=binlog",
                "--gtid-mode=ON",
                "--enforce-gtid-consistency=ON",
                "--max-allowed-packet=64M",
                "--sync-binlog=0",
                "--innodb-flush-log-at-trx-commit=0");
        serve.addAll(List.of(arguments));
        Process process = started(serve, folder.resolve("server.log"));
        TestMySql made = new TestMySql(process, new SqlServer(port, USER, password));
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> made.answers(folder));
        return made;
    }

    private boolean answers(Path folder) throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException(Files.readString(folder.resolve("server.log")));
        }
        try (Connection connection = server.database("mysql").getConnection()) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    /** How to reach it. */
    public SqlServer server() {
        return server;
    }

    private static List<String> command(Path folder, String... arguments) {
        Path home = Objects.requireNonNull(home());
        List<String> all = new ArrayList<>();
        Path loader = home.resolve("usr/lib64/ld-linux-x86-64.so.2");
        boolean debian = Files.exists(loader);
        if (debian) {
            all.addAll(List.of(
                    loader.toString(),
                    "--library-path",
                    home.resolve("usr/lib/x86_64-linux-gnu").toString()));
        }
        Path base = debian ? home.resolve("usr") : home;
        all.add(base.resolve(debian ? "sbin/mysqld" : "bin/mysqld").toString());
        all.addAll(List.of("--no-defaults", "--basedir=" + base, "--tmpdir=" + folder, "--secure-file-priv=NULL"));
        if (debian) {
            all.add("--lc-messages-dir=" + base.resolve("share/mysql"));
            all.add("--character-sets-dir=" + base.resolve("share/mysql/charsets"));
        }
        if ("root".equals(System.getProperty("user.name"))) {
            all.add("--user=root");
        }
        all.addAll(List.of(arguments));
        return all;
    }

    private static void run(List<String> command, Path log) throws IOException {
        Process process = started(command, log);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(Files.readString(log));
        }
    }

    private static Process started(List<String> command, Path log) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
