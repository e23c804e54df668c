package vn.lienthong.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.http.HttpMethod;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.store.HubFolders;
import vn.lienthong.store.PostgresServer;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.SetClock;
import vn.lienthong.testing.TestAuthority;
import vn.lienthong.testing.TestPostgres;

/** What ends is told 30 days before, and more loudly 7 days before; a real server shows its certificate and its user's last day. */
@HubTest
@Import(EndingsTest.Time.class)
class EndingsTest {
    @TestConfiguration
    static class Time {
        @Bean
        @Primary
        SetClock setClock() {
            return new SetClock(Instant.now());
        }
    }

    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    @TempDir
    static Path folder;

    private static PostgresServer server;

    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    @Autowired
    HubFolders folders;

    @Autowired
    ConnectorRegistry registry;

    @Autowired
    SetClock clock;

    private ApiCaller api;

    @BeforeAll
    static void startASystemWithACertificateForAMonth() throws Exception {
        TestAuthority authority = TestAuthority.in(folder.resolve("authority"));
        TestAuthority.key(folder, folder.resolve("key"), folder.resolve("request"));
        Files.writeString(folder.resolve("certificate"), authority.sign(folder.resolve("request"), "localhost", "-2d"));
        server = PostgresServer.start(
                folder.resolve("server"),
                TestPostgres.programs(),
                Map.of(
                        "fsync",
                        "off",
                        "shared_buffers",
                        "16MB",
                        "ssl",
                        "on",
                        "ssl_cert_file",
                        folder.resolve("certificate").toString(),
                        "ssl_key_file",
                        folder.resolve("key").toString()));
        server.createDatabase("smas");
    }

    @AfterAll
    static void stopIt() {
        server.close();
    }

    @BeforeEach
    void aConnector() throws Exception {
        clock.set(Instant.now());
        there("drop role if exists reader; create role reader login password 'one'");
        Files.writeString(
                folders.connectors().resolve("destinations.yaml"),
                "destinations: [{ agency: H26, hosts: [{ host: 127.0.0.1, ports: [" + server.port() + "] }] }]\n");
        registry.refresh();
        api = new ApiCaller(http, tokens);
        api.write(HttpMethod.DELETE, "connectors/smas", null);
    }

    @Test
    void theLastDayOfAUserIsToldByTheSystemItself() throws SQLException {
        register("off");
        give(null);
        there("alter role reader valid until '" + Instant.now().plus(Duration.ofDays(60)) + "'");
        examine();
        assertThat(endings()).isEmpty();

        clock.advance(Duration.ofDays(35));
        renewToken();
        assertThat(endings().get(0).path("kind").asText()).isEqualTo("password");
        assertThat(endings().get(0).path("urgent").asBoolean()).isFalse();
        assertThat(endings().get(0).path("remedy").asText()).contains("set a new password");
        assertThat(api.get("status").getBody().path("expiring").findValuesAsText("connector"))
                .contains("smas");

        clock.advance(Duration.ofDays(20));
        renewToken();
        assertThat(endings().get(0).path("urgent").asBoolean()).isTrue();
        assertThat(api.get("status").getBody().path("healthy").asBoolean()).isFalse();

        there("alter role reader valid until 'infinity'");
        clock.set(Instant.now());
        renewToken();
        examine();
        clock.advance(Duration.ofDays(55));
        renewToken();
        assertThat(endings()).as("renewed, and looked at again").isEmpty();
    }

    @Test
    void theDayThatSomebodySaidCountsToItsEndAndGoesWithTheNextPassword() throws SQLException {
        register("off");
        LocalDate last = LocalDate.ofInstant(clock.instant(), ZONE).plusDays(3);
        give(last.toString());

        assertThat(endings().get(0).path("urgent").asBoolean()).isTrue();
        assertThat(Instant.parse(endings().get(0).path("at").asText()))
                .isEqualTo(last.plusDays(1).atStartOfDay(ZONE).toInstant());
        assertThat(endings().get(0).path("found").asText()).contains("3 days left");

        clock.advance(Duration.ofDays(4));
        renewToken();
        assertThat(endings().get(0).path("found").asText()).contains("has ended");

        clock.set(Instant.now());
        renewToken();
        there("alter role reader password 'two'");
        assertThat(api.write(HttpMethod.PUT, "connectors/smas/secrets/password", Map.of("value", "two"))
                        .getStatusCode()
                        .value())
                .isEqualTo(204);
        assertThat(endings()).isEmpty();
    }

    @Test
    void theServersCertificateIsLookedAt() {
        register("require");
        give(null);
        examine();

        assertThat(endings().get(0).path("kind").asText()).isEqualTo("server-certificate");
        assertThat(endings().get(0).path("urgent").asBoolean()).isFalse();
        assertThat(Duration.between(
                        Instant.now(), Instant.parse(endings().get(0).path("at").asText())))
                .isBetween(Duration.ofDays(27), Duration.ofDays(29));
    }

    @Test
    void aCertificateInTheSettingsIsWatchedToo() throws Exception {
        Map<String, Object> settings = settings("require");
        settings.put("ca_certificate", Files.readString(folder.resolve("certificate")));
        register(settings);

        assertThat(endings().get(0).path("kind").asText()).isEqualTo("own-certificate");
    }

    private void register(String tls) {
        register(settings(tls));
    }

    private void register(Map<String, Object> settings) {
        assertThat(api.write(
                                HttpMethod.POST,
                                "connectors",
                                Map.of(
                                        "connector",
                                        "smas",
                                        "agency",
                                        "H26",
                                        "type",
                                        "postgresql",
                                        "settings",
                                        settings))
                        .getStatusCode()
                        .value())
                .isEqualTo(201);
    }

    private static Map<String, Object> settings(String tls) {
        return new HashMap<>(Map.of(
                "host", "127.0.0.1",
                "port", server.port(),
                "database", "smas",
                "username", "reader",
                "tls", tls,
                "password", "${secret:smas/password}"));
    }

    private void give(String endsOn) {
        Map<String, Object> body = new HashMap<>(Map.of("value", "one"));
        if (endsOn != null) {
            body.put("endsOn", endsOn);
        }
        assertThat(api.write(HttpMethod.PUT, "connectors/smas/secrets/password", body)
                        .getStatusCode()
                        .value())
                .isEqualTo(204);
    }

    private void examine() {
        assertThat(api.write(HttpMethod.POST, "connectors/smas/test", null)
                        .getBody()
                        .path("checks")
                        .toString())
                .contains("Signed in");
    }

    /** Tokens end, too. */
    private void renewToken() {
        api = new ApiCaller(http, tokens);
    }

    private List<JsonNode> endings() {
        JsonNode endings = api.get("connectors/smas").getBody().path("endings");
        return List.copyOf(StreamSupport.stream(endings.spliterator(), false).toList());
    }

    private static void there(String sql) throws SQLException {
        try (Connection connection = server.database("smas").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
