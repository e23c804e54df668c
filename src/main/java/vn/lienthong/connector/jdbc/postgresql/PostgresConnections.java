package vn.lienthong.connector.jdbc.postgresql;

import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Settings;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Secret;

/** The connections of one session: a bounded number, each to the address that was resolved and allowed. Thread-safe. */
final class PostgresConnections implements AutoCloseable {
    /** Seen in the server's list of sessions; readers are recognised by it, for they hold nothing back. */
    static final String READER = "lienthong reader";

    private static final String WRITER = "lienthong";
    private static final String FOLLOWER = "lienthong changes";
    private static final String TEXTS_OF_CHANGES =
            "set datestyle = 'ISO'; set intervalstyle = 'postgres'; set bytea_output = 'hex'; "
                    + "set extra_float_digits = 3";
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(4);
    private static final Duration LOGIN_PATIENCE = Duration.ofSeconds(6);
    private static final Duration FREE_CONNECTION_PATIENCE = Duration.ofSeconds(5);
    private static final int DEFAULT_LIMIT = 4;
    private static final int DEFAULT_SILENCE_SECONDS = 600;
    private static final int DEFAULT_LOCK_SECONDS = 60;

    private final Opening opening;
    private final PostgresFailures failures;
    private final int limit;
    private final Semaphore free;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();

    PostgresConnections(Opening opening, PostgresFailures failures) {
        this.opening = opening;
        this.failures = failures;
        this.limit = number("max_connections", DEFAULT_LIMIT);
        this.free = new Semaphore(limit);
    }

    /** A connection for reading: the server itself refuses to write through it. */
    Connection reader() {
        return connect(true);
    }

    /** A connection for writing, without autocommit. */
    Connection writer() {
        return connect(false);
    }

    /** A connection in the server's replication protocol, in a session whose texts {@link TextWire} reads. */
    Connection changes() {
        return connect(this::follower, TEXTS_OF_CHANGES, true);
    }

    private Connection connect(boolean readOnly) {
        return connect(
                address -> source(address, readOnly),
                "set statement_timeout = '" + number("statement_timeout_seconds", 0) + "s'; set lock_timeout = '"
                        + DEFAULT_LOCK_SECONDS + "s'",
                readOnly);
    }

    private interface Source {
        PGSimpleDataSource to(InetSocketAddress address) throws SQLException;
    }

    private Connection connect(Source source, String settings, boolean autocommit) {
        InetSocketAddress address = resolve();
        try {
            if (!free.tryAcquire(FREE_CONNECTION_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new HubException(ConnectorError.BUSY, Map.of("connector", opening.connector(), "limit", limit));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failures.interrupted(interrupted);
        }
        Connection connection;
        try {
            connection = source.to(address).getConnection();
            open.add(connection);
        } catch (SQLException failed) {
            free.release();
            throw failures.connecting(failed);
        }
        try {
            prepare(connection, settings, autocommit);
            return connection;
        } catch (SQLException failed) {
            end(connection);
            throw failures.connecting(failed);
        }
    }

    /** The address to connect to, which the destinations allow. */
    InetSocketAddress resolve() {
        return opening.network().resolve(settings().text("host"), number("port", 5432));
    }

    /** Ends a connection at once, whatever it is doing, and makes room for another. */
    void end(Connection connection) {
        if (open.remove(connection)) {
            free.release();
            try {
                connection.abort(Runnable::run);
            } catch (SQLException alreadyGone) {
                // aborting is all that can be done with it
                open.remove(connection);
            }
        }
    }

    @Override
    public void close() {
        Set.copyOf(open).forEach(this::end);
    }

    private static void prepare(Connection connection, String settings, boolean autocommit) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(settings);
        }
        if (!autocommit) {
            connection.setAutoCommit(false);
        }
    }

    private PGSimpleDataSource follower(InetSocketAddress address) throws SQLException {
        PGSimpleDataSource source = source(address, false);
        source.setApplicationName(FOLLOWER);
        source.setReplication("database");
        source.setAssumeMinServerVersion("9.4");
        source.setPreferQueryMode(PreferQueryMode.SIMPLE);
        return source;
    }

    private PGSimpleDataSource source(InetSocketAddress address, boolean readOnly) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {settings().text("host")});
        source.setPortNumbers(new int[] {address.getPort()});
        source.setDatabaseName(settings().text("database"));
        source.setUser(settings().text("username"));
        settings().secret("password").map(Secret::reveal).ifPresent(source::setPassword);
        source.setApplicationName(readOnly ? READER : WRITER);
        source.setReadOnly(readOnly);
        source.setReadOnlyMode("always");
        source.setSocketFactory(PinnedSockets.class.getName());
        source.setSocketFactoryArg(PinnedSockets.argument(address, (int) CONNECT_PATIENCE.toMillis()));
        source.setLoginTimeout((int) LOGIN_PATIENCE.toSeconds());
        source.setSocketTimeout((int) silence().toSeconds());
        source.setTcpKeepAlive(true);
        source.setGssEncMode("disable");
        source.setAuthenticationPluginClassName(NoClearPassword.class.getName());
        source.setProperty("logServerErrorDetail", "false");
        encrypt(source);
        return source;
    }

    private void encrypt(PGSimpleDataSource source) {
        String tls = settings().optionalText("tls").orElse("prefer");
        switch (tls) {
            case "off" -> source.setSslMode("disable");
            case "require" -> source.setSslMode("require");
            case "verify" -> {
                source.setSslMode("verify-full");
                String certificate = settings()
                        .optionalText("ca_certificate")
                        .map(String::strip)
                        .orElse("");
                // any other text here would name a file or a variable of this machine
                if (certificate.startsWith("-----BEGIN CERTIFICATE-----")) {
                    source.setSslfactory("org.postgresql.ssl.SingleCertValidatingFactory");
                    source.setSslFactoryArg(certificate);
                } else {
                    source.setSslfactory("org.postgresql.ssl.DefaultJavaSSLFactory");
                }
            }
            default -> source.setSslMode("prefer");
        }
    }

    /** For how long a server may say nothing before it counts as lost. */
    Duration silence() {
        return Duration.ofSeconds(number("silence_seconds", DEFAULT_SILENCE_SECONDS));
    }

    private Settings settings() {
        return opening.settings();
    }

    private int number(String key, int otherwise) {
        return settings().values().get(key) instanceof Number number ? number.intValue() : otherwise;
    }
}
