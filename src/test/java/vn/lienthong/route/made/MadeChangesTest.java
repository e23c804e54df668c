package vn.lienthong.route.made;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.connector.Connectors;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.TestSystems;
import vn.lienthong.testing.Testers;
import vn.lienthong.vault.Vault;

/** Hand-made routes that the hub holds are changed by two people, version by version; what a file holds is changed there. */
@HubTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MadeChangesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    HubFolders folders;

    @Autowired
    Vault vault;

    @Autowired
    Connectors connectors;

    @Autowired
    KnownMade made;

    @Autowired
    CamelContext camel;

    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    @Autowired
    JdbcClient state;

    private TestSystems systems;
    private JdbcTemplate target;
    private ApiCaller api;

    @BeforeAll
    void layOut() throws IOException {
        systems = new TestSystems(folders, vault, "G03");
        JdbcTemplate source =
                systems.connector("sent", "  schools: { from: public.schools, classes: { \"*\": public } }");
        target = systems.connector("kept", "  schools: { from: public.schools, classes: { \"*\": public } }");
        for (JdbcTemplate system : List.of(source, target)) {
            system.execute("create table schools (code text primary key, name text)");
        }
        source.update("insert into schools select 's' || n, 'Trường ' || n from generate_series(1, 20) n");
        await().atMost(PATIENCE)
                .until(() -> connectors.find(new ConnectorName("sent")).isPresent()
                        && connectors.find(new ConnectorName("kept")).isPresent());
        api = new ApiCaller(http, tokens);
    }

    @AfterAll
    void leave() throws IOException {
        systems.close();
    }

    private static String text(int most) {
        return """
                - lienthong: { agency: G03, reads: [sent/schools], writes: [kept/schools] }
                - route:
                    id: bring
                    group: schools
                    description: Brings the schools
                    errorHandler: { defaultErrorHandler: {} }
                    from:
                      uri: "timer:bring?period=1000&delay=0"
                      steps:
                        - to: "connector:sent/schools?act=read&most=%d"
                        - to: "connector:kept/schools?act=write&mode=upsert&key=code"
                """.formatted(most);
    }

    private ResponseEntity<JsonNode> proposed(String name, String text) {
        ResponseEntity<JsonNode> asked = api.yaml(HttpMethod.PUT, "routes/made/" + name + "?reason=test", text);
        assertThat(asked.getStatusCode().value())
                .as(String.valueOf(asked.getBody()))
                .isEqualTo(202);
        return asked;
    }

    private String state(String name) {
        return api.get("routes/made/" + name).getBody().path("state").asText();
    }

    private String difference(String name, int from, int to) {
        HttpHeaders headers = new HttpHeaders();
        headers.setBearerAuth(tokens.issue(Testers.TESTER, "difference", Duration.ofMinutes(5))
                .token());
        return http.exchange(
                        "/api/v1/routes/made/" + name + "/difference?from=" + from + "&to=" + to,
                        HttpMethod.GET,
                        new HttpEntity<>(headers),
                        String.class)
                .getBody();
    }

    private int kept() {
        return target.queryForObject("select count(*) from schools", Integer.class);
    }

    @Test
    void aChangeAReturnAndAnEndEachTakeTwoPeople() {
        JsonNode found = api.yaml(
                        HttpMethod.POST,
                        "routes/made/bring/check",
                        text(100).replace("- to: \"connector:kept", "- toD: \"connector:kept"))
                .getBody();
        assertThat(found.at("/problems/0/line").asInt()).isEqualTo(11);
        assertThat(found.at("/problems/0/remedy").asText()).isNotBlank();
        JsonNode elsewhere = api.yaml(
                        HttpMethod.POST, "routes/made/bring/check", text(100).replace("kept/", "gone/"))
                .getBody();
        assertThat(elsewhere.at("/problems/0/what").asText()).contains("gone");
        assertThat(elsewhere.at("/problems/0/line").asInt()).isEqualTo(1);
        assertThat(api.yaml(HttpMethod.PUT, "routes/made/bring?reason=x", text(0))
                        .getBody()
                        .at("/problems/0/line")
                        .asInt())
                .isEqualTo(10);
        assertThat(api.get("routes/made/bring").getStatusCode().value())
                .as("nothing was kept")
                .isEqualTo(404);

        ResponseEntity<JsonNode> asked = proposed("bring", text(100));
        assertThat(state("bring")).isEqualTo("proposed");
        String request = "approvals/" + asked.getBody().path("approval").asLong();
        assertThat(api.write(HttpMethod.POST, request + "/approve", Map.of())
                        .getBody()
                        .path("code")
                        .asText())
                .isEqualTo("approval.OWN_REQUEST");
        assertThat(camel.getRoutes()).noneMatch(route -> route.getId().startsWith("camel.bring."));

        assertThat(api.approved(asked).getStatusCode().value()).isEqualTo(200);
        assertThat(state("bring")).isEqualTo("in-effect");
        await().atMost(PATIENCE).until(() -> kept() == 20);

        api.approved(proposed("bring", text(50)));
        assertThat(difference("bring", 1, 2))
                .startsWith("--- bring 1\n+++ bring 2\n")
                .contains("act=read&most=100\"\n+", "act=read&most=50\"\n");
        assertThat(api.yaml(HttpMethod.PUT, "routes/made/bring?reason=x", text(50))
                        .getBody()
                        .path("code")
                        .asText())
                .isEqualTo("made.SAME");

        api.approved(proposed("bring", text(100)));
        JsonNode versions = api.get("routes/made/bring/versions").getBody();
        assertThat(versions).hasSize(3);
        assertThat(versions.at("/0/yaml")).isEqualTo(versions.at("/2/yaml"));
        assertThat(versions.at("/0/by").asText()).isEqualTo(Testers.TESTER);
        assertThat(versions.at("/2/under").asText()).isEqualTo(request.replace("approvals/", "approval/"));
        assertThat(state.sql("""
                                select actor || ' ' || under from journal_entries
                                where act = 'route.changed' and subject = 'made-route/bring' order by id limit 1
                                """).query(String.class).single())
                .isEqualTo(Testers.SECOND + " " + versions.at("/2/under").asText());

        ResponseEntity<JsonNode> end = api.write(HttpMethod.DELETE, "routes/made/bring?reason=test", null);
        assertThat(state("bring")).as("until somebody else approves").isEqualTo("in-effect");
        api.approved(end);
        assertThat(state("bring")).isEqualTo("gone");
        assertThat(camel.getRoutes()).noneMatch(route -> route.getId().startsWith("camel.bring."));
    }

    @Test
    void whatAFileHoldsIsChangedThereAndOvertakesWhatWaits() throws IOException {
        ResponseEntity<JsonNode> asked = proposed("laid", text(100));
        Path file = folders.routes().resolve("laid.camel.yaml");
        try {
            Files.writeString(file, text(70));
            await().atMost(PATIENCE).until(() -> state("laid").equals("in-effect"));

            JsonNode refused = api.yaml(HttpMethod.PUT, "routes/made/laid?reason=x", text(80))
                    .getBody();
            assertThat(refused.path("code").asText()).isEqualTo("made.OF_FILE");
            assertThat(refused.path("remedy").asText()).isNotBlank();
            assertThat(api.get("approvals/" + asked.getBody().path("approval").asLong())
                            .getBody()
                            .path("state")
                            .asText())
                    .isEqualTo("OVERTAKEN");
            assertThat(api.approved(asked).getStatusCode().value()).isEqualTo(409);
        } finally {
            Files.deleteIfExists(file);
        }
        await().atMost(PATIENCE).until(() -> state("laid").equals("gone"));
        api.approved(proposed("laid", text(70)));
        assertThat(state("laid"))
                .as("once the file is gone, its version is returned to")
                .isEqualTo("in-effect");
        api.approved(api.write(HttpMethod.DELETE, "routes/made/laid?reason=test", null));
    }

    /** A file is often there before the connector that it names. */
    @Test
    void whatWasRefusedForWantOfAConnectorIsTriedAgainWhenItComes() throws IOException {
        Path file = folders.routes().resolve("early.camel.yaml");
        try {
            Files.writeString(file, text(100).replace("sent/", "late/").replace("kept/", "late/"));
            await().atMost(PATIENCE).until(() -> made.find("early")
                    .filter(one -> !one.problems().isEmpty())
                    .isPresent());
            assertThat(made.find("early").orElseThrow().problems().get(0).line())
                    .isEqualTo(1);

            systems.connector("late", "  schools: { from: public.schools, classes: { \"*\": public } }")
                    .execute("create table schools (code text primary key, name text)");

            await().atMost(PATIENCE).until(() -> made.find("early")
                    .filter(one -> one.running() != null && one.problems().isEmpty())
                    .isPresent());
        } finally {
            Files.deleteIfExists(file);
            await().atMost(PATIENCE).until(() -> made.find("early").isEmpty());
        }
    }
}
