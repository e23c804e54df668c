package vn.lienthong.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.agency.SignInToken;
import vn.lienthong.kernel.JobName;
import vn.lienthong.store.HubFolders;
import vn.lienthong.sync.SyncJobs;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.Testers;
import vn.lienthong.vault.Vault;

/** From a job that fails to somebody who is told, and back, in a whole hub; the webhook's server is real. */
@HubTest
@TestPropertySource(properties = "lienthong.test=a hub whose people are told")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertsInHubTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    @Autowired
    HubFolders folders;

    @Autowired
    Vault vault;

    @Autowired
    SyncJobs jobs;

    @Autowired
    JdbcClient state;

    @Autowired
    SignInToken signIn;

    @LocalServerPort
    int port;

    private ApiCaller api;
    private TwoSystems systems;
    private HttpServer desk;
    private final List<JsonNode> told = new CopyOnWriteArrayList<>();

    @BeforeAll
    void lay() throws IOException {
        systems = new TwoSystems(folders, vault);
        systems.fill();
        api = new ApiCaller(http, tokens);
        desk = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        desk.createContext("/", this::take);
        desk.start();
        Path destinations = folders.connectors().resolve("destinations.yaml");
        Files.writeString(
                destinations,
                Files.readString(destinations)
                        + "- { agency: G03, hosts: [{ host: 127.0.0.1, ports: [%d] }] }%n"
                                .formatted(desk.getAddress().getPort()));
        Files.writeString(folders.connectors().resolve("alerts.yaml"), """
                settle: { failed: 1s, slow: 1s, calm: 1s }
                channels:
                  - { channel: desk, type: webhook, agency: G03, host: 127.0.0.1, port: %d, tls: off, path: /told,
                      secret: "${secret:alert_desk/secret}" }
                  - { channel: away, type: webhook, agency: H98, host: 127.0.0.1, port: %d, tls: off, path: /told,
                      secret: "${secret:alert_away/secret}" }
                tell: [{ channels: [desk] }]
                """.formatted(
                        desk.getAddress().getPort(), desk.getAddress().getPort()));
    }

    private void take(HttpExchange exchange) throws IOException {
        told.add(new ObjectMapper().readTree(exchange.getRequestBody()));
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    @AfterAll
    void leave() throws IOException {
        desk.stop(0);
        systems.close();
    }

    @Test
    void aJobThatFailsIsToldTakenOnAndToldOnceMoreWhenItIsWell() throws Exception {
        Files.writeString(
                folders.routes().resolve("told.sync.yaml"), TwoSystems.job("told", "promise: { within: 1d }"));
        await().atMost(PATIENCE).until(() -> jobs.find(new JobName("told")).isPresent());
        assertThat(secret("desk").getStatusCode().value()).isEqualTo(204);
        assertThat(api.get("jobs/told").getBody().path("promise").asText()).isEqualTo("within 1d");
        systems.source().execute("alter table pupils rename to hidden");
        try {
            api.write(HttpMethod.POST, "jobs/told/runs", null);
            await().atMost(PATIENCE).until(() -> kinds().contains("opened"));
        } finally {
            systems.source().execute("alter table hidden rename to pupils");
        }
        JsonNode alert = api.get("alerts").getBody().at("/items/0");
        assertThat(alert.path("key").asText()).isEqualTo("job/told");
        JsonNode opened = told.stream()
                .filter(one -> one.path("kind").asText().equals("opened"))
                .findFirst()
                .orElseThrow();
        assertThat(opened.path("alert").asLong()).isEqualTo(alert.path("number").asLong());
        assertThat(opened.at("/title/en").asText()).isEqualTo("Pupils");

        Testers.admit(state, "alert.viewer", "viewer", "G03");
        String take = "alerts/" + alert.path("number").asLong() + "/take";
        assertThat(new ApiCaller(http, tokens, "alert.viewer")
                        .write(HttpMethod.POST, take, null)
                        .getStatusCode()
                        .value())
                .isEqualTo(403);
        JsonNode taken =
                api.write(HttpMethod.POST, take, Map.of("reason", "I look")).getBody();
        assertThat(taken.at("/taken/by").asText()).isEqualTo(Testers.TESTER);
        ResponseEntity<JsonNode> again = api.write(HttpMethod.POST, take, null);
        assertThat(again.getStatusCode().value()).isEqualTo(409);
        assertThat(again.getBody().path("code").asText()).isEqualTo("alert.TAKEN");
        assertThat(state.sql("select count(*) from journal_entries where act = 'alert.taken'")
                        .query(Long.class)
                        .single())
                .isOne();

        api.write(HttpMethod.POST, "jobs/told/runs", null);
        await().atMost(PATIENCE).until(() -> kinds().contains("closed"));
        assertThat(kinds().stream().filter(kind -> !kind.equals("test"))).containsExactly("opened", "closed");
        assertThat(api.get("alerts").getBody().path("items")).isEmpty();
        SignedInReader reader = SignedInReader.enter(port, signIn);
        assertThat(reader.page("/alerts")).startsWith("200").contains("Không có cảnh báo nào đang mở.");
        assertThat(reader.page("/alerts?state=past&q=told")).startsWith("200").contains("job/told");
        assertThat(reader.page("/alerts?q=nowhere&lang=en")).startsWith("200").contains("nowhere");
        assertThat(reader.page("/" + take.replace("/take", "")))
                .startsWith("200")
                .contains("I look", "Well again", "Sent");
        assertThat(reader.page("/alert-channels"))
                .startsWith("200")
                .contains("127.0.0.1:" + desk.getAddress().getPort(), "Send a test");
        assertThat(api.get("alerts?state=past").getBody().at("/items/0/key").asText())
                .isEqualTo("job/told");
    }

    @Test
    void aTestTakesTheWayOfAnAlertAndSaysWhyItDidNotArrive() {
        assertThat(tested("nowhere").getStatusCode().value()).isEqualTo(404);
        assertThat(outcome("away").at("/problem/en").asText())
                .as("nobody has given its secret")
                .contains("has no secret yet");
        secret("away");
        JsonNode away = outcome("away");
        assertThat(away.path("state").asText()).isEqualTo("FAILED");
        assertThat(away.at("/problem/en").asText())
                .as("its agency may not go there")
                .contains("may not");
        assertThat(away.at("/remedy/vi").asText()).contains("destinations.yaml");

        secret("desk");
        assertThat(outcome("desk").path("state").asText()).isEqualTo("SENT");
        assertThat(kinds()).contains("test");
    }

    private List<String> kinds() {
        return told.stream().map(one -> one.path("kind").asText()).toList();
    }

    private ResponseEntity<JsonNode> secret(String channel) {
        return api.write(HttpMethod.PUT, "alert-channels/" + channel + "/secrets/secret", Map.of("value", "k3y"));
    }

    private ResponseEntity<JsonNode> tested(String channel) {
        return api.write(HttpMethod.POST, "alert-channels/" + channel + "/test", null);
    }

    private JsonNode outcome(String channel) {
        long number = tested(channel).getBody().path("number").asLong();
        String path = "alert-channels/tests/" + number;
        await().atMost(PATIENCE)
                .until(() -> !api.get(path).getBody().path("state").asText().equals("NEW"));
        return api.get(path).getBody();
    }
}
