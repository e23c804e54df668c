package vn.lienthong.sample;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.lienthong.kernel.HubException;
import vn.lienthong.store.PostgresServer;

/**
 * The sample's servers: databases with a user of its own for every connector that can do no more than it needs, and the systems of
 * other agencies. They start beside each other and beside the hub; whoever asks for one waits until it is filled.
 */
final class SampleServers implements AutoCloseable {
    static final String READER = "hub_reader";
    static final String WRITER = "hub_writer";
    private static final Logger LOG = LoggerFactory.getLogger(SampleServers.class);

    private final CompletableFuture<PostgresServer> postgres;
    private final CompletableFuture<School> hcmc;
    private final CompletableFuture<SamplePartners> partners;
    private final String hanoiPassword = newPassword();
    private final String ministryPassword = newPassword();
    private final String hcmcPassword = newPassword();
    private boolean closed;

    /**
     * Where Ho Chi Minh City's system lives.
     *
     * @param type the connector type that reaches it
     * @param server what to stop, if it has a server of its own
     */
    record School(String type, int port, HcmcSystem system, AutoCloseable server) {}

    SampleServers(Path folder, Path programs, SampleSize size, PlantedFaults faults, Clock clock) {
        Instant now = clock.instant();
        SmallSector hanoi = SmallSector.of(Locality.HANOI, SmallSector.SEED, faults);
        SmallSector south = SmallSector.of(Locality.HCMC, SmallSector.SEED, faults);
        postgres = begin("sample-postgresql", () -> startPostgres(folder, programs, hanoi, size));
        hcmc = begin("sample-mariadb", () -> startHcmc(folder, south, size, now));
        partners =
                begin("sample-partners", () -> SamplePartners.start(folder.resolve("partners"), size, faults, clock));
    }

    /** The PostgreSQL server with Hanoi's and the ministry's databases, filled. */
    PostgresServer postgres() {
        return joined(postgres);
    }

    /** Ho Chi Minh City's system, filled. */
    School hcmc() {
        return joined(hcmc);
    }

    /** The systems of other agencies. */
    SamplePartners partners() {
        return joined(partners);
    }

    String hanoiPassword() {
        return hanoiPassword;
    }

    String ministryPassword() {
        return ministryPassword;
    }

    String hcmcPassword() {
        return hcmcPassword;
    }

    /** Stops the servers; one that is still starting is stopped as soon as it has. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        CompletableFuture.allOf(
                        partners.thenAccept(SamplePartners::close).exceptionally(failed -> null),
                        hcmc.thenAccept(SampleServers::stop).exceptionally(failed -> null),
                        postgres.thenAccept(SampleServers::stop).exceptionally(failed -> null))
                .join();
    }

    private PostgresServer startPostgres(Path folder, Path programs, SmallSector sector, SampleSize size)
            throws SQLException {
        PostgresServer server = PostgresServer.start(
                folder.resolve("postgres"), programs, Map.of("max_connections", "60", "shared_buffers", "64MB"));
        try {
            server.createDatabase(HanoiSystem.DATABASE);
            server.createDatabase(MinistrySystem.DATABASE);
            new HanoiSystem(server.database(HanoiSystem.DATABASE), sector).seed(size.hanoi());
            new MinistrySystem(server.database(MinistrySystem.DATABASE)).prepare();
            grant(server, HanoiSystem.DATABASE, READER, hanoiPassword, "select on all tables in schema public");
            publish(server);
            grant(
                    server,
                    MinistrySystem.DATABASE,
                    WRITER,
                    ministryPassword,
                    "select, insert, update, delete on all tables in schema public",
                    "create on schema public");
            return server;
        } catch (SQLException | RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    private School startHcmc(Path folder, SmallSector sector, SampleSize size, Instant now) throws SQLException {
        MariaDbServer server;
        try {
            server = MariaDbServer.start(
                    folder.resolve("mariadb"), List.of("--innodb-buffer-pool-size=64M", "--default-time-zone=+07:00"));
        } catch (HubException cannotRun) {
            LOG.warn("sample.mariadb=absent, its place is taken by PostgreSQL: {}", cannotRun.getMessage());
            return hcmcOnPostgres(sector, size, now);
        }
        try {
            server.createDatabase(HcmcSystem.DATABASE);
            HcmcSystem system = new HcmcSystem(server.database(HcmcSystem.DATABASE), "datetime", sector);
            system.seed(size.hcmc(), now);
            try (Connection connection = server.database("mysql").getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create or replace user '" + READER + "'@'127.0.0.1' identified by "
                        + statement.enquoteLiteral(hcmcPassword));
                statement.execute("grant select on " + HcmcSystem.DATABASE + ".* to '" + READER + "'@'127.0.0.1'");
            }
            return new School("mariadb", server.port(), system, server);
        } catch (SQLException | RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    private School hcmcOnPostgres(SmallSector sector, SampleSize size, Instant now) throws SQLException {
        PostgresServer server = postgres();
        server.createDatabase(HcmcSystem.DATABASE);
        DataSource database = server.database(HcmcSystem.DATABASE);
        HcmcSystem system = new HcmcSystem(database, "timestamp", sector);
        system.seed(size.hcmc(), now);
        grant(server, HcmcSystem.DATABASE, READER + "_hcm", hcmcPassword, "select on all tables in schema public");
        return new School("postgresql", server.port(), system, () -> {});
    }

    /** What Hanoi's administrator has done so that the hub may follow its pupils, and nothing else. */
    private static void publish(PostgresServer server) throws SQLException {
        try (Connection connection = server.database(HanoiSystem.DATABASE).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter role " + READER + " replication");
            if (!Databases.exists(
                    statement, "select true from pg_publication where pubname = '" + HanoiSystem.PUBLICATION + "'")) {
                statement.execute("create publication " + HanoiSystem.PUBLICATION
                        + " for table hoc_sinh with (publish_via_partition_root = true)");
            }
        }
    }

    /** A user that may enter one database and do there what is listed, with a new password at every start. */
    private static void grant(PostgresServer server, String database, String user, String password, String... rights)
            throws SQLException {
        try (Connection connection = server.database(database).getConnection();
                Statement statement = connection.createStatement()) {
            if (!Databases.exists(
                    statement, "select true from pg_roles where rolname = " + statement.enquoteLiteral(user))) {
                statement.execute("create role " + user + " login");
            }
            statement.execute("alter role " + user + " password " + statement.enquoteLiteral(password));
            statement.execute("revoke all on database " + database + " from public");
            statement.execute("grant connect, temporary on database " + database + " to " + user);
            statement.execute("grant usage on schema public to " + user);
            for (String right : rights) {
                statement.execute("grant " + right + " to " + user);
            }
        }
    }

    private <T> CompletableFuture<T> begin(String name, Start<T> start) {
        CompletableFuture<T> started = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        started.complete(start.start());
                    } catch (SQLException
                            | RuntimeException
                            | Error failed) { // else nobody would hear, and wait for ever
                        started.completeExceptionally(failed);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return started;
    }

    private interface Start<T> {
        T start() throws SQLException;
    }

    private static <T> T joined(CompletableFuture<T> started) {
        try {
            return started.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof HubException known
                    ? known
                    : new HubException(
                            SampleError.NOT_SEEDED,
                            Map.of("why", String.valueOf(failed.getCause().getMessage())),
                            failed.getCause());
        }
    }

    private static void stop(School school) {
        try {
            school.server().close();
        } catch (Exception failed) {
            LOG.warn("sample.mariadb=not-stopped {}", failed.getMessage());
        }
    }

    private static void stop(PostgresServer server) {
        server.close();
    }

    /** 192 random bits, of letters that need no care anywhere. */
    static String newPassword() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
