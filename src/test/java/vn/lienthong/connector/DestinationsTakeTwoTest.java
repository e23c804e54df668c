package vn.lienthong.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.Testers;

/** Where an agency's connectors go is asked for by whoever owns them and decided by whoever keeps the platform. */
@HubTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DestinationsTakeTwoTest {
    private static final String CLOSED = "way-out may not connect to";

    private static final String CONNECTOR = """
            connector: %s
            title: { vi: Của sở, en: Ours }
            agency: H29
            contact: a@hcmc.example
            type: postgresql
            settings: { host: 127.0.0.1, port: %d, database: a, username: a, password: "${secret:%s/password}" }
            """;

    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    @Autowired
    JdbcClient state;

    @Autowired
    HubFolders folders;

    @Autowired
    Environment environment;

    private ApiCaller owner;
    private ApiCaller elsewhere;
    private int port;

    @BeforeAll
    void anOwner() throws IOException {
        Files.writeString(folders.connectors().resolve("agencies.yaml"), """
                agencies:
                  - { code: G03, name: Bộ Giáo dục }
                  - { code: H26, name: Sở Hà Nội, parent: G03 }
                  - { code: H29, name: Sở TP. Hồ Chí Minh, parent: G03 }
                """);
        Testers.admit(state, "way.owner", "connector-owner", "H29");
        Testers.admit(state, "way.elsewhere", "connector-owner", "H26");
        owner = new ApiCaller(http, tokens, "way.owner");
        elsewhere = new ApiCaller(http, tokens, "way.elsewhere");
        port = closed();
        await().atMost(Duration.ofSeconds(60)).until(() -> owner.yaml(
                        HttpMethod.PUT, "connectors/way-out", CONNECTOR.formatted("way-out", port, "way-out"))
                .getStatusCode()
                .is2xxSuccessful());
        owner.write(HttpMethod.PUT, "connectors/way-out/secrets/password", Map.of("value", "x"));
    }

    @AfterAll
    void leave() {
        owner.write(HttpMethod.DELETE, "connectors/way-out", null);
    }

    @Test
    void aWayOpensWhenAnotherHasApprovedItAndClosesByOnePerson() {
        assertThat(doctor()).contains(CLOSED);
        assertThat(ask(owner, "127.0.0.1", "" + port, "").getBody().path("code").asText())
                .isEqualTo("approval.REASON_MISSING");
        ResponseEntity<JsonNode> asked = ask(owner, "127.0.0.1", "" + port, "máy chủ mới");
        assertThat(asked.getStatusCode().value()).isEqualTo(202);
        assertThat(doctor()).contains(CLOSED);
        long number = asked.getBody().path("approval").asLong();
        assertThat(owner.write(HttpMethod.POST, "approvals/" + number + "/approve", null)
                        .getStatusCode()
                        .value())
                .isEqualTo(403);
        assertThat(new ApiCaller(http, tokens)
                        .get("approvals/" + number)
                        .getBody()
                        .toString())
                .contains("127.0.0.1 (this machine)", "way-out", "máy chủ mới");

        assertThat(owner.approved(asked).getStatusCode().value()).isEqualTo(200);
        assertThat(doctor()).doesNotContain(CLOSED).contains("\"step\":\"reach\",\"outcome\":\"failed\"");
        assertThat(state.sql("select actor || ' ' || agencies[1] from journal_entries"
                                + " where act = 'destination.granted' and under = :under")
                        .param("under", "approval/" + number)
                        .query(String.class)
                        .single())
                .isEqualTo("second.tester H29");
        assertThat(ask(owner, "127.0.0.1", "" + port, "x")
                        .getBody()
                        .path("code")
                        .asText())
                .isEqualTo("registry.DESTINATION_THERE");

        long kept = kept(owner);
        assertThat(elsewhere.get("destinations").getBody().toString()).doesNotContain("" + port);
        assertThat(elsewhere
                        .write(HttpMethod.DELETE, "destinations/" + kept, null)
                        .getStatusCode()
                        .value())
                .isEqualTo(404);
        assertThat(owner.write(HttpMethod.DELETE, "destinations/" + kept, null)
                        .getStatusCode()
                        .value())
                .isEqualTo(204);
        assertThat(doctor()).contains(CLOSED);
    }

    @Test
    void nobodyAsksForAnother() {
        assertThat(ask(elsewhere, "db.example", "5432", "x").getStatusCode().value())
                .isEqualTo(403);
    }

    @Test
    void theHubsOwnDoorsStayClosedWhateverIsGranted() {
        int own = environment.getRequiredProperty("local.server.port", Integer.class);
        ResponseEntity<JsonNode> asked = ask(owner, "127.0.0.0/8", "1-65535", "mọi cổng");
        owner.approved(asked);
        owner.yaml(HttpMethod.PUT, "connectors/way-in", CONNECTOR.formatted("way-in", own, "way-in"));
        owner.write(HttpMethod.PUT, "connectors/way-in/secrets/password", Map.of("value", "x"));
        assertThat(examined("way-in")).contains("way-in may not connect to");
        owner.write(HttpMethod.DELETE, "connectors/way-in", null);
        assertThat(owner.write(HttpMethod.DELETE, "destinations/" + kept(owner), null)
                        .getStatusCode()
                        .value())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({
        "169.254.169.254, 80, registry.DESTINATION_NEVER",
        "::ffff:169.254.169.254, 80, registry.DESTINATION_NEVER",
        "0.0.0.0, 80, registry.DESTINATION_NEVER",
        "http://db.example, 80, registry.DESTINATION_INVALID",
        "db.example:5432, 80x, registry.PORTS_INVALID",
        "db.example, 0, registry.PORTS_INVALID",
        "db.example, 70000, registry.PORTS_INVALID",
        "10.0.0.0/40, 80, registry.CIDR_INVALID",
        "db example, 80, registry.DESTINATION_INVALID",
    })
    void whatCanBeNoneIsRefusedAtOnce(String host, String ports, String code) {
        assertThat(ask(owner, host, ports, "x").getBody().path("code").asText()).isEqualTo(code);
    }

    private ResponseEntity<JsonNode> ask(ApiCaller by, String host, String ports, String reason) {
        return by.write(
                HttpMethod.POST,
                "destinations",
                Map.of("agency", "H29", "host", host, "ports", ports, "reason", reason));
    }

    private static long kept(ApiCaller by) {
        for (JsonNode one : by.get("destinations").getBody()) {
            if (one.hasNonNull("number")) {
                return one.path("number").asLong();
            }
        }
        throw new AssertionError("the hub keeps no destination");
    }

    private String doctor() {
        return examined("way-out");
    }

    private String examined(String connector) {
        return owner.write(HttpMethod.POST, "connectors/" + connector + "/test", null)
                .getBody()
                .toString();
    }

    private static int closed() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
