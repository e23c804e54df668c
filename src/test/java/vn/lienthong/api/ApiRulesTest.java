package vn.lienthong.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.HubTest;

/** What holds for every address of the API: who may call, how it refuses, how lists come, what a repeated write does. */
@HubTest
class ApiRulesTest {
    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    @Autowired
    HubFolders folders;

    @Autowired
    JdbcClient state;

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    private ApiCaller api;

    @BeforeEach
    void call() {
        api = new ApiCaller(http, tokens);
    }

    @Test
    void noAddressAnswersAStrangerAndAllRefuseAlike() {
        List<String> open = new ArrayList<>();
        int asked = 0;
        for (Map.Entry<RequestMappingInfo, HandlerMethod> entry :
                requestMappingHandlerMapping.getHandlerMethods().entrySet()) {
            for (String pattern : entry.getKey().getPatternValues()) {
                if (!pattern.startsWith("/api/") || pattern.equals("/api/v1/tokens")) {
                    continue;
                }
                for (HttpMethod method : methods(entry.getKey())) {
                    asked++;
                    ResponseEntity<JsonNode> answer = http.exchange(
                            pattern.replaceAll("\\{[^}]+}", "1"), method, HttpEntity.EMPTY, JsonNode.class);
                    if (answer.getStatusCode().value() != 401
                            || !answer.getBody().path("code").asText().equals("agency.SIGN_IN_NEEDED")) {
                        open.add(method + " " + pattern + ": " + answer.getStatusCode());
                    }
                }
            }
        }
        assertThat(asked).isGreaterThan(40);
        assertThat(open).isEmpty();
    }

    private static List<HttpMethod> methods(RequestMappingInfo info) {
        return info.getMethodsCondition().getMethods().isEmpty()
                ? List.of(HttpMethod.GET)
                : info.getMethodsCondition().getMethods().stream()
                        .map(method -> HttpMethod.valueOf(method.name()))
                        .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agencies/G99",
                "connectors/none",
                "connectors/none/datasets",
                "connector-types/none",
                "jobs/none",
                "jobs/none/runs",
                "runs/999999",
                "runs/999999/events",
                "quarantine/999999",
                "routes/sync.none",
                "codelists/none",
                "codelists/none/entries",
                "nowhere"
            })
    void whatIsNotThereIsAProblemWithCodeAndRemedyInBothLanguages(String path) {
        JsonNode vi = api.get(path, "vi").getBody();
        ResponseEntity<JsonNode> en = api.get(path, "en");

        assertThat(en.getStatusCode().value()).as(String.valueOf(en.getBody())).isEqualTo(404);
        assertThat(en.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(en.getBody().path("code").asText()).contains(".");
        assertThat(en.getBody().path("remedy").asText()).isNotBlank();
        assertThat(vi.path("detail").asText())
                .isNotBlank()
                .isNotEqualTo(en.getBody().path("detail").asText());
        assertThat(vi.path("code")).isEqualTo(en.getBody().path("code"));
    }

    record Refused(HttpMethod method, String path, Object body, int status) {}

    static Stream<Refused> refused() {
        return Stream.of(
                new Refused(HttpMethod.GET, "runs/not-a-number", null, 404),
                new Refused(HttpMethod.GET, "jobs/NOT_A_NAME", null, 422),
                new Refused(HttpMethod.POST, "quarantine/release", "no JSON at all", 400),
                new Refused(HttpMethod.POST, "quarantine/release", Map.of(), 422),
                new Refused(HttpMethod.DELETE, "status", null, 405),
                new Refused(HttpMethod.PUT, "jobs", Map.of("sync", "x"), 415),
                new Refused(HttpMethod.POST, "connectors", Map.of("connector", "x"), 422),
                new Refused(HttpMethod.POST, "runs/999999/cancel", null, 404),
                new Refused(HttpMethod.POST, "routes/sync.none/start", null, 404),
                new Refused(HttpMethod.POST, "quarantine/999999/discard", Map.of("reason", "x"), 404));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatCannotBeTakenIsAProblemWithCodeAndRemedy(Refused request) {
        ResponseEntity<JsonNode> answer = api.write(request.method(), request.path(), request.body());

        assertThat(answer.getStatusCode().value())
                .as(String.valueOf(answer.getBody()))
                .isEqualTo(request.status());
        assertThat(answer.getBody().path("code").asText()).contains(".");
        assertThat(answer.getBody().path("remedy").asText()).isNotBlank();
        assertThat(answer.getBody().toString()).doesNotContain("Exception").doesNotContain("vn.lienthong");
    }

    @Test
    void agenciesAndCodeListsComeInPages() throws Exception {
        Files.writeString(folders.connectors().resolve("agencies.yaml"), """
                agencies:
                - { code: G03, name: { vi: Bộ, en: Ministry } }
                - { code: H26, name: { vi: Sở, en: Department }, parent: G03, contact: a@b.example }
                """);
        JsonNode first = api.get("agencies?limit=1").getBody();
        assertThat(first.at("/items/0/code").asText()).isEqualTo("G03");
        JsonNode second =
                api.get("agencies?after=" + first.path("next").asText()).getBody();
        assertThat(second.at("/items/0/parent").asText()).isEqualTo("G03");
        assertThat(second.has("next")).isFalse();
        assertThat(api.get("agencies/H26").getBody().at("/name/en").asText()).isEqualTo("Department");

        Files.createDirectories(folders.connectors().resolve("codes"));
        Files.writeString(folders.connectors().resolve("codes/sex.codelist.yaml"), """
                codelist: sex
                title: { vi: Giới tính, en: Sex }
                entries: { "0": Nam, "1": Nữ }
                """);
        await().until(() -> api.get("codelists/sex").getStatusCode().is2xxSuccessful());
        assertThat(api.get("codelists/sex").getBody().path("codes").asInt()).isEqualTo(2);
        JsonNode entries = api.get("codelists/sex/entries?limit=1").getBody();
        assertThat(entries.at("/items/0/code").asText()).isEqualTo("0");
        assertThat(api.get("codelists/sex/entries?after=" + entries.path("next").asText())
                        .getBody()
                        .at("/items/0/code")
                        .asText())
                .isEqualTo("1");
    }

    @Test
    void theJournalIsReadInPagesAndItsChainHolds() {
        register("logged-a", "key-a");
        register("logged-b", "key-b");

        JsonNode newest = api.get("journal?act=connector.registered&limit=1").getBody();
        assertThat(newest.at("/items/0/subject").asText()).isEqualTo("connector/logged-b");
        assertThat(newest.at("/items/0/actor").asText()).isEqualTo("tester");
        assertThat(api.get("journal?act=connector.registered&limit=1&after="
                                + newest.path("next").asText())
                        .getBody()
                        .at("/items/0/subject")
                        .asText())
                .isEqualTo("connector/logged-a");
        JsonNode chain = api.get("journal/chain").getBody();
        assertThat(chain.path("intact").asBoolean()).isTrue();
        assertThat(chain.path("entries").asLong()).isGreaterThanOrEqualTo(2);
        remove("logged-a", "logged-b");
    }

    @Test
    void theDescriptionNamesEveryAddressAndTheKeyOfWrites() {
        JsonNode described = api.get("openapi").getBody();

        assertThat(described.at("/paths/~1api~1v1~1jobs~1{name}~1runs/post").toString())
                .contains("Idempotency-Key");
        assertThat(described.at("/paths/~1api~1v1~1jobs/get").toString()).doesNotContain("Idempotency-Key");
        assertThat(described.path("paths").fieldNames()).toIterable().contains("/api/v1/journal", "/api/v1/codelists");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "vi"})
    void everyOperationSaysWhatItDoesInTheReadersLanguage(String language) {
        JsonNode described = api.get("openapi", language).getBody();
        List<String> silent = new ArrayList<>();
        List<String> summaries = new ArrayList<>();
        described.path("paths").fields().forEachRemaining(path -> path.getValue()
                .fields()
                .forEachRemaining(operation -> {
                    String summary = operation.getValue().path("summary").asText();
                    summaries.add(summary);
                    if (summary.isBlank()) {
                        silent.add(operation.getKey() + " " + path.getKey());
                    }
                }));
        assertThat(silent).isEmpty();
        assertThat(summaries)
                .hasSizeGreaterThan(40)
                .contains(language.equals("vi") ? "Đăng ký một kết nối" : "Register a connector");
        assertThat(described.at("/info/title").asText()).isEqualTo("Lienthong");
    }

    @Test
    void theDocumentsThatAreTakenAreDescribedByASchemaAndAnExampleThatIsTaken() {
        JsonNode paths = api.get("openapi").getBody().path("paths");
        JsonNode body = paths.at("/~1api~1v1~1connectors/post/requestBody/content/application~1json");
        assertThat(body.at("/schema/type").asText()).isEqualTo("object");
        assertThat(body.at("/schema/properties/settings/description").asText()).isNotBlank();
        assertThat(body.at("/schema/required").toString()).contains("connector", "agency", "type");

        assertThat(api.write(HttpMethod.POST, "connectors", body.path("example"))
                        .getStatusCode()
                        .value())
                .isEqualTo(201);
        remove(body.at("/example/connector").asText());
        JsonNode job = paths.at("/~1api~1v1~1jobs/put/requestBody/content/application~1yaml");
        assertThat(job.path("example").asText()).startsWith("sync: ");
        assertThat(new DocumentKinds()
                        .check(
                                "sync",
                                Document.parse("example", job.path("example").asText())))
                .isEmpty();
    }

    @Test
    void oneOfManySimultaneousRepeatsTakesEffect() throws Exception {
        int callers = 8;
        ExecutorService crowd = Executors.newFixedThreadPool(callers);
        CountDownLatch gate = new CountDownLatch(1);
        try {
            Callable<Integer> one = () -> {
                gate.await();
                return register("crowded", "crowd-key").getStatusCode().value();
            };
            List<Future<Integer>> answers =
                    Stream.generate(() -> crowd.submit(one)).limit(callers).toList();
            gate.countDown();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
            assertThat(statuses).contains(201).allMatch(status -> status == 201 || status == 409);
        } finally {
            crowd.shutdownNow();
        }
        assertThat(registrations("crowded")).isOne();
        assertThat(register("crowded", "crowd-key").getStatusCode().value()).isEqualTo(201);
        remove("crowded");
    }

    @Test
    void aKeyOfAnotherRequestIsRefusedOnEveryKindOfWrite() {
        register("keyed", "mine");
        for (ResponseEntity<JsonNode> answer : List.of(
                register("other", "mine"),
                api.once(HttpMethod.DELETE, "connectors/keyed", null, "mine"),
                api.once(HttpMethod.PUT, "connectors/keyed/secrets/password", Map.of("value", "x"), "mine"),
                api.once(HttpMethod.PATCH, "quarantine/1", Map.of("a", "b"), "mine"))) {
            assertThat(answer.getStatusCode().value()).isEqualTo(422);
            assertThat(answer.getBody().path("code").asText()).isEqualTo("agency.KEY_REUSED");
        }
        assertThat(api.get("connectors/keyed").getStatusCode().value()).isEqualTo(200);
        remove("keyed");
    }

    @Test
    void aRefusedWriteMayComeAgainWithItsKey() {
        ResponseEntity<JsonNode> tooEarly =
                api.once(HttpMethod.PUT, "connectors/early/secrets/password", Map.of("value", "S3CRET"), "early");
        assertThat(tooEarly.getStatusCode().value()).isEqualTo(404);
        register("early", "early-registration");

        assertThat(api.once(HttpMethod.PUT, "connectors/early/secrets/password", Map.of("value", "S3CRET"), "early")
                        .getStatusCode()
                        .value())
                .isEqualTo(204);
        assertThat(api.once(HttpMethod.PUT, "connectors/early/secrets/password", Map.of("value", "S3CRET"), "early")
                        .getStatusCode()
                        .value())
                .isEqualTo(204);
        remove("early");
    }

    @Test
    void aWriteWithoutAnAnswerIsNotDoneTwice() {
        register("halfway", "halfway");
        state.sql("update agency_requests set status = null where location like '%/halfway'")
                .update();

        ResponseEntity<JsonNode> again = register("halfway", "halfway");

        assertThat(again.getStatusCode().value()).isEqualTo(409);
        assertThat(again.getBody().path("code").asText()).isEqualTo("agency.REQUEST_UNDER_WAY");
        remove("halfway");
    }

    @Test
    void aKeyIsForgottenAfterADay() {
        register("old", "old");
        state.sql("update agency_requests set came_at = ? where location like '%/old'")
                .param(OffsetDateTime.now().minusHours(25))
                .update();
        remove("old");

        assertThat(register("old", "old").getStatusCode().value()).isEqualTo(201);
        assertThat(registrations("old")).isEqualTo(2);
        remove("old");
    }

    @Test
    void aKeyThatIsNoneIsRefused() {
        assertThat(register("spaced", "two words").getBody().path("code").asText())
                .isEqualTo("agency.KEY_INVALID");
        assertThat(register("long", "x".repeat(201)).getBody().path("code").asText())
                .isEqualTo("agency.KEY_INVALID");
    }

    private ResponseEntity<JsonNode> register(String name, String key) {
        Map<String, Object> document = Map.of(
                "connector",
                name,
                "agency",
                "H26",
                "type",
                "postgresql",
                "settings",
                Map.of(
                        "host", "127.0.0.1",
                        "database", "smas",
                        "username", "reader",
                        "password", "${secret:" + name + "/password}"));
        return api.once(HttpMethod.POST, "connectors", document, key);
    }

    private long registrations(String name) {
        return state.sql("select count(*) from journal_entries where act = 'connector.registered' and subject = ?")
                .param("connector/" + name)
                .query(Long.class)
                .single();
    }

    private void remove(String... names) {
        for (String name : names) {
            assertThat(api.write(HttpMethod.DELETE, "connectors/" + name, null)
                            .getStatusCode()
                            .value())
                    .isEqualTo(204);
        }
    }
}
