package vn.lienthong.connector.jdbc.mariadb;

import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Settings;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Secret;
import vn.lienthong.testing.TestMariaDb;

/** A database of one test on the real server, and ways into it. */
record TestDatabase(String name) {
    static TestDatabase create() {
        return new TestDatabase(TestMariaDb.newDatabase());
    }

    Opening opening() {
        return opening(Map.of());
    }

    /** A way in with some settings changed; the password setting too. */
    Opening opening(Map<String, Object> changed) {
        Map<String, Object> values = new HashMap<>(Map.of(
                "host",
                TestMariaDb.server().host(),
                "port",
                (long) TestMariaDb.server().port(),
                "database",
                name,
                "username",
                TestMariaDb.server().user(),
                "tls",
                "off",
                "max_connections",
                8L));
        values.putAll(changed);
        Object password = values.getOrDefault("password", TestMariaDb.server().password());
        values.remove("password");
        return new Opening(
                new ConnectorName("maria"),
                new Settings(values, Map.of("password", Secret.of(password.toString()))),
                InetSocketAddress::new,
                Clock.systemUTC());
    }

    Connection connect() throws SQLException {
        return TestMariaDb.database(name).getConnection();
    }

    void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Every row as text, cells joined by a bar. */
    List<String> rows(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (answer.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= answer.getMetaData().getColumnCount(); i++) {
                    row.append(i == 1 ? "" : "|").append(answer.getString(i));
                }
                rows.add(row.toString());
            }
            return rows;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
