package vn.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

/** A service's route shows what became of its calls, and can be stopped without anybody learning of it who may not call. */
class ServiceRoutesTest extends ServiceGround {
    private static final String ROUTE = "routes/service.routed-status.v2";
    private static final String CALL = "/data/routed-status/v2";

    ServiceRoutesTest() {
        super("bhxh-routes");
    }

    /** A service of its own: what other tests call counts elsewhere. */
    @BeforeAll
    void publish() throws IOException {
        write("routed-status.service.yaml", """
                service: routed-status
                version: 2
                title: { vi: Xác nhận trên tuyến, en: Confirmation on a route }
                agency: G03
                dataset: data-csdl/pupils
                ask: [personal_id, birth_date]
                answer: [school_code, status]
                """);
        agreement(
                "routed-status.bhxh",
                "routed-status/2",
                "G26",
                5_000,
                0,
                30,
                "school_code, status",
                "contact: a@b.example");
        services.refresh();
        assertThat(services.problems()).isEmpty();
    }

    @Test
    void itsRouteShowsItsCallsAndWhatTheyFailedIn() {
        long before = route().at("/route/figures/turns").asLong();
        assertThat(program.post(CALL, token, AN).statusCode()).isEqualTo(200);
        JsonNode route = route();
        assertThat(route.at("/route/figures/turns").asLong()).isEqualTo(before + 1);
        assertThat(route.at("/route/agency").asText()).isEqualTo("G03");
        assertThat(route.at("/route/group").asText()).isEqualTo("SERVICE");
        assertThat(route.at("/route/health/code").asText()).isEqualTo("answers");
        assertThat(step(route, "find").path("count").asLong()).isPositive();
        assertThat(step(route, "find").path("p50").isMissingNode()).isFalse();

        pupils.execute("alter table pupils rename to hidden");
        try {
            for (int i = 0; i < 3; i++) {
                assertThat(program.post(CALL, token, AN).statusCode()).isEqualTo(503);
            }
        } finally {
            pupils.execute("alter table hidden rename to pupils");
        }
        JsonNode failing = route();
        assertThat(failing.at("/route/figures/failed").asLong()).isEqualTo(3);
        // the first one asks in vain, the others learn before they ask that there is no such table
        assertThat(step(failing, "ask").path("failures").asLong()
                        + step(failing, "find").path("failures").asLong())
                .isEqualTo(3);
        assertThat(step(failing, "record").path("failures").asLong()).isZero();
        assertThat(failing.at("/route/health/code").asText()).isEqualTo("errors");
        JsonNode why = failing.at("/failures/0");
        assertThat(failing.path("failures").findValues("count").stream()
                        .mapToLong(JsonNode::asLong)
                        .sum())
                .isEqualTo(3);
        assertThat(why.path("step").asText()).isIn("ask", "find");
        for (String words : new String[] {"problem", "cost", "owner", "remedy"}) {
            assertThat(why.path(words).path("vi").asText()).as(words).isNotBlank();
            assertThat(why.path(words).path("en").asText()).as(words).isNotBlank();
        }
        assertThat(api.get("status").getBody().path("troubles").findValuesAsText("id"))
                .contains("service.routed-status.v2");
        failedCallsAreOneEntryUntilTheSameQuestionIsAnswered();
    }

    private void failedCallsAreOneEntryUntilTheSameQuestionIsAnswered() {
        JsonNode found = api.get("failed-exchanges?route=service.routed-status.v2")
                .getBody()
                .at("/page/items");
        assertThat(found).hasSize(1);
        JsonNode one = found.get(0);
        assertThat(one.path("attempts").asInt()).isEqualTo(3);
        assertThat(one.path("asker").asText()).startsWith("caller/");
        assertThat(one.path("under").asText()).isEqualTo("routed-status.bhxh");
        assertThat(one.path("held").asBoolean()).isFalse();
        String path = "failed-exchanges/" + one.path("id").asLong();
        assertThat(api.write(HttpMethod.POST, path + "/replay", Map.of("reason", "thử"))
                        .getBody()
                        .path("code")
                        .asText())
                .isEqualTo("failed.CALL");

        assertThat(program.post(CALL, token, AN).statusCode()).isEqualTo(200);
        assertThat(api.get(path).getBody().path("state").asText()).isEqualTo("SETTLED");
    }

    @Test
    void aStoppedServiceAnswersNobodyAndTellsNoStranger() {
        String other = program.token("stopped-stranger", registered("stopped-stranger", "G27"));
        assertThat(program.post(CALL, token, AN).statusCode()).isEqualTo(200);
        assertThat(api.write(HttpMethod.POST, ROUTE + "/suspend", null)
                        .getBody()
                        .path("code")
                        .asText())
                .isEqualTo("route.CANNOT_WAIT");

        JsonNode stopped = api.write(HttpMethod.POST, ROUTE + "/stop", Map.of("reason", "bảo trì máy chủ"))
                .getBody();
        try {
            assertThat(stopped.at("/route/health/state").asText()).isEqualTo("PAUSED");
            long failed = stopped.at("/route/figures/failed").asLong();
            assertThat(program.post(CALL, token, AN).statusCode()).isEqualTo(503);
            assertThat(program.post(CALL, other, AN).statusCode())
                    .as("as if there were no such service")
                    .isEqualTo(404);
            assertThat(route().at("/route/figures/failed").asLong())
                    .as("stopped on purpose is no failure")
                    .isEqualTo(failed);
        } finally {
            assertThat(api.write(HttpMethod.POST, ROUTE + "/start", null)
                            .getStatusCode()
                            .value())
                    .isEqualTo(200);
        }
        assertThat(program.post(CALL, token, AN).statusCode()).isEqualTo(200);
        assertThat(state.sql(
                                "select act || ' ' || coalesce(reason, '') from journal_entries"
                                        + " where subject = 'service/routed-status/2' and act like 'route.%' order by id desc limit 2")
                        .query(String.class)
                        .list())
                .containsExactly("route.started ", "route.stopped bảo trì máy chủ");
    }

    private JsonNode route() {
        return api.get(ROUTE).getBody();
    }

    private static JsonNode step(JsonNode route, String id) {
        for (JsonNode step : route.path("steps")) {
            if (step.path("id").asText().equals(id)) {
                return step;
            }
        }
        throw new AssertionError("no step " + id);
    }
}
