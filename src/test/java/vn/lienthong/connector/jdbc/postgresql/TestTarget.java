package vn.lienthong.connector.jdbc.postgresql;

import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Settings;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Secret;
import vn.lienthong.testing.TestPostgres;

/** A database of its own on the tests' server, and ways into it. */
final class TestTarget {
    private final String database = TestPostgres.newDatabase();
    private int tables;

    Opening opening() {
        return opening(
                TestPostgres.server().user(),
                TestPostgres.server().password(),
                TestPostgres.server().port());
    }

    Opening opening(String user, String password, int port) {
        return opening(user, password, port, Map.of());
    }

    Opening opening(String user, String password, int port, Map<String, Object> further) {
        Map<String, Object> settings =
                new HashMap<>(Map.of("host", "127.0.0.1", "port", (long) port, "database", database, "username", user));
        settings.putAll(further);
        return new Opening(
                new ConnectorName("here"),
                new Settings(settings, Map.of("password", Secret.of(password))),
                (host, asked) -> new InetSocketAddress(host, asked),
                Clock.systemUTC());
    }

    /** A name for one more table. */
    String next() {
        return "t" + ++tables;
    }

    void run(String sql) {
        try (Connection connection = TestPostgres.database(database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    void insert(String sql, List<@Nullable Object[]> rows) {
        try (Connection connection = TestPostgres.database(database).getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Object[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    statement.setObject(i + 1, row[i]);
                }
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    /** All rows of a query as texts. */
    List<List<@Nullable String>> rows(String sql) {
        try (Connection connection = TestPostgres.database(database).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<List<@Nullable String>> rows = new ArrayList<>();
            while (row.next()) {
                List<@Nullable String> texts = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    texts.add(row.getString(i));
                }
                rows.add(texts);
            }
            return rows;
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }
}
