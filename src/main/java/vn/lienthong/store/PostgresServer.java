package vn.lienthong.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.util.FileSystemUtils;
import vn.lienthong.kernel.HubException;

/**
 * A PostgreSQL server of the hub's own in a folder: durable, on a random loopback port, with a password of its own and logical
 * decoding on. It starts cleanly where an earlier process was killed and left its server behind.
 */
public final class PostgresServer implements AutoCloseable {
    private static final String USER = "postgres";

    private final EmbeddedPostgres server;
    private final String password;

    private PostgresServer(EmbeddedPostgres server, String password) {
        this.server = server;
        this.password = password;
    }

    /**
     * Starts the server whose data lie in {@code folder}, making them at the first start. The server's
     * programs are unpacked once into the folder {@code binaries} beside it.
     *
     * @param settings further server settings, e.g. {@code max_connections}
     */
    public static PostgresServer start(Path folder, Map<String, String> settings) {
        return start(folder, folder.toAbsolutePath().resolveSibling("binaries"), settings);
    }

    /** As {@link #start(Path, Map)}, with the server's programs in a folder that several servers share. */
    public static PostgresServer start(Path folder, Path programs, Map<String, String> settings) {
        try {
            return begin(folder, programs, settings);
        } catch (IOException unusable) {
            throw new HubException(
                    StoreError.EMBEDDED_NOT_STARTED,
                    Map.of("folder", folder, "why", String.valueOf(unusable.getMessage())),
                    unusable);
        }
    }

    private static PostgresServer begin(Path folder, Path programs, Map<String, String> settings) throws IOException {
        Path data = folder.resolve("data").toAbsolutePath();
        Path passwordFile = folder.resolve("password").toAbsolutePath();
        OwnerOnly.createFolder(folder);
        OwnerOnly.createFolder(programs);
        HalfUnpacked.clear(programs);
        stopOrphans(data);
        // it stands from before the first file is made until the server has started once
        Path beginning = folder.resolve("first-start").toAbsolutePath();
        if (Files.exists(beginning)) {
            FileSystemUtils.deleteRecursively(data);
        }
        boolean first = !Files.exists(data);
        String password = first ? newPassword() : Files.readString(passwordFile).strip();
        if (first) {
            OwnerOnly.write(beginning, "");
            OwnerOnly.write(passwordFile, password);
        } else {
            onlyByPassword(data);
        }
        EmbeddedPostgres.Builder builder = durable(data, programs, passwordFile, password);
        settings.forEach(builder::setServerConfig);
        EmbeddedPostgres server = builder.start();
        OwnerOnly.closeAll(programs); // who unpacks them opens them to everybody
        OwnerOnly.createFile(data.resolve("epg-lock"));
        PostgresServer started = new PostgresServer(server, password);
        try {
            if (first) {
                Files.delete(beginning);
            }
            started.checkItIsOurs(data);
        } catch (IOException | RuntimeException unusable) {
            started.close();
            throw unusable;
        }
        return started;
    }

    private static EmbeddedPostgres.Builder durable(Path data, Path programs, Path passwordFile, String password) {
        return EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(programs.toAbsolutePath().toFile())
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setPort(0)
                .setConnectConfig("password", password)
                // what it calls a locale are the words that initdb gets: nobody enters without the password, ever
                .setLocaleConfig("pwfile", passwordFile.toString())
                .setLocaleConfig("auth-host", "scram-sha-256")
                .setLocaleConfig("auth-local", "reject")
                .setServerConfig("listen_addresses", "127.0.0.1")
                // the loopback is the only door: a socket would lie in a folder that is everybody's
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("wal_level", "logical")
                .setServerConfig("max_wal_size", "2GB")
                .setServerConfig("max_connections", "100")
                .setServerConfig("shared_buffers", "128MB")
                .setServerConfig("timezone", "UTC")
                // its log names what failed and shows neither the row nor the statement with its values
                .setServerConfig("log_error_verbosity", "terse")
                .setServerConfig("log_min_error_statement", "panic");
    }

    /** Where it listens: the loopback. */
    public String host() {
        return "127.0.0.1";
    }

    /** On which port; another one at each start. */
    public int port() {
        return server.getPort();
    }

    /** The superuser's name. */
    public String user() {
        return USER;
    }

    /** The superuser's password. */
    public String password() {
        return password;
    }

    /** A plain, unpooled data source of one database. */
    public PGSimpleDataSource database(String name) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host()});
        source.setPortNumbers(new int[] {port()});
        source.setDatabaseName(name);
        source.setUser(USER);
        source.setPassword(password);
        return source;
    }

    /** Makes a database unless it is there. */
    public void createDatabase(String name) {
        try (Connection connection = database("postgres").getConnection();
                var find = connection.prepareStatement("select 1 from pg_database where datname = ?")) {
            find.setString(1, name);
            if (!find.executeQuery().next()) {
                try (Statement create = connection.createStatement()) {
                    create.execute("create database " + create.enquoteIdentifier(name, true)
                            + " template template0 encoding 'UTF8' locale 'C'");
                }
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("creating database " + name, failed);
        }
    }

    /** Stops the server; waits until it is down. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Who may connect: nobody without the password. */
    private static void onlyByPassword(Path data) throws IOException {
        Files.write(
                data.resolve("pg_hba.conf"),
                List.of("host all all 127.0.0.1/32 scram-sha-256", "host replication all 127.0.0.1/32 scram-sha-256"),
                StandardCharsets.UTF_8);
    }

    /** A port that was busy could have led us to somebody else's server. */
    private void checkItIsOurs(Path data) throws IOException {
        try (Connection connection = database("postgres").getConnection();
                Statement statement = connection.createStatement();
                var answer = statement.executeQuery("show data_directory")) {
            answer.next();
            if (!Path.of(answer.getString(1)).toRealPath().equals(data.toRealPath())) {
                throw new IOException("another server answered on port " + port());
            }
        } catch (SQLException failed) {
            throw new IOException(failed);
        }
    }

    private static void stopOrphans(Path data) throws IOException {
        Orphans.stop(line -> (line + " ").contains(" -D " + data + " "), "INT");
        Files.deleteIfExists(data.resolve("postmaster.pid"));
        Files.deleteIfExists(data.resolve("epg-lock"));
    }

    private static String newPassword() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
