package vn.lienthong.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.store.HubFolders;
import vn.lienthong.store.PostgresServer;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.HubTest;

/** From a table that nobody classified to a job that may carry it out of its agency, over real databases. */
@HubTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClassesOverRestTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NAME = "Nguyễn Văn Bí Mật";

    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    @Autowired
    HubFolders folders;

    private PostgresServer server;
    private ApiCaller api;
    private JdbcTemplate target;

    @BeforeAll
    void layOut(@TempDir Path folder) throws IOException {
        server = PostgresServer.start(folder.resolve("server"), Map.of("fsync", "off", "shared_buffers", "16MB"));
        server.createDatabase("smas");
        server.createDatabase("csdl");
        JdbcTemplate source = new JdbcTemplate(server.database("smas"));
        source.execute(
                "create table hoc_sinh (ma_hs int primary key, ho_ten text, c7 text, dan_toc text, ky_hieu text)");
        source.update(
                "insert into hoc_sinh select n, ?, '001' || 214000000 + n, 'Kinh', 'x' from generate_series(1, 500) n",
                NAME);
        target = new JdbcTemplate(server.database("csdl"));
        target.execute("create table pupils (id int primary key, full_name text, personal_id text)");
        Files.writeString(folders.connectors().resolve("agencies.yaml"), """
                agencies:
                  - { code: G03, name: Bộ Giáo dục }
                  - { code: H26, name: Sở Hà Nội, parent: G03 }
                """);
        Files.writeString(folders.connectors().resolve("destinations.yaml"), """
                destinations:
                  - { agency: H26, hosts: [{ host: 127.0.0.1, ports: [%1$d] }] }
                  - { agency: G03, hosts: [{ host: 127.0.0.1, ports: [%1$d] }] }
                """.formatted(server.port()));
        api = new ApiCaller(http, tokens);
        register(
                "classes-csdl",
                "G03",
                "csdl",
                "{ from: public.pupils, classes: { full_name: personal, personal_id: personal, \"*\": internal } }");
    }

    @AfterAll
    void leave() throws IOException {
        api.removeJob("classes-pupils");
        api.write(HttpMethod.DELETE, "connectors/classes-smas", null);
        api.write(HttpMethod.DELETE, "connectors/classes-csdl", null);
        server.close();
    }

    @BeforeEach
    void declassify() {
        register("classes-smas", "H26", "smas", "{ from: public.hoc_sinh }");
    }

    @Test
    void whatNobodyClassifiedStaysUntilItsOwnerHasDecided() {
        await().atMost(PATIENCE).until(() -> api.get("connectors/classes-smas/datasets")
                .getStatusCode()
                .is2xxSuccessful());
        JsonNode named = columns();
        assertThat(named.at("/ho_ten/dataClass").asText()).isEqualTo("unclassified");
        assertThat(named.at("/ho_ten/suggestion/dataClass").asText()).isEqualTo("personal");
        assertThat(named.at("/dan_toc/suggestion/dataClass").asText()).isEqualTo("sensitive");
        assertThat(named.at("/c7/suggestion").isObject()).isFalse();

        ResponseEntity<JsonNode> refused = api.yaml(HttpMethod.PUT, "jobs", JOB);
        assertThat(refused.getStatusCode().is4xxClientError()).isTrue();
        assertThat(refused.getBody().toString())
                .contains(
                        "\\\"c7\\\" of classes-smas/pupils has no data class",
                        "H26",
                        "G03",
                        "classes: { c7: personal }");

        ResponseEntity<JsonNode> looked =
                api.write(HttpMethod.POST, "connectors/classes-smas/classes/suggestions", Map.of("dataset", "pupils"));
        Map<String, String> classes = new LinkedHashMap<>();
        looked.getBody()
                .path("items")
                .forEach(hint -> classes.put(
                        hint.path("column").asText(), hint.path("dataClass").asText()));
        assertThat(classes)
                .as(looked.toString())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("ho_ten", "personal", "c7", "personal", "dan_toc", "sensitive"));
        assertThat(looked.getBody().toString()).doesNotContain("Bí Mật", "001214", "Kinh");
        JsonNode told = api.get("journal?act=connector.sampled&limit=1").getBody();
        assertThat(told.toString()).contains("connector/classes-smas").doesNotContain("Bí Mật", "001214");

        classes.put("ma_hs", "internal");
        ResponseEntity<JsonNode> laid = classify("classes-smas", classes);
        assertThat(laid.getStatusCode().value()).as(laid.toString()).isEqualTo(200);
        assertThat(columns().at("/c7/dataClass").asText()).isEqualTo("personal");
        assertThat(columns().at("/ky_hieu/dataClass").asText()).as("undecided").isEqualTo("unclassified");
        assertThat(api.get("journal?act=connector.classified&limit=1").getBody().toString())
                .contains("connector/classes-smas");

        assertThat(api.yaml(HttpMethod.PUT, "jobs", JOB).getStatusCode().is2xxSuccessful())
                .isTrue();
        run();
        assertThat(target.queryForObject("select count(*) from pupils", Long.class))
                .isEqualTo(500);
    }

    @Test
    void aJobThatIsThereDoesNotRunOnceAColumnHasNoClassAnyMore() {
        Map<String, String> classes = Map.of("ma_hs", "internal", "ho_ten", "personal", "c7", "personal");
        await().atMost(PATIENCE)
                .until(() -> classify("classes-smas", classes).getStatusCode().is2xxSuccessful());
        assertThat(api.yaml(HttpMethod.PUT, "jobs", JOB).getStatusCode().is2xxSuccessful())
                .isTrue();
        register(
                "classes-smas",
                "H26",
                "smas",
                "{ from: public.hoc_sinh, classes: { ma_hs: internal, ho_ten: personal } }");

        ResponseEntity<JsonNode> refused = api.write(HttpMethod.POST, "jobs/classes-pupils/runs", null);

        assertThat(refused.getStatusCode().is4xxClientError())
                .as(refused.toString())
                .isTrue();
        assertThat(refused.getBody().toString()).contains("c7", "classes: { c7: personal }");
    }

    @Test
    void aClassThatIsNoneAndAColumnThatIsNoneAreRefused() {
        await().atMost(PATIENCE).until(() -> api.get("connectors/classes-csdl/datasets")
                .getStatusCode()
                .is2xxSuccessful());
        assertThat(classify("classes-csdl", Map.of("full_name", "secret"))
                        .getBody()
                        .toString())
                .contains("registry.CLASS_UNKNOWN");
        assertThat(classify("classes-csdl", Map.of("fullname", "personal"))
                        .getBody()
                        .toString())
                .contains("COLUMN_UNKNOWN", "full_name");
        assertThat(classify("classes-csdl", Map.of()).getBody().toString()).contains("registry.CLASSES_NONE");
    }

    private void run() {
        JsonNode started =
                api.write(HttpMethod.POST, "jobs/classes-pupils/runs", null).getBody();
        String run = "runs/" + started.path("id").asLong();
        await().atMost(PATIENCE)
                .until(() -> api.get(run).getBody().at("/run/state").asText().startsWith("DONE"));
    }

    private ResponseEntity<JsonNode> classify(String connector, Map<String, String> classes) {
        return api.write(
                HttpMethod.PUT,
                "connectors/" + connector + "/classes",
                Map.of("dataset", "pupils", "classes", classes));
    }

    /** The columns of the source, by name. */
    private JsonNode columns() {
        JsonNode dataset = api.get("connectors/classes-smas/datasets").getBody().at("/items/0");
        ObjectNode byName = JsonNodeFactory.instance.objectNode();
        dataset.path("columns").forEach(column -> byName.set(column.path("name").asText(), column));
        return byName;
    }

    private void register(String name, String agency, String database, String pupils) {
        ResponseEntity<JsonNode> answer = api.yaml(HttpMethod.PUT, "connectors/" + name, """
                connector: %1$s
                agency: %2$s
                type: postgresql
                settings: { host: 127.0.0.1, port: %3$d, database: %4$s, username: %5$s, password: "${secret:%1$s/password}" }
                datasets: { pupils: %6$s }
                """.formatted(
                        name, agency, server.port(), database, server.user(), pupils));
        assertThat(answer.getStatusCode().is2xxSuccessful())
                .as(answer.toString())
                .isTrue();
        api.write(HttpMethod.PUT, "connectors/" + name + "/secrets/password", Map.of("value", server.password()));
    }

    private static final String JOB = """
            sync: classes-pupils
            title: { vi: Học sinh, en: Pupils }
            agency: G03
            from: { dataset: classes-smas/pupils }
            to: { dataset: classes-csdl/pupils, key: [id] }
            map:
              id: ma_hs
              full_name: ho_ten
              personal_id: c7
            """;
}
