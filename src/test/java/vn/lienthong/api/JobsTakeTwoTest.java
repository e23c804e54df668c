package vn.lienthong.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

/** What lets a job do more harm than before is asked for by one person and done by another. */
@HubTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobsTakeTwoTest {
    private static final String GUARDED =
            "rejects: { to: quarantine, stop_above: 5% }\nguard: { stop_if_deletes_above: 1% }";

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

    private TwoSystems systems;
    private ApiCaller api;

    @BeforeAll
    void layOut() throws IOException {
        systems = new TwoSystems(folders, vault);
        api = new ApiCaller(http, tokens);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> api.get("connectors/rest-there").getStatusCode().is2xxSuccessful());
    }

    @AfterAll
    void leave() throws IOException {
        systems.close();
    }

    @Test
    void aJobLosesItsGuardOnlyWithASecondPerson() {
        put("two-guard", GUARDED, "");
        String weaker = "rejects: { to: quarantine, stop_above: 5% }";

        assertThat(put("two-guard", weaker, "").getBody().path("code").asText()).isEqualTo("approval.REASON_MISSING");
        ResponseEntity<JsonNode> asked = put("two-guard", weaker, "QĐ 7");
        assertThat(asked.getStatusCode().value()).isEqualTo(202);
        assertThat(yaml("two-guard")).as("it goes on as it is").contains("stop_if_deletes_above: 1%");

        long number = asked.getBody().path("approval").asLong();
        assertThat(api.get("approvals/" + number).getBody().toString())
                .contains("stop_if_deletes_above", "1%", "no limit", "QĐ 7");
        assertThat(api.write(HttpMethod.POST, "approvals/" + number + "/approve", null)
                        .getStatusCode()
                        .value())
                .as("who asked does not decide")
                .isEqualTo(403);

        assertThat(api.approved(asked).getStatusCode().value()).isEqualTo(200);
        assertThat(yaml("two-guard")).doesNotContain("guard:");
        assertThat(state.sql("select actor from journal_entries where act = 'job.registered' and under = :under")
                        .param("under", "approval/" + number)
                        .query(String.class)
                        .single())
                .isEqualTo(Testers.SECOND);
        api.removeJob("two-guard");
    }

    @ParameterizedTest
    @CsvSource({
        "stop_if_deletes_above: 1%, stop_if_deletes_above: 0.5%, 200",
        "stop_if_deletes_above: 1%, stop_if_deletes_above: 2%, 202",
        "stop_if_deletes_above: 1%, stop_if_deletes_above: 100, 202",
        "stop_if_rows_drop_above: 1%, stop_if_deletes_above: 1%, 202",
    })
    void onlyWhatProtectsLessWaits(String before, String after, int status) {
        put("two-limits", "guard: { " + before + " }", "");
        ResponseEntity<JsonNode> asked = put("two-limits", "guard: { " + after + " }", "thử");
        assertThat(asked.getStatusCode().value()).isEqualTo(status);
        if (status == 202) {
            assertThat(api.removeJob("two-limits").getBody().path("code").asText())
                    .as("one change waits at a time")
                    .isEqualTo("sync.JOB_CHANGE_WAITS");
            long number = asked.getBody().path("approval").asLong();
            api.write(HttpMethod.POST, "approvals/" + number + "/withdraw", null);
        }
        assertThat(api.removeJob("two-limits").getStatusCode().value()).isEqualTo(200);
    }

    @Test
    void aJobThatBeginsToDeleteWaits() {
        put("two-deletes", "", "");
        String deleting =
                TwoSystems.job("two-deletes", "").replace("key: [pupil_id] }", "key: [pupil_id], deletes: delete }");
        ResponseEntity<JsonNode> asked = api.yaml(HttpMethod.PUT, "jobs?reason=x", deleting);
        assertThat(asked.getStatusCode().value()).as(asked.toString()).isEqualTo(202);
        put("two-deletes", "# other words", "");
        assertThat(api.approved(asked).getStatusCode().value())
                .as("the job is not what it was when this was asked for")
                .isEqualTo(409);
        assertThat(yaml("two-deletes")).doesNotContain("deletes: delete");
        api.removeJob("two-deletes");
    }

    @Test
    void aJobIsRemovedByTwo() {
        put("two-gone", "", "");
        ResponseEntity<JsonNode> asked = api.write(HttpMethod.DELETE, "jobs/two-gone?reason=hết hạn", null);
        assertThat(asked.getStatusCode().value()).isEqualTo(202);
        assertThat(api.get("jobs/two-gone").getStatusCode().value()).isEqualTo(200);
        assertThat(api.approved(asked).getStatusCode().value()).isEqualTo(200);
        assertThat(api.get("jobs/two-gone").getStatusCode().value()).isEqualTo(404);
    }

    @Test
    void whereNobodyElseCouldOneAloneDoesIt() {
        put("two-alone", GUARDED, "");
        List<Long> others = state.sql("update agency_grants set ended_at = now()"
                        + " where person <> :tester and ended_at is null returning id")
                .param("tester", Testers.TESTER)
                .query(Long.class)
                .list();
        try {
            assertThat(put("two-alone", "", "").getStatusCode().value()).isEqualTo(200);
            assertThat(api.write(HttpMethod.DELETE, "jobs/two-alone", null)
                            .getStatusCode()
                            .value())
                    .isEqualTo(204);
        } finally {
            state.sql("update agency_grants set ended_at = null where id in (:others)")
                    .param("others", others)
                    .update();
        }
    }

    private ResponseEntity<JsonNode> put(String job, String further, String reason) {
        return api.yaml(HttpMethod.PUT, "jobs?reason=" + reason, TwoSystems.job(job, further));
    }

    private String yaml(String job) {
        return api.get("jobs/" + job).getBody().path("yaml").asText();
    }
}
