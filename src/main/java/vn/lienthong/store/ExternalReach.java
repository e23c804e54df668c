package vn.lienthong.store;

import java.sql.Connection;
import java.sql.SQLException;
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
     * Connects once.
     *
     * @throws HubException {@link StoreError#URL_INVALID} or {@link StoreError#EXTERNAL_UNREACHABLE}
     */
    static void prove(ExternalDatabase external) {
        @Nullable Properties address = external.url() == null ? null : Driver.parseURL(external.url(), null);
        if (address == null || address.getProperty("PGHOST") == null) {
            throw new HubException(StoreError.URL_INVALID, Map.of());
        }
        try (Connection connection = connect(external)) {
            connection.isValid(1);
        } catch (SQLException failed) {
            throw unreachable(address, failed);
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

    private static HubException unreachable(Properties address, SQLException failed) {
        String host = address.getProperty("PGHOST") + ":" + address.getProperty("PGPORT");
        String why = String.valueOf(failed.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst("\\.$", "");
        return new HubException(StoreError.EXTERNAL_UNREACHABLE, Map.of("host", host, "why", why), failed);
    }
}
