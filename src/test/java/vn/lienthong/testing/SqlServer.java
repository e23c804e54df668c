package vn.lienthong.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * A running MariaDB or MySQL server of the tests, as its administrator reaches it.
 *
 * @param password the administrator's
 */
public record SqlServer(int port, String user, String password) {
    public String host() {
        return "127.0.0.1";
    }

    /** A plain data source of a database. */
    public MariaDbDataSource database(String name) {
        try {
            MariaDbDataSource source = new MariaDbDataSource(
                    "jdbc:mariadb://" + host() + ":" + port + "/" + name + "?allowPublicKeyRetrieval=true");
            source.setUser(user);
            source.setPassword(password);
            return source;
        } catch (SQLException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    /** Makes a database in utf8mb4. */
    public void createDatabase(String name) {
        try (Connection connection = database("mysql").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create database if not exists " + name + " character set utf8mb4 collate utf8mb4_unicode_ci");
        } catch (SQLException failed) {
            throw new IllegalStateException("creating database " + name, failed);
        }
    }
}
