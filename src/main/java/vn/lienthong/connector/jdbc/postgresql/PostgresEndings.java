package vn.lienthong.connector.jdbc.postgresql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.lienthong.connector.Ending;
import vn.lienthong.connector.Opening;
import vn.lienthong.kernel.HubException;

/** When the user's password and the server's certificate end. */
final class PostgresEndings {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresEndings.class);

    private final Opening opening;
    private final PostgresConnections connections;

    PostgresEndings(Opening opening, PostgresConnections connections) {
        this.opening = opening;
        this.connections = connections;
    }

    List<Ending> all() {
        List<Ending> endings = new ArrayList<>();
        try {
            password(endings);
            if (!"off".equals(opening.settings().optionalText("tls").orElse("prefer"))) {
                ServerCertificate.end(connections.resolve())
                        .ifPresent(at -> endings.add(new Ending(Ending.Kind.SERVER_CERTIFICATE, at)));
            }
        } catch (SQLException | IOException | HubException unknown) {
            LOG.info("{}: when all of its access ends could not be read", opening.connector(), unknown);
        }
        return endings;
    }

    /** Every user may read that of its own; infinity ends never. */
    private void password(List<Ending> endings) throws SQLException {
        Connection connection = connections.reader();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select rolvaliduntil from pg_roles where rolname = session_user and isfinite(rolvaliduntil)")) {
            if (row.next()) {
                endings.add(new Ending(
                        Ending.Kind.PASSWORD,
                        row.getObject(1, OffsetDateTime.class).toInstant()));
            }
        } finally {
            connections.end(connection);
        }
    }
}
