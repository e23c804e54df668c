package vn.lienthong.connector.jdbc.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.lienthong.connector.Followed.ended;
import static vn.lienthong.connector.Followed.events;
import static vn.lienthong.connector.Followed.lastOf;
import static vn.lienthong.connector.Followed.names;
import static vn.lienthong.connector.Followed.until;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.ChangeBatch;
import vn.lienthong.connector.ChangeCursor;
import vn.lienthong.connector.ChangeGap;
import vn.lienthong.connector.Changes;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.FollowRequest;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.Settings;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Secret;
import vn.lienthong.sample.MariaDbServer;
import vn.lienthong.testing.TestMariaDb;

/** A MariaDB server that comes back as a cold copy of its folder, and is written on before anybody follows it again. */
class MariaDbRestoredTest {
    static {
        ((Logger) LoggerFactory.getLogger("io.debezium")).setLevel(Level.OFF);
        ((Logger) LoggerFactory.getLogger("org.apache.kafka")).setLevel(Level.OFF);
    }

    private Path folder;
    private Path copied;
    private MariaDbServer server;

    @BeforeEach
    void startServer() throws Exception {
        folder = TestMariaDb.newFolder();
        server = begin();
        server.createDatabase("sector");
        execute("create table p (id int primary key, name varchar(50))");
        execute("insert into p values (1, 'a'), (2, 'b')");
    }

    @AfterEach
    void stopServer() {
        server.close();
        FileSystemUtils.deleteRecursively(folder.toFile());
        FileSystemUtils.deleteRecursively(copied.toFile());
    }

    @Test
    void whatTheCopyLacksIsAGapHoweverMuchIsWrittenOn() throws Exception {
        Position start = prepared();
        execute("insert into p values (3, 'c')");
        Position readBefore = read(start);
        Position before = followed(start, 1);
        Path copy = copy();
        execute("insert into p values (4, 'd')");
        Position read = read(start);
        Position after = followed(before, 1);
        List.of(readBefore, before, read, after)
                .forEach(position -> assertThat(gap(position)).isEmpty());

        restore(copy);
        isAGap(after, read);
        // as long, byte for byte, as what is lost, with its number, and the server has been asked as much before
        execute("insert into p values (4, 'x')");
        isAGap(after);
        assertThat(gap(before)).isEmpty();
        assertThat(gap(readBefore)).isEmpty();
        Position on = followed(with(changes -> changes.afterSnapshot(readBefore)), 2);
        assertThat(BinlogPosition.of(on).seen()).isNull();
        assertThat(gap(on)).isEmpty();

        restore(copy);
        execute("insert into p values (4, 'something else')");
        isAGap(after, read, with(changes -> changes.afterSnapshot(read)));
        execute("insert into p values (5, 'e')");
        isAGap(after, read, with(changes -> changes.afterSnapshot(read)));
        assertThat(gap(before)).isEmpty();
        assertThat(gap(readBefore)).isEmpty();
    }

    private void isAGap(Position... positions) {
        for (Position position : positions) {
            assertThat(gap(position)).contains(ChangeGap.Kind.SOURCE_RESTORED);
        }
    }

    private MariaDbServer begin() {
        return MariaDbServer.start(folder, List.of("--innodb-flush-log-at-trx-commit=0", "--sync-binlog=0"));
    }

    /** Stops the server, copies its folder and starts it again. */
    private Path copy() throws Exception {
        server.close();
        copied = TestMariaDb.newFolder();
        copy(folder, copied);
        server = begin();
        return copied;
    }

    private void restore(Path copy) throws Exception {
        server.close();
        FileSystemUtils.deleteRecursively(folder.toFile());
        copy(copy, folder);
        server = begin();
    }

    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("cp", "-a", from + "/.", to.toString())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = server.database("sector").getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private Position prepared() {
        return with(changes -> changes.prepare(dataset(changes), "f"));
    }

    private Position read(Position from) {
        return with(changes -> {
            ReadRequest request = ReadRequest.snapshot(100).resumedAt(from);
            try (BatchCursor rows = changes.snapshot(dataset(changes), request)) {
                return rows.next().position();
            }
        });
    }

    private Position followed(Position from, int count) {
        return with(changes -> {
            Dataset dataset = dataset(changes);
            FollowRequest request = new FollowRequest("f", names(dataset), from, 1, 1000);
            try (ChangeCursor cursor = changes.follow(dataset, request)) {
                List<ChangeBatch> seen = until(cursor, batches -> events(batches) == count && ended(batches));
                assertThat(lastOf(seen)).hasSize(count);
                return seen.get(seen.size() - 1).position();
            }
        });
    }

    private Optional<ChangeGap.Kind> gap(Position at) {
        return with(changes -> changes.gap(dataset(changes), "f", at)).map(ChangeGap::kind);
    }

    private static Dataset dataset(Changes changes) {
        return ((Discovers) changes).describe("p");
    }

    private <T> T with(Function<Changes, T> act) {
        Map<String, Object> settings = Map.of(
                "host",
                server.host(),
                "port",
                (long) server.port(),
                "database",
                "sector",
                "username",
                server.user(),
                "tls",
                "off",
                "max_connections",
                8L);
        try (Session session = new MariaDbType()
                .open(new Opening(
                        new ConnectorName("maria"),
                        new Settings(settings, Map.of("password", Secret.of(server.password()))),
                        InetSocketAddress::new,
                        Clock.systemUTC()))) {
            return act.apply((Changes) session);
        }
    }
}
