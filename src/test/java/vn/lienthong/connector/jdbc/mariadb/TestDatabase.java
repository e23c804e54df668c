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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
                TestMariaDb.served().host(),
                "port",
                (long) TestMariaDb.served().port(),
                "database",
                name,
                "username",
                TestMariaDb.served().user(),
                "tls",
                // MySQL takes a password in the clear only from whom it knows
                TestMariaDb.isMySql() ? "require" : "off",
                "max_connections",
                8L));
        values.putAll(changed);
        Object password = values.getOrDefault("password", TestMariaDb.served().password());
        values.remove("password");
        return new Opening(
                new ConnectorName("maria"),
                new Settings(values, Map.of("password", Secret.of(password.toString()))),
                InetSocketAddress::new,
                Clock.systemUTC());
    }

    /** Types that MySQL does not have, as what stands in their columns. */
    static String dialect(String sql) {
        return TestMariaDb.isMySql()
                ? sql.replace(" uuid", " char(36)")
                        .replace(" inet6", " varchar(39)")
                        .replace(" inet4", " varchar(15)")
                : sql;
    }

    /** Rows of one number each way: {@code (1, 'x', 1), (2, 'x', 2)}. */
    static String numbered(int rows) {
        return IntStream.rangeClosed(1, rows)
                .mapToObj(number -> "(" + number + ", 'x', " + number + ")")
                .collect(Collectors.joining(", "));
    }

    Connection connect() throws SQLException {
        return TestMariaDb.database(name).getConnection();
    }

    void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(dialect(sql));
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
