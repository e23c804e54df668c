package vn.lienthong.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import vn.lienthong.kernel.HubException;

/** Tries the external database before anything builds on it, so that a wrong address is said in one sentence. */
final class ExternalReach {
    private static final String SECONDS = "10";

    private ExternalReach() {}

    /**
     * Connects once and looks whether tables can be made, where there are none yet, and every letter can be kept.
     *
     * @throws HubException {@link StoreError#URL_INVALID}, {@link StoreError#EXTERNAL_UNREACHABLE},
     *     {@link StoreError#EXTERNAL_PASSWORD}, {@link StoreError#EXTERNAL_REFUSED}, {@link StoreError#EXTERNAL_ABSENT},
     *     {@link StoreError#EXTERNAL_NOT_WRITABLE} or {@link StoreError#EXTERNAL_NOT_UTF8}
     */
    static void prove(ExternalDatabase external) {
        @Nullable Properties address = external.url() == null ? null : Driver.parseURL(external.url(), null);
        if (address == null || address.getProperty("PGHOST") == null) {
            throw new HubException(StoreError.URL_INVALID, Map.of());
        }
        try (Connection connection = connect(external)) {
            look(connection);
        } catch (SQLException failed) {
            throw unreachable(external, address, failed);
        }
    }

    private static void look(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                select quote_ident(current_database()), quote_ident(current_user), current_setting('server_encoding'),
                       coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)
                           or to_regclass('flyway_schema_history') is not null,
                       quote_ident(coalesce(current_schema(), 'public'))""")) {
            row.next();
            Map<String, Object> found = Map.of(
                    "database", row.getString(1),
                    "user", row.getString(2),
                    "encoding", row.getString(3),
                    "schema", row.getString(5));
            if (!"UTF8".equals(row.getString(3))) {
                throw new HubException(StoreError.EXTERNAL_NOT_UTF8, found);
            }
            if (!row.getBoolean(4)) {
                throw new HubException(StoreError.EXTERNAL_NOT_WRITABLE, found);
            }
        }
    }

    private static Connection connect(ExternalDatabase external) throws SQLException {
        Properties how = new Properties();
        how.setProperty("connectTimeout", SECONDS);
        how.setProperty("socketTimeout", SECONDS);
        how.setProperty("loginTimeout", SECONDS);
        if (external.username() != null) {
            how.setProperty("user", external.username());
        }
        if (external.password() != null) {
            how.setProperty("password", external.password());
        }
        Connection connection = new Driver().connect(external.url(), how);
        if (connection == null) {
            throw new HubException(StoreError.URL_INVALID, Map.of());
        }
        return connection;
    }

    private static HubException unreachable(ExternalDatabase external, Properties address, SQLException failed) {
        String user = external.username() == null ? System.getProperty("user.name") : external.username();
        Map<String, ?> facts = Map.of(
                "host",
                address.getProperty("PGHOST") + ":" + address.getProperty("PGPORT"),
                "user",
                user,
                "database",
                String.valueOf(address.getProperty("PGDBNAME")),
                "why",
                firstLine(failed));
        return new HubException(code(String.valueOf(failed.getSQLState())), facts, failed);
    }

    /** A server that answers and refuses is not one that does not answer. */
    private static StoreError code(String state) {
        return switch (state) {
            case "28P01" -> StoreError.EXTERNAL_PASSWORD;
            case "28000", "08004" -> StoreError.EXTERNAL_REFUSED;
            case "3D000" -> StoreError.EXTERNAL_ABSENT;
            default -> StoreError.EXTERNAL_UNREACHABLE;
        };
    }

    private static String firstLine(SQLException failed) {
        return String.valueOf(failed.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst("\\.$", "");
    }
}
