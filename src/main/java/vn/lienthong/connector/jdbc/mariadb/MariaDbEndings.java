package vn.lienthong.connector.jdbc.mariadb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.lienthong.connector.Ending;
import vn.lienthong.connector.Opening;
import vn.lienthong.kernel.HubException;

/**
 * When the user's password and the server's certificate end, as far as the server tells this user: of the password only
 * one who may read the tables of users, and few should.
 */
final class MariaDbEndings {
    private static final Logger LOG = LoggerFactory.getLogger(MariaDbEndings.class);

    /** As OpenSSL writes it: {@code Nov  7 09:00:00 2027 GMT}. */
    private static final DateTimeFormatter OPENSSL =
            DateTimeFormatter.ofPattern("MMM d HH:mm:ss yyyy z", Locale.ENGLISH);

    private static final String IN_MARIADB = """
            select json_value(priv, '$.password_last_changed'), coalesce(json_value(priv, '$.password_lifetime'), -1),
                   @@default_password_lifetime
              from mysql.global_priv where concat(user, '@', host) = current_user()""";
    private static final String IN_MYSQL = """
            select unix_timestamp(password_last_changed), coalesce(password_lifetime, -1), @@default_password_lifetime
              from mysql.user where concat(user, '@', host) = current_user()""";

    private final Opening opening;
    private final MariaDbConnections connections;

    MariaDbEndings(Opening opening, MariaDbConnections connections) {
        this.opening = opening;
        this.connections = connections;
    }

    List<Ending> all() {
        List<Ending> endings = new ArrayList<>();
        try {
            Connection connection = connections.open();
            try {
                add(endings, Ending.Kind.SERVER_CERTIFICATE, certificate(connection));
                add(endings, Ending.Kind.PASSWORD, password(connection));
            } finally {
                connections.drop(connection);
            }
        } catch (SQLException | HubException | DateTimeParseException unknown) {
            LOG.info("{}: when all of its access ends could not be read", opening.connector(), unknown);
        }
        return endings;
    }

    private static void add(List<Ending> endings, Ending.Kind kind, @Nullable Instant at) {
        if (at != null) {
            endings.add(new Ending(kind, at));
        }
    }

    /** That of this connection; a connection without encryption has none. */
    private static @Nullable Instant certificate(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show session status like 'Ssl_server_not_after'")) {
            String end = row.next() ? row.getString(2) : "";
            return end == null || end.isBlank()
                    ? null
                    : ZonedDateTime.parse(end.strip().replaceAll(" +", " "), OPENSSL)
                            .toInstant();
        }
    }

    /** A lifetime below zero is the server's own, zero is for ever. */
    private @Nullable Instant password(Connection connection) throws SQLException {
        boolean mariaDb = connection.getMetaData().getDatabaseProductName().equals("MariaDB");
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(mariaDb ? IN_MARIADB : IN_MYSQL)) {
            if (!row.next() || row.getObject(1) == null) {
                return null;
            }
            long days = row.getLong(2) < 0 ? row.getLong(3) : row.getLong(2);
            return days == 0 ? null : Instant.ofEpochSecond(row.getLong(1)).plus(Duration.ofDays(days));
        } catch (SQLException refused) {
            LOG.debug("{}: its user may not read when his password ends", opening.connector(), refused);
            return null;
        }
    }
}
