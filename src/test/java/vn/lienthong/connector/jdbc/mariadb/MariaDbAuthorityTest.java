package vn.lienthong.connector.jdbc.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import vn.lienthong.connector.ChangeBatch;
import vn.lienthong.connector.ChangeCursor;
import vn.lienthong.connector.Changes;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.Ending;
import vn.lienthong.connector.Ends;
import vn.lienthong.connector.Examination;
import vn.lienthong.connector.FollowRequest;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.Settings;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Secret;
import vn.lienthong.sample.MariaDbServer;
import vn.lienthong.testing.SqlServer;
import vn.lienthong.testing.TestAuthority;
import vn.lienthong.testing.TestMariaDb;
import vn.lienthong.testing.TestMySql;

/** A real server whose certificate an authority has signed: reading and following take the same ones and refuse the same ones. */
class MariaDbAuthorityTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    static Path folder;

    private static Path serverFolder;
    private static TestAuthority ours;
    private static TestAuthority another;
    private static SqlServer server;
    private static AutoCloseable running;
    private static Dataset table;

    @BeforeAll
    static void aServerThatEncrypts() throws Exception {
        ((Logger) LoggerFactory.getLogger("io.debezium")).setLevel(Level.OFF);
        ((Logger) LoggerFactory.getLogger("org.apache.kafka")).setLevel(Level.OFF);
        ours = TestAuthority.in(folder.resolve("ours"));
        another = TestAuthority.in(folder.resolve("another"));
        TestAuthority.key(folder, folder.resolve("key"), folder.resolve("request"));
        certificate(ours, "localhost", "-1d");
        serverFolder = TestMariaDb.newFolder();
        start(
                "--ssl-ca=" + folder.resolve("authority"),
                "--ssl-cert=" + folder.resolve("certificate"),
                "--ssl-key=" + folder.resolve("key"));
        server.createDatabase("school");
        execute("create table p (id int primary key)");
        try (Session session = new MariaDbType().open(opening(ours.certificate()))) {
            table = ((Discovers) session).describe("p");
        }
    }

    private static void start(String... tls) throws Exception {
        if (TestMariaDb.isMySql()) {
            TestMySql started = TestMySql.start(serverFolder, tls);
            server = started.server();
            running = started;
            return;
        }
        List<String> all = new ArrayList<>(List.of("--innodb-flush-log-at-trx-commit=0", "--sync-binlog=0"));
        all.addAll(List.of(tls));
        MariaDbServer started = MariaDbServer.start(serverFolder, all);
        server = new SqlServer(started.port(), started.user(), started.password());
        running = started;
    }

    @AfterAll
    static void stop() throws Exception {
        running.close();
        FileSystemUtils.deleteRecursively(serverFolder.toFile());
    }

    @BeforeEach
    void theRightCertificate() throws Exception {
        shows(ours, "localhost", "-1d");
        execute("delete from p");
    }

    @Test
    void whoseAuthoritySignedItIsReadAndFollowed() throws Exception {
        String authority = ours.certificate();
        assertThat(examine(authority)).extracting(Check::outcome).containsOnly(Check.Outcome.OK);
        try (Session session = new MariaDbType().open(opening(authority))) {
            Position start = changes(session).prepare(table, "f");
            execute("insert into p values (1)");
            try (ChangeCursor cursor = changes(session).follow(table, request(start))) {
                ChangeBatch batch = Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> cursor.next(Duration.ofMillis(100)), seen -> seen != null && seen.events() > 0);
                assertThat(batch.rows().value(0, 0)).isEqualTo(1L);
            }
        }
        // what the engine was given is gone with it
        Awaitility.await().untilAsserted(() -> assertThat(trustFiles()).isEmpty());
    }

    @Test
    void theServersCertificateAndAPasswordWithALifetimeEndOnKnownDays() throws Exception {
        Instant now = Instant.now();
        assertThat(endings())
                .as("a password for ever, a certificate for a month")
                .singleElement()
                .satisfies(end -> assertThat(end.kind()).isEqualTo(Ending.Kind.SERVER_CERTIFICATE))
                .satisfies(end -> assertThat(end.at()).isAfter(now).isBefore(now.plus(Duration.ofDays(40))));

        execute("alter user current_user() password expire interval 20 day");
        try {
            assertThat(endings())
                    .filteredOn(end -> end.kind() == Ending.Kind.PASSWORD)
                    .singleElement()
                    .satisfies(end -> assertThat(end.at())
                            .isBetween(now.plus(Duration.ofDays(19)), now.plus(Duration.ofDays(21))));
        } finally {
            execute("alter user current_user() password expire never");
        }
    }

    private static List<Ending> endings() throws Exception {
        try (Session session = new MariaDbType().open(opening(ours.certificate()))) {
            return ((Ends) session).endings();
        }
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefusedByAllWays() throws Exception {
        shows(another, "localhost", "-1d");
        refused(ours.certificate(), "no trusted authority");
    }

    @Test
    void aCertificateForAnotherNameIsRefusedByAllWays() throws Exception {
        shows(ours, "elsewhere.example", "-1d");
        refused(ours.certificate(), "does not bear the name localhost");
    }

    @Test
    void anExpiredCertificateIsRefusedByAllWays() throws Exception {
        Assumptions.assumeFalse(TestMariaDb.isMySql(), "MySQL itself does not take an expired certificate");
        shows(ours, "localhost", "-60d");
        refused(ours.certificate(), "has expired");
    }

    /** Reading is shown with the password that it is the right server; a follower cannot be shown that, and the doctor says so. */
    @Test
    void withoutItsAuthorityItIsReadButNotFollowed() {
        Assumptions.assumeFalse(
                TestMariaDb.isMySql(), "MySQL does not show it with the password: it is not read either");
        assertThat(examine(""))
                .filteredOn(check -> check.outcome() != Check.Outcome.OK)
                .singleElement()
                .satisfies(check -> assertThat(check.step()).isEqualTo("changes"))
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(Check.Outcome.WARNING))
                .satisfies(check -> assertThat(check.found().en()).contains("no trusted authority"))
                .satisfies(check -> assertThat(String.valueOf(check.remedy())).contains("ca_certificate"));
        try (Session session = new MariaDbType().open(opening(""))) {
            untrusted(() -> changes(session).prepare(table, "f"), "no trusted authority");
        }
    }

    /** The hub's own connections come first; but the engine has one of its own, and later ones too. */
    @Test
    void theEngineItselfRefusesTheSame() throws Exception {
        engineRefuses(opening(another.certificate()), "no trusted authority");
        engineRefuses(opening(ours.certificate(), "127.0.0.1"), "does not bear the name");
    }

    private static void engineRefuses(Opening engine, String why) throws Exception {
        Opening right = opening(ours.certificate());
        MariaDbErrors errors = new MariaDbErrors(engine);
        try (Session session = new MariaDbType().open(right);
                MariaDbConnections connections = new MariaDbConnections(right, errors)) {
            Position start = changes(session).prepare(table, "f");
            try (ChangeCursor cursor = new MariaDbChanges(connections, errors, engine).follow(table, request(start))) {
                ThrowingCallable following = () -> {
                    long end = System.nanoTime() + PATIENCE.toNanos();
                    while (System.nanoTime() < end) {
                        cursor.next(Duration.ofMillis(100));
                    }
                };
                if (TestMariaDb.isMySql()) {
                    // the engine for MySQL does not say why; whoever tries again is told by the hub's own connection
                    assertThatThrownBy(following)
                            .isInstanceOfSatisfying(HubException.class, refused -> assertThat(refused.code())
                                    .isEqualTo(ConnectorError.LOST));
                } else {
                    untrusted(following, why);
                }
            }
        }
    }

    private static void refused(String authority, String why) {
        assertThat(examine(authority))
                .filteredOn(check -> check.outcome() == Check.Outcome.FAILED)
                .singleElement()
                .satisfies(check -> assertThat(check.step()).isEqualTo("tls"))
                .satisfies(check -> assertThat(check.found().en()).contains(why));
        try (Session session = new MariaDbType().open(opening(authority))) {
            untrusted(() -> ((Discovers) session).discover(), why);
            untrusted(() -> changes(session).prepare(table, "f"), why);
        }
    }

    private static void untrusted(ThrowingCallable way, String why) {
        assertThatThrownBy(way).isInstanceOfSatisfying(HubException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ConnectorError.TLS_FAILED);
            assertThat(refused.problem().en()).contains(why);
            assertThat(refused.remedy().en()).contains("ca_certificate");
        });
    }

    private static void certificate(TestAuthority authority, String host, String start) throws Exception {
        // a server of MySQL wants to know who signed its certificate
        Files.writeString(folder.resolve("authority"), authority.certificate());
        Files.writeString(folder.resolve("certificate"), authority.sign(folder.resolve("request"), host, start));
    }

    /** Has the server show this certificate from now on. */
    private static void shows(TestAuthority authority, String host, String start) throws Exception {
        certificate(authority, host, start);
        execute(TestMariaDb.isMySql() ? "alter instance reload tls" : "flush ssl");
    }

    private static void execute(String sql) throws Exception {
        try (Connection connection = server.database("school").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<Path> trustFiles() throws Exception {
        try (var files =
                Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), "lienthong-authority*.p12")) {
            List<Path> found = new ArrayList<>();
            files.forEach(found::add);
            return found;
        }
    }

    private static Changes changes(Session session) {
        return (Changes) session;
    }

    private static FollowRequest request(Position start) {
        return new FollowRequest("f", List.of("id"), start, 1, 1000);
    }

    private static List<Check> examine(String authority) {
        List<Check> checks = new ArrayList<>();
        try (Session session = new MariaDbType().open(opening(authority))) {
            session.test(new Examination(List.of("p"), List.of("p")), checks::add);
        }
        return checks;
    }

    private static Opening opening(String authority) {
        return opening(authority, "localhost");
    }

    private static Opening opening(String authority, String host) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "host",
                host,
                "port",
                (long) server.port(),
                "database",
                "school",
                "username",
                server.user(),
                "tls",
                "verify",
                "max_connections",
                8L));
        if (!authority.isEmpty()) {
            settings.put("ca_certificate", authority);
        }
        return new Opening(
                new ConnectorName("there"),
                new Settings(settings, Map.of("password", Secret.of(server.password()))),
                (name, port) -> new InetSocketAddress("127.0.0.1", port),
                Clock.systemUTC());
    }
}
