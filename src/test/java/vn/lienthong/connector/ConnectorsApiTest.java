package vn.lienthong.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.TestPostgres;

@HubTest
@Import(ConnectorsApiTest.Types.class)
class ConnectorsApiTest {
    @TestConfiguration
    static class Types {
        @Bean
        ConnectorType tcpType() {
            return new TcpType();
        }
    }

    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    @Autowired
    HubFolders folders;

    @Autowired
    JdbcClient state;

    @Autowired
    Environment environment;

    private TestServer server;
    private String token;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer("ma_hs,ho_ten");
        token = tokens.issue("tester", "test", Duration.ofHours(1)).token();
        allow(server.port());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        for (JsonNode item : get("/api/v1/connectors").getBody().get("items")) {
            call(
                    HttpMethod.DELETE,
                    "/api/v1/connectors/" + item.get("connector").asText(),
                    null,
                    "en");
        }
        Files.deleteIfExists(folders.connectors().resolve("by-file.connector.yaml"));
    }

    @Test
    void aConnectorIsRegisteredGivenItsSecretTestedAndDiscovered() {
        ResponseEntity<JsonNode> registered =
                call(HttpMethod.POST, "/api/v1/connectors", document("first", server.port()), "en");
        assertThat(registered.getStatusCode().value()).isEqualTo(201);
        assertThat(registered.getHeaders().getLocation()).hasPath("/api/v1/connectors/first");
        assertThat(registered.getBody().at("/secrets/password").asBoolean()).isFalse();

        JsonNode secretless = call(HttpMethod.POST, "/api/v1/connectors/first/test", null, "vi")
                .getBody();
        assertThat(secretless.get("passed").asBoolean()).isFalse();
        assertThat(secretless.at("/checks/0/step").asText()).isEqualTo("secret");
        assertThat(secretless.at("/checks/0/found").asText()).contains("chưa có bí mật");

        assertThat(secret("first", "S3CRET").getStatusCode().value()).isEqualTo(204);
        JsonNode passed = call(HttpMethod.POST, "/api/v1/connectors/first/test", null, "en")
                .getBody();
        assertThat(passed.get("passed").asBoolean()).isTrue();
        assertThat(server.heard()).containsExactly("S3CRET");

        JsonNode datasets = get("/api/v1/connectors/first/datasets").getBody();
        assertThat(datasets.at("/items/0/name").asText()).isEqualTo("first/pupils");
        assertThat(datasets.at("/items/0/columns/1/dataClass").asText()).isEqualTo("personal");

        JsonNode shown = get("/api/v1/connectors/first").getBody();
        assertThat(shown.at("/secrets/password").asBoolean()).isTrue();
        assertThat(shown.at("/lastTest/passed").asBoolean()).isTrue();
        assertThat(shown.toString()).doesNotContain("S3CRET");
        assertThat(state.sql("select act from journal_entries where subject = 'connector/first' order by id")
                        .query(String.class)
                        .list())
                .containsExactly("connector.registered", "connector.secret-set");
    }

    @Test
    void theSecretIsVoidAsSoonAsTheConnectorPointsElsewhere() throws IOException {
        call(HttpMethod.POST, "/api/v1/connectors", document("one", server.port()), "en");
        secret("one", "S3CRET");
        call(HttpMethod.POST, "/api/v1/connectors/one/test", null, "en");
        try (TestServer thief = new TestServer("x")) {
            allow(thief.port());
            call(HttpMethod.PUT, "/api/v1/connectors/one", document("one", thief.port()), "en");

            JsonNode test = call(HttpMethod.POST, "/api/v1/connectors/one/test", null, "en")
                    .getBody();
            assertThat(test.at("/checks/0/step").asText()).isEqualTo("secret");
            assertThat(thief.heard()).isEmpty();
            assertThat(get("/api/v1/connectors/one")
                            .getBody()
                            .at("/secrets/password")
                            .asBoolean())
                    .isFalse();
        }
    }

    @Test
    void theSecretOfAFileIsVoidTooWhenTheFilePointsElsewhere() throws IOException {
        write("by-file", server.port());
        await().until(() -> get("/api/v1/connectors/by-file").getStatusCode().is2xxSuccessful());
        secret("by-file", "S3CRET");
        assertThat(call(HttpMethod.POST, "/api/v1/connectors/by-file/test", null, "en")
                        .getBody()
                        .get("passed")
                        .asBoolean())
                .isTrue();
        try (TestServer thief = new TestServer("x")) {
            allow(thief.port());
            write("by-file", thief.port());
            await().until(() -> get("/api/v1/connectors/by-file")
                            .getBody()
                            .at("/settings/port")
                            .asInt()
                    == thief.port());

            JsonNode test = call(HttpMethod.POST, "/api/v1/connectors/by-file/test", null, "en")
                    .getBody();

            assertThat(test.at("/checks/0/found").asText()).contains("is void");
            assertThat(thief.heard()).isEmpty();
        }
    }

    @Test
    void aFileIsTakenUpWithoutRestartAndReadOnlyHere() throws IOException {
        write("by-file", server.port());
        await().until(() -> get("/api/v1/connectors/by-file").getStatusCode().is2xxSuccessful());

        ResponseEntity<JsonNode> refused =
                call(HttpMethod.PUT, "/api/v1/connectors/by-file", document("by-file", server.port()), "en");
        assertThat(refused.getStatusCode().value()).isEqualTo(409);
        assertThat(refused.getBody().get("code").asText()).isEqualTo("registry.MANAGED_BY_FILE");
        assertThat(call(HttpMethod.DELETE, "/api/v1/connectors/by-file", null, "en")
                        .getStatusCode()
                        .value())
                .isEqualTo(409);

        Files.delete(folders.connectors().resolve("by-file.connector.yaml"));
        await().until(() -> get("/api/v1/connectors/by-file").getStatusCode().value() == 404);
    }

    @Test
    void mistakesComeAsAProblemDocumentInTheAskedLanguageWithoutThePasswordTypedIn() {
        String wrong = document("one", server.port()).replace("${secret:one/password}", "S3CRET");
        ResponseEntity<JsonNode> vi = call(HttpMethod.POST, "/api/v1/connectors", wrong, "vi");

        assertThat(vi.getStatusCode().value()).isEqualTo(422);
        assertThat(vi.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(vi.getBody().at("/problems/0/line").asInt()).isEqualTo(4);
        assertThat(vi.getBody().get("detail").asText()).contains("bí mật");
        assertThat(vi.getBody().get("remedy").asText()).contains("${secret:one/password}");
        assertThat(vi.getBody().toString()).doesNotContain("S3CRET");
        assertThat(call(HttpMethod.POST, "/api/v1/connectors", "connector: a\nagency: ${HOME}\n", "en")
                        .getStatusCode()
                        .value())
                .isEqualTo(422);
    }

    @Test
    void theHubsOwnPortsAreOutOfReach() throws IOException {
        for (String own : List.of("local.server.port", "local.management.port")) {
            int port = environment.getRequiredProperty(own, Integer.class);
            allow(port);
            call(HttpMethod.PUT, "/api/v1/connectors/own", document("own", port), "en");
            secret("own", "x");
            JsonNode test = call(HttpMethod.POST, "/api/v1/connectors/own/test", null, "en")
                    .getBody();
            assertThat(test.at("/checks/0/step").asText()).isEqualTo("destination");
        }
        int stateDatabase = TestPostgres.server().port();
        allow(stateDatabase);
        call(HttpMethod.PUT, "/api/v1/connectors/own", document("own", stateDatabase), "en");
        secret("own", "x");
        assertThat(call(HttpMethod.POST, "/api/v1/connectors/own/test", null, "en")
                        .getBody()
                        .at("/checks/0/step")
                        .asText())
                .isEqualTo("destination");
    }

    @Test
    void listsComeInPages() {
        for (String name : List.of("p-a", "p-b", "p-c")) {
            call(HttpMethod.POST, "/api/v1/connectors", document(name, server.port()), "en");
        }
        JsonNode first = get("/api/v1/connectors?limit=2").getBody();
        assertThat(first.get("items")).hasSize(2);
        assertThat(first.get("next").asText()).isEqualTo("p-b");
        JsonNode second = get("/api/v1/connectors?limit=2&after=p-b").getBody();
        assertThat(second.at("/items/0/connector").asText()).isEqualTo("p-c");
        assertThat(second.has("next")).isFalse();
        assertThat(call(HttpMethod.POST, "/api/v1/connectors", document("p-a", server.port()), "en")
                        .getStatusCode()
                        .value())
                .isEqualTo(409);
    }

    @Test
    void aRepeatedWriteWithTheSameKeyHasOneEffectAndTheSameAnswer() {
        String document = document("one", server.port());
        ResponseEntity<JsonNode> first = post(document, "key-1");
        ResponseEntity<JsonNode> again = post(document, "key-1");

        assertThat(first.getStatusCode().value()).isEqualTo(201);
        assertThat(again.getStatusCode().value()).isEqualTo(201);
        assertThat(again.getBody()).isEqualTo(first.getBody());
        assertThat(post(document("two", server.port()), "key-1").getStatusCode().value())
                .isEqualTo(422);
        assertThat(get("/api/v1/connectors/two").getStatusCode().value()).isEqualTo(404);
    }

    @Test
    void schemasAndTypesAreServed() {
        ResponseEntity<JsonNode> schema = http.getForEntity("/schemas/connector.json", JsonNode.class);
        assertThat(schema.getStatusCode().value()).isEqualTo(200);
        assertThat(schema.getBody().at("/properties/connector/type").asText()).isEqualTo("string");
        assertThat(get("/api/v1/connector-types/test-tcp")
                        .getBody()
                        .at("/settings/properties/password/x-secret")
                        .asBoolean())
                .isTrue();
        assertThat(http.getForEntity("/api/v1/connectors", JsonNode.class)
                        .getStatusCode()
                        .value())
                .isEqualTo(401);
    }

    private static String document(String name, int port) {
        return """
                connector: %s
                agency: H26
                type: test-tcp
                settings: { host: 127.0.0.1, port: %d, password: "${secret:%s/password}" }
                datasets: { pupils: { from: all, key: [ma_hs], classes: { ho_ten: personal } } }
                """.formatted(name, port, name);
    }

    private void write(String name, int port) throws IOException {
        Path file = folders.connectors().resolve(name + ".connector.yaml");
        Files.writeString(file, document(name, port));
    }

    private void allow(int port) throws IOException {
        Files.writeString(
                folders.connectors().resolve("destinations.yaml"),
                "destinations: [{ agency: H26, hosts: [{ host: 127.0.0.1, ports: [" + server.port() + ", " + port
                        + "] }] }]\n");
        registry.refresh();
    }

    @Autowired
    ConnectorRegistry registry;

    private ResponseEntity<JsonNode> secret(String name, String value) {
        HttpHeaders headers = headers("en");
        headers.setContentType(MediaType.APPLICATION_JSON);
        return http.exchange(
                "/api/v1/connectors/" + name + "/secrets/password",
                HttpMethod.PUT,
                new HttpEntity<>(Map.of("value", value), headers),
                JsonNode.class);
    }

    private ResponseEntity<JsonNode> post(String document, String key) {
        HttpHeaders headers = headers("en");
        headers.set("Idempotency-Key", key);
        return http.exchange(
                "/api/v1/connectors", HttpMethod.POST, new HttpEntity<>(document, headers), JsonNode.class);
    }

    private ResponseEntity<JsonNode> get(String path) {
        return call(HttpMethod.GET, path, null, "en");
    }

    private ResponseEntity<JsonNode> call(HttpMethod method, String path, String body, String language) {
        return http.exchange(path, method, new HttpEntity<>(body, headers(language)), JsonNode.class);
    }

    private HttpHeaders headers(String language) {
        HttpHeaders headers = new HttpHeaders();
        headers.setBearerAuth(token);
        headers.set(HttpHeaders.ACCEPT_LANGUAGE, language);
        headers.set(HttpHeaders.CONTENT_TYPE, "application/yaml");
        return headers;
    }
}
