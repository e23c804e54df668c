package vn.lienthong.connector.jdbc.mariadb;

import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.Driver;
import org.mariadb.jdbc.HostAddress;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Settings;
import vn.lienthong.kernel.Secret;

/** Opens connections of one session from its enumerated settings, and closes what is left of them. */
final class MariaDbConnections implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Longer than any statement of ours may wait for locks, shorter than a person waits for an answer. */
    private static final Duration SILENCE = Duration.ofMinutes(10);
    /** The same for short questions about a log. */
    private static final Duration SILENCE_TO_FOLLOW = Duration.ofSeconds(6);

    private static final String NO_TLS_THERE = "ssl not enabled in the server";

    private final Opening opening;
    private final MariaDbErrors errors;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();

    MariaDbConnections(Opening opening, MariaDbErrors errors) {
        this.opening = opening;
        this.errors = errors;
    }

    /** A connection in autocommit with the session settings on which everything else relies. */
    Connection open() {
        return open(false);
    }

    /**
     * The same, to a server whose certificate an authority has signed where certificates are checked. Who follows its log cannot be
     * shown with the password instead that it is the right server.
     */
    Connection openToFollow() {
        return open(true);
    }

    private Connection open(boolean toFollow) {
        int most = settings().integer("max_connections");
        if (open.size() >= most) {
            throw errors.because(ConnectorError.BUSY, "", Map.of("why", "max_connections = " + most));
        }
        InetSocketAddress address = resolve();
        try {
            return connect(address, toFollow ? SILENCE_TO_FOLLOW : SILENCE, toFollow);
        } catch (SQLException failed) {
            throw errors.connecting(failed);
        }
    }

    /** The address that was checked. */
    InetSocketAddress resolve() {
        return opening.network().resolve(settings().text("host"), settings().integer("port"));
    }

    Connection connect(InetSocketAddress address, Duration silence, boolean toFollow) throws SQLException {
        String tls = settings().text("tls");
        String authority = tls.equals("verify") ? authority(toFollow) : "";
        Connection connection;
        try {
            connection = greeted(configuration(address, silence, mode(tls), authority));
        } catch (SQLException failed) {
            if (!tls.equals("prefer") || !String.valueOf(failed.getMessage()).contains(NO_TLS_THERE)) {
                throw failed;
            }
            connection = greeted(configuration(address, silence, "disable", ""));
        }
        prepare(connection);
        open.add(connection);
        return connection;
    }

    private String authority(boolean toFollow) throws SQLException {
        String own = Authorities.own(settings());
        if (!own.isEmpty() || !toFollow) {
            return own;
        }
        String known = Authorities.wellKnown();
        if (known.isEmpty()) {
            throw new SQLException(CertificateFault.NONE_KNOWN, "08000");
        }
        return known;
    }

    /**
     * The driver stumbles over greetings that no MariaDB sends, and goes ever deeper where each answer asks for a file; that is
     * the system's fault and not the hub's.
     */
    private static Connection greeted(Configuration configuration) throws SQLException {
        try {
            return Driver.connect(configuration);
        } catch (RuntimeException | StackOverflowError unknown) {
            PinnedSocketFactory.closeLast();
            throw new SQLException("no MariaDB or MySQL answers there", "08000", unknown);
        } finally {
            PinnedSocketFactory.forgetLast();
        }
    }

    private Configuration configuration(InetSocketAddress address, Duration silence, String sslMode, String authority)
            throws SQLException {
        Settings settings = settings();
        // Parsing this constant is the only way to a builder that lacks nothing; no part of an address comes from
        // settings.
        return Configuration.parse("jdbc:mariadb://127.0.0.1/").toBuilder()
                .addresses(HostAddress.from(
                        sslMode.equals("verify-full")
                                ? settings.text("host")
                                : address.getAddress().getHostAddress(),
                        address.getPort(),
                        true))
                .socketFactory(PinnedSocketFactory.class.getName())
                .connectionAttributes(
                        PinnedSocketFactory.ATTRIBUTE + ":" + PinnedSocketFactory.format(address.getAddress()))
                .database(settings.text("database"))
                .user(settings.text("username"))
                .password(settings.secret("password").map(Secret::reveal).orElse(""))
                .sslMode(sslMode)
                .serverSslCert(authority.isEmpty() ? null : authority)
                .connectTimeout((int) CONNECT.toMillis())
                .socketTimeout((int) silence.toMillis())
                .tcpKeepAlive(true)
                .tinyInt1isBit(false)
                .transformedBitIsBoolean(false)
                .yearIsDateType(false)
                .useServerPrepStmts(false)
                .useBulkStmts(false)
                .useBulkStmtsForInserts(false)
                // Unsafe doors last, so that nothing above can open them again.
                .allowLocalInfile(false)
                .allowMultiQueries(false)
                .permitRedirect(false)
                .allowPublicKeyRetrieval(false)
                .createDatabaseIfNotExist(false)
                .dumpQueriesOnException(false)
                .includeInnodbStatusInDeadlockExceptions(false)
                .includeThreadDumpInDeadlockExceptions(false)
                .maxQuerySizeToLog(0)
                .restrictedAuth("mysql_native_password,client_ed25519,caching_sha2_password,parsec")
                .build();
    }

    private static String mode(String tls) {
        return switch (tls) {
            case "off" -> "disable";
            case "verify" -> "verify-full";
            default -> "trust";
        };
    }

    /** Strict, so that nothing is cut off or bent silently; in UTC, so that a moment is a moment. */
    private static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set names utf8mb4");
            statement.execute("""
                    set session sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,\
                    NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO',
                    time_zone = '+00:00', innodb_lock_wait_timeout = 30, lock_wait_timeout = 30,
                    net_write_timeout = 3600, net_read_timeout = 600, group_concat_max_len = 1048576""");
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    /** Closes one connection without waiting for what the server still wants to send. */
    void drop(Connection connection) {
        open.remove(connection);
        try {
            connection.abort(Runnable::run);
        } catch (SQLException gone) {
            // a connection that cannot be aborted is closed already
            return;
        }
    }

    private Settings settings() {
        return opening.settings();
    }

    @Override
    public void close() {
        open.forEach(this::drop);
    }
}
