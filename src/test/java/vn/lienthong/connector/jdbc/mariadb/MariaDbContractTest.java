package vn.lienthong.connector.jdbc.mariadb;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ConnectorContract;
import vn.lienthong.connector.ConnectorType;
import vn.lienthong.connector.ContractRows;
import vn.lienthong.connector.Opening;

class MariaDbContractTest extends ConnectorContract {
    private static final String COLUMNS = """
            code varchar(10) not null primary key, name varchar(50) not null,
            grade int, born date, source varchar(20)""";

    private static final AtomicInteger TABLES = new AtomicInteger();

    private final TestDatabase database = TestDatabase.create();

    @Override
    protected ConnectorType type() {
        return new MariaDbType();
    }

    @Override
    protected Opening opening() {
        return database.opening();
    }

    @Override
    protected String readable() {
        String name = "pupil";
        database.execute("create table if not exists pupil (" + COLUMNS + ")");
        database.execute("delete from pupil");
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement("insert into pupil values (?, ?, ?, ?, ?)")) {
            for (@Nullable Object[] row : ContractRows.stored()) {
                for (int i = 0; i < row.length; i++) {
                    insert.setObject(i + 1, row[i]);
                }
                insert.executeUpdate();
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        return name;
    }

    @Override
    protected String writable() {
        String name = "target_" + TABLES.incrementAndGet();
        database.execute("create table " + name + " (" + COLUMNS + ")");
        return name;
    }

    @Override
    protected Map<String, Opening> broken(int deadPort, int silentPort) {
        return Map.of(
                "nobody listens", database.opening(Map.of("port", (long) deadPort)),
                "nobody answers", database.opening(Map.of("port", (long) silentPort)),
                "wrong user", database.opening(Map.of("username", "nobody")),
                "no such database", database.opening(Map.of("database", "nowhere")),
                "TLS that cannot be trusted", database.opening(Map.of("tls", "verify", "username", "nobody")));
    }

    @Override
    protected Map<String, byte[]> lies() {
        return Map.of(
                "a web server", "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                "a greeting of sixteen megabytes", new byte[] {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0, 10},
                "a refusal that does not end", new byte[] {0, 0x70, 0, 0, (byte) 0xFF, 0x15, 4});
    }

    @Override
    protected Opening at(int port) {
        return database.opening(Map.of("port", (long) port));
    }
}
