package vn.lienthong.connector.jdbc.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Examination;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.Settings;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Secret;
import vn.lienthong.store.PostgresServer;
import vn.lienthong.testing.TestAuthority;
import vn.lienthong.testing.TestPostgres;

/** A real server that encrypts, with the certificates that it may show. */
class PostgresTlsTest {
    @TempDir
    static Path folder;

    private static TestAuthority ours;
    private static TestAuthority another;
    private static PostgresServer server;

    @BeforeAll
    static void aServerThatEncrypts() throws Exception {
        ours = TestAuthority.in(folder.resolve("ours"));
        another = TestAuthority.in(folder.resolve("another"));
        TestAuthority.key(folder, folder.resolve("key"), folder.resolve("request"));
        Files.writeString(folder.resolve("certificate"), ours.sign(folder.resolve("request"), "localhost", "-1d"));
        server = PostgresServer.start(
                folder.resolve("server"),
                TestPostgres.programs(),
                Map.of(
                        "ssl",
                        "on",
                        "ssl_cert_file",
                        folder.resolve("certificate").toString(),
                        "ssl_key_file",
                        folder.resolve("key").toString()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theRightCertificateIsTaken() throws Exception {
        shows(ours, "localhost", "-1d");
        assertThat(failures("verify", ours.certificate())).isEmpty();
        assertThat(encryption("verify", ours.certificate())).isEqualTo(Check.Outcome.OK);
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefused() throws Exception {
        shows(another, "localhost", "-1d");
        assertThat(failures("verify", ours.certificate())).containsExactly("tls");
        assertThat(failures("verify", "")).containsExactly("tls");
    }

    @Test
    void aCertificateForAnotherNameIsRefused() throws Exception {
        shows(ours, "elsewhere.example", "-1d");
        assertThat(failures("verify", ours.certificate())).containsExactly("tls");
    }

    @Test
    void anExpiredCertificateIsRefused() throws Exception {
        shows(ours, "localhost", "-60d");
        assertThat(failures("verify", ours.certificate())).containsExactly("tls");
    }

    @Test
    void aCertificateThatIsNotYetValidIsRefused() throws Exception {
        shows(ours, "localhost", "+2d");
        assertThat(failures("verify", ours.certificate())).containsExactly("tls");
    }

    @Test
    void onlyVerifyAsksWhoseCertificateItIs() throws Exception {
        shows(another, "elsewhere.example", "-60d");
        assertThat(encryption("require", "")).isEqualTo(Check.Outcome.OK);
        assertThat(encryption("prefer", "")).isEqualTo(Check.Outcome.OK);
        assertThat(encryption("off", "")).isEqualTo(Check.Outcome.WARNING);
    }

    @Test
    void whoFollowsChangesChecksTheCertificateToo() throws Exception {
        shows(another, "localhost", "-1d");
        Opening opening = opening("verify", ours.certificate());
        try (PostgresConnections connections = new PostgresConnections(opening, new PostgresFailures(opening))) {
            assertThatThrownBy(connections::changes)
                    .isInstanceOfSatisfying(HubException.class, refused -> assertThat(refused.code())
                            .isEqualTo(ConnectorError.TLS_FAILED));
        }
    }

    /** Has the server show this certificate from now on. */
    private static void shows(TestAuthority authority, String host, String start) throws Exception {
        Files.writeString(folder.resolve("certificate"), authority.sign(folder.resolve("request"), host, start));
        String before = ask("select pg_conf_load_time()");
        ask("select pg_reload_conf()");
        await().untilAsserted(
                        () -> assertThat(ask("select pg_conf_load_time()")).isNotEqualTo(before));
    }

    private static String ask(String question) throws Exception {
        try (Connection connection = server.database("postgres").getConnection();
                ResultSet answer = connection.createStatement().executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        }
    }

    private static List<String> failures(String tls, String authority) {
        return examine(tls, authority).stream()
                .filter(check -> check.outcome() == Check.Outcome.FAILED)
                .map(Check::step)
                .toList();
    }

    private static Check.Outcome encryption(String tls, String authority) {
        return examine(tls, authority).stream()
                .filter(check -> check.step().equals("tls"))
                .findFirst()
                .orElseThrow()
                .outcome();
    }

    private static List<Check> examine(String tls, String authority) {
        List<Check> checks = new ArrayList<>();
        try (Session session = new PostgresType().open(opening(tls, authority))) {
            session.test(new Examination(List.of(), List.of()), checks::add);
        }
        return checks;
    }

    private static Opening opening(String tls, String authority) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "host",
                "localhost",
                "port",
                (long) server.port(),
                "database",
                "postgres",
                "username",
                server.user(),
                "tls",
                tls));
        if (!authority.isEmpty()) {
            settings.put("ca_certificate", authority);
        }
        return new Opening(
                new ConnectorName("here"),
                new Settings(settings, Map.of("password", Secret.of(server.password()))),
                (host, port) -> new InetSocketAddress("127.0.0.1", port),
                Clock.systemUTC());
    }
}
