package vn.lienthong.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.Testers;
import vn.lienthong.vault.Vault;

/** Jobs, runs, routes and quarantine as a program sees them, between two real databases. */
@HubTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SyncOverRestTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String LENT = """
            connector: rest-lent
            title: { vi: Cho mượn, en: Lent }
            agency: G03
            type: csv
            settings: { folder: nowhere }
            datasets:
              pupils: { from: pupils.csv, key: [id], classes: { "*": internal } }
            """;

    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    @Autowired
    HubFolders folders;

    @Autowired
    Vault vault;

    @Autowired
    JdbcClient state;

    private ApiCaller api;
    private TwoSystems systems;

    @BeforeAll
    void layOut() throws IOException {
        systems = new TwoSystems(folders, vault);
        api = new ApiCaller(http, tokens);
        await().atMost(PATIENCE)
                .until(() -> api.get("connectors/rest-there").getStatusCode().is2xxSuccessful()
                        && api.write(HttpMethod.POST, "connectors/rest-there/test", null)
                                .getBody()
                                .path("passed")
                                .asBoolean());
    }

    @BeforeEach
    void fill() {
        systems.fill();
    }

    @AfterAll
    void stop() throws IOException {
        systems.close();
    }

    @Test
    void theDoctorLooksAtTheRightToWriteWhereAJobWrites() {
        assertThat(steps("rest-there")).doesNotContain("write", "checkpoint");
        api.yaml(HttpMethod.PUT, "jobs", TwoSystems.job("rest-looked-at", ""));

        assertThat(steps("rest-there")).contains("write", "checkpoint");
        assertThat(steps("rest-here")).doesNotContain("write");
        remove("rest-looked-at");
    }

    private List<String> steps(String connector) {
        return api.write(HttpMethod.POST, "connectors/" + connector + "/test", null)
                .getBody()
                .path("checks")
                .findValuesAsText("step");
    }

    @Test
    void aJobIsRegisteredRunReconciledAndItsRejectedRowReleased() {
        assertThat(api.yaml(HttpMethod.PUT, "jobs", TwoSystems.job("rest-pupils", ""))
                        .getStatusCode()
                        .value())
                .isEqualTo(200);
        JsonNode plan =
                api.write(HttpMethod.POST, "jobs/rest-pupils/dry-run", null).getBody();
        assertThat(plan.path("inserts").asLong()).as(plan.toString()).isEqualTo(199);
        assertThat(systems.target().queryForObject("select count(*) from pupils", Long.class))
                .isZero();

        JsonNode run = run("rest-pupils");
        assertThat(run.path("state").asText()).isEqualTo("DONE_WITH_REJECTIONS");
        assertThat(run.at("/counts/read").asLong()).isEqualTo(200);
        assertThat(run.at("/counts/written").asLong()).isEqualTo(199);
        assertThat(api.get("runs/" + run.path("id").asLong() + "/events").getBody())
                .hasSizeGreaterThan(2);

        JsonNode held = api.get("quarantine?job=rest-pupils").getBody().path("items");
        assertThat(held).hasSize(1);
        long row = held.get(0).path("id").asLong();
        JsonNode cells = api.get("quarantine/" + row).getBody().path("cells");
        assertThat(cells.toString()).contains("name").doesNotContain("Trần Văn 200");
        assertThat(api.get("quarantine/groups?job=rest-pupils").getBody()).hasSize(1);
        assertThat(api.write(HttpMethod.PATCH, "quarantine/" + row, Map.of("grade", "9"))
                        .getBody()
                        .path("edited")
                        .asBoolean())
                .isTrue();
        JsonNode released = api.write(HttpMethod.POST, "quarantine/release", Map.of("rows", List.of(row)))
                .getBody();
        assertThat(released.path("released")).hasSize(1);
        JsonNode compared =
                api.write(HttpMethod.POST, "jobs/rest-pupils/reconcile", null).getBody();
        assertThat(compared.path("equal").asLong() + compared.path("excused").asLong())
                .as(compared.toString())
                .isEqualTo(200);
        assertThat(systems.target().queryForObject("select grade from pupils where pupil_id = 200", Integer.class))
                .isEqualTo(9);
        remove("rest-pupils");
    }

    @Test
    void aGuardWaitsAndAPersonDecidesOverRest() {
        api.yaml(
                HttpMethod.PUT,
                "jobs",
                TwoSystems.job("rest-guarded", "guard: { stop_if_deletes_above: 1% }")
                        .replace("key: [pupil_id] }", "key: [pupil_id], deletes: delete }"));
        run("rest-guarded");
        systems.source().update("delete from pupils where id <= 20");

        JsonNode waiting = run("rest-guarded");
        assertThat(waiting.path("state").asText()).isEqualTo("WAITING");
        String path = "runs/" + waiting.path("id").asLong();
        assertThat(api.write(HttpMethod.POST, path + "/decline", Map.of("reason", "thử"))
                        .getStatusCode()
                        .value())
                .isEqualTo(200);
        await().atMost(PATIENCE)
                .until(() -> !api.get(path).getBody().at("/run/state").asText().equals("WAITING"));
        assertThat(over(waiting.path("id").asLong()).at("/stop/why").asText()).isEqualTo("thử");
        assertThat(systems.target().queryForObject("select count(*) from pupils", Long.class))
                .isEqualTo(199);

        JsonNode again = run("rest-guarded");
        ResponseEntity<JsonNode> asked = api.write(
                HttpMethod.POST, "runs/" + again.path("id").asLong() + "/continue", Map.of("reason", "đã hỏi trường"));
        assertThat(asked.getStatusCode().value()).isEqualTo(202);
        String approval = asked.getHeaders().getLocation().getPath().replaceFirst("^/api/v1/", "");
        assertThat(api.write(HttpMethod.POST, approval + "/approve", null)
                        .getBody()
                        .path("code")
                        .asText())
                .isEqualTo("approval.OWN_REQUEST");
        ApiCaller second = new ApiCaller(http, tokens, Testers.SECOND);
        assertThat(second.write(HttpMethod.POST, approval + "/approve", Map.of("reason", "đúng"))
                        .getBody()
                        .path("state")
                        .asText())
                .isEqualTo("APPROVED");
        await().atMost(PATIENCE).until(() -> api.get("runs/" + again.path("id").asLong())
                .getBody()
                .at("/run/state")
                .asText()
                .equals("DONE_WITH_REJECTIONS"));
        assertThat(systems.target().queryForObject("select count(*) from pupils", Long.class))
                .isEqualTo(179);
        ResponseEntity<JsonNode> late =
                api.write(HttpMethod.POST, "runs/" + again.path("id").asLong() + "/continue", null);
        assertThat(late.getStatusCode().value()).isEqualTo(409);
        assertThat(late.getBody().path("remedy").asText()).isNotBlank();

        JsonNode lines = api.get("journal?limit=100").getBody().path("items");
        assertThat(lines.findValuesAsText("reason")).contains("thử", "đã hỏi trường");
        JsonNode runs = api.get("jobs/rest-guarded/runs?limit=1").getBody();
        assertThat(runs.path("items")).hasSize(1);
        JsonNode older = api.get(
                        "jobs/rest-guarded/runs?after=" + runs.path("next").asText())
                .getBody();
        assertThat(older.path("items")).hasSize(2);
        assertThat(older.has("next")).isFalse();
        remove("rest-guarded");
    }

    @Test
    void anOverlongReasonIsRefusedWithTheActItWasGivenFor() {
        api.yaml(HttpMethod.PUT, "jobs", TwoSystems.job("rest-wordy", ""));
        run("rest-wordy");
        long row =
                api.get("quarantine?job=rest-wordy").getBody().at("/items/0/id").asLong();
        Map<String, String> overlong = Map.of("reason", "ạ".repeat(501));
        for (String act : List.of(
                "jobs/rest-wordy/pause",
                "routes/sync.rest-wordy/stop",
                "routes/sync.rest-wordy/suspend",
                "quarantine/" + row + "/discard")) {
            ResponseEntity<JsonNode> refused = api.write(HttpMethod.POST, act, overlong);
            assertThat(refused.getStatusCode().value()).as(act).isEqualTo(422);
            assertThat(refused.getBody().path("code").asText()).isEqualTo("kernel.REASON_TOO_LONG");
            assertThat(refused.getBody().path("detail").asText()).contains("500");
        }
        assertThat(api.get("routes/sync.rest-wordy")
                        .getBody()
                        .at("/route/health/state")
                        .asText())
                .isNotIn("PAUSED", "");
        assertThat(api.get("quarantine/" + row).getBody().at("/row/state").asText())
                .isEqualTo("held");

        assertThat(api.write(HttpMethod.POST, "quarantine/" + row + "/discard", Map.of("reason", "😀".repeat(500)))
                        .getStatusCode()
                        .value())
                .isEqualTo(200);
        remove("rest-wordy");
    }

    @Test
    void routesStopAndStartAndStatusTellsWhatWaits() {
        api.yaml(HttpMethod.PUT, "jobs", TwoSystems.job("rest-routed", ""));
        run("rest-routed");
        await().atMost(PATIENCE)
                .until(() -> api.get("routes/sync.rest-routed").getStatusCode().is2xxSuccessful());

        assertThat(api.write(HttpMethod.POST, "routes/sync.rest-routed/stop", Map.of("reason", "bảo trì"))
                        .getBody()
                        .at("/route/health/code")
                        .asText())
                .isEqualTo("stopped");
        ResponseEntity<JsonNode> refused = api.write(HttpMethod.POST, "jobs/rest-routed/runs", null);
        assertThat(refused.getStatusCode().value()).isEqualTo(409);
        assertThat(refused.getBody().path("code").asText()).isEqualTo("sync.ROUTE_STOPPED");
        assertThat(api.write(HttpMethod.POST, "routes/sync.rest-routed/start", null)
                        .getStatusCode()
                        .value())
                .isEqualTo(200);
        assertThat(api.get("status").getBody().path("counts").isObject()).isTrue();
        assertThat(api.get("routes?limit=1").getBody().path("items")).hasSize(1);

        assertThat(api.write(HttpMethod.POST, "jobs/rest-routed/pause", Map.of("reason", "nghỉ hè"))
                        .getStatusCode()
                        .value())
                .isEqualTo(200);
        assertThat(api.write(HttpMethod.POST, "jobs/rest-routed/resume", null)
                        .getStatusCode()
                        .value())
                .isEqualTo(200);
        remove("rest-routed");
    }

    @Test
    void aWrongJobIsRefusedWithLineReasonAndRemedyAndChangesNothing() {
        ResponseEntity<JsonNode> refused = api.yaml(
                HttpMethod.PUT, "jobs", TwoSystems.job("rest-wrong", "").replace("grade: grade", "grade: gade"));

        assertThat(refused.getStatusCode().value()).isEqualTo(422);
        assertThat(refused.getBody().at("/problems/0/line").asInt()).isPositive();
        assertThat(refused.getBody().at("/problems/0/what").asText()).contains("gade");
        assertThat(refused.getBody().at("/problems/0/remedy").asText()).isNotBlank();
        assertThat(api.get("jobs/rest-wrong").getStatusCode().value()).isEqualTo(404);
    }

    @Test
    void aRepeatedRunWithTheSameKeyIsTheSameRun() {
        api.yaml(HttpMethod.PUT, "jobs", TwoSystems.job("rest-once", ""));
        ResponseEntity<JsonNode> first = api.once(HttpMethod.POST, "jobs/rest-once/runs", null, "monday");
        over(first.getBody().path("id").asLong());

        ResponseEntity<JsonNode> again = api.once(HttpMethod.POST, "jobs/rest-once/runs", null, "monday");

        assertThat(first.getStatusCode().value()).isEqualTo(202);
        assertThat(again.getStatusCode().value()).isEqualTo(202);
        assertThat(again.getBody()).isEqualTo(first.getBody());
        assertThat(again.getHeaders().getLocation())
                .isEqualTo(first.getHeaders().getLocation());
        assertThat(api.get("jobs/rest-once/runs").getBody().path("items")).hasSize(1);
        remove("rest-once");
    }

    private JsonNode run(String job) {
        ResponseEntity<JsonNode> started = api.write(HttpMethod.POST, "jobs/" + job + "/runs", null);
        assertThat(started.getStatusCode().value())
                .as(String.valueOf(started.getBody()))
                .isEqualTo(202);
        return over(started.getBody().path("id").asLong());
    }

    /** The run when it is over, or waits for a person. */
    private JsonNode over(long run) {
        await().atMost(PATIENCE).until(() -> !List.of("PLANNED", "RUNNING", "PAUSED")
                .contains(api.get("runs/" + run).getBody().at("/run/state").asText()));
        return api.get("runs/" + run).getBody().path("run");
    }

    @Test
    void aConnectorThatAJobUsesStaysSoThatNobodyElseTakesItsName() {
        api.yaml(HttpMethod.PUT, "connectors/rest-lent", LENT);
        state.sql("insert into sync_jobs (name, yaml, registered_by, registered_at)"
                        + " values ('rest-user', :yaml, 'tester', now())")
                .param("yaml", TwoSystems.job("rest-user", "").replace("rest-here", "rest-lent"))
                .update();
        await().atMost(PATIENCE)
                .until(() -> api.get("jobs/rest-user").getStatusCode().is2xxSuccessful());

        ResponseEntity<JsonNode> refused = api.write(HttpMethod.DELETE, "connectors/rest-lent", null);
        assertThat(refused.getStatusCode().value()).isEqualTo(409);
        assertThat(refused.getBody().path("title").asText()).contains("rest-user");

        remove("rest-user");
        assertThat(api.write(HttpMethod.DELETE, "connectors/rest-lent", null)
                        .getStatusCode()
                        .value())
                .isEqualTo(204);
    }

    private void remove(String job) {
        assertThat(api.removeJob(job).getStatusCode().value()).isEqualTo(200);
    }
}
