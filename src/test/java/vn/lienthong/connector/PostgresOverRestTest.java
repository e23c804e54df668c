package vn.lienthong.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.store.HubFolders;
import vn.lienthong.store.PostgresServer;
import vn.lienthong.testing.HubTest;

@HubTest
class PostgresOverRestTest {
    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    @Autowired
    HubFolders folders;

    @Autowired
    ConnectorRegistry registry;

    @Test
    void aPostgresSystemIsRegisteredTestedAndDiscovered(@TempDir Path folder) throws IOException, SQLException {
        // A server of its own: the one that keeps the hub's state is out of every connector's reach.
        try (PostgresServer server =
                PostgresServer.start(folder.resolve("server"), Map.of("fsync", "off", "shared_buffers", "16MB"))) {
            server.createDatabase("smas");
            try (Connection connection = server.database("smas").getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create table hoc_sinh (ma_hs text primary key, ho_ten text not null)");
            }
            Files.writeString(
                    folders.connectors().resolve("destinations.yaml"),
                    "destinations: [{ agency: H26, hosts: [{ host: 127.0.0.1, ports: [" + server.port() + "] }] }]\n");
            registry.refresh();

            assertThat(call(HttpMethod.POST, "", document(server))
                            .getStatusCode()
                            .value())
                    .isEqualTo(201);
            call(HttpMethod.PUT, "/smas/secrets/password", Map.of("value", server.password()));
            JsonNode examined = call(HttpMethod.POST, "/smas/test", "").getBody();
            assertThat(examined.get("passed").asBoolean())
                    .as(examined.toPrettyString())
                    .isTrue();
            JsonNode datasets = call(HttpMethod.GET, "/smas/datasets", "").getBody();

            assertThat(datasets.at("/items/0/name").asText()).isEqualTo("smas/pupils");
            assertThat(datasets.at("/items/0/from").asText()).isEqualTo("public.hoc_sinh");
            assertThat(datasets.at("/items/0/key/0").asText()).isEqualTo("ma_hs");
            assertThat(datasets.at("/items/0/columns/1/dataClass").asText()).isEqualTo("personal");
        }
    }

    private static Map<String, Object> document(PostgresServer server) {
        return Map.of(
                "connector", "smas",
                "agency", "H26",
                "type", "postgresql",
                "settings",
                        Map.of(
                                "host", server.host(),
                                "port", server.port(),
                                "database", "smas",
                                "username", server.user(),
                                "password", "${secret:smas/password}"),
                "datasets",
                        Map.of("pupils", Map.of("from", "public.hoc_sinh", "classes", Map.of("ho_ten", "personal"))));
    }

    private ResponseEntity<JsonNode> call(HttpMethod method, String path, Object body) {
        HttpHeaders headers = new HttpHeaders();
        headers.setBearerAuth(
                tokens.issue("tester", "test", Duration.ofMinutes(5)).token());
        headers.setContentType(MediaType.APPLICATION_JSON);
        return http.exchange("/api/v1/connectors" + path, method, new HttpEntity<>(body, headers), JsonNode.class);
    }
}
