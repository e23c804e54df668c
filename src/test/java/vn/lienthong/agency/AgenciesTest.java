package vn.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.Testers;

/** The tree of agencies: who adds, renames, moves and ends which, one by one and out of a file, over REST. */
@HubTest
class AgenciesTest {
    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    @Autowired
    JdbcClient state;

    @Autowired
    HubFolders folders;

    private ApiCaller head;
    private ApiCaller elsewhere;
    private ApiCaller keeper;

    @BeforeEach
    void aTree() throws IOException {
        Files.writeString(folders.connectors().resolve("agencies.yaml"), """
                agencies:
                  - { code: G03, name: Bộ Giáo dục }
                  - { code: H26, name: Sở Hà Nội, parent: G03 }
                  - { code: H29, name: Sở TP. Hồ Chí Minh, parent: G03 }
                """);
        Testers.admit(state, "tree.head", "agency-administrator", "H26");
        Testers.admit(state, "tree.elsewhere", "agency-administrator", "H29");
        head = new ApiCaller(http, tokens, "tree.head");
        elsewhere = new ApiCaller(http, tokens, "tree.elsewhere");
        keeper = new ApiCaller(http, tokens);
    }

    @AfterEach
    void fell() {
        state.sql("delete from agency_agencies").update();
        state.sql("update agency_tree set state = nextval('agency_tree_states')")
                .update();
        state.sql("delete from agency_grants where person = 'tree.viewer'").update();
    }

    private static Map<String, Object> agency(String code, String name, @Nullable String parent) {
        Map<String, Object> agency = new HashMap<>(Map.of("code", code, "name", Map.of("vi", name), "reason", "QĐ 12"));
        if (parent != null) {
            agency.put("parent", parent);
        }
        return agency;
    }

    private static ResponseEntity<JsonNode> add(ApiCaller by, String code, @Nullable String parent) {
        return by.write(HttpMethod.POST, "agencies", agency(code, "Phòng " + code, parent));
    }

    private static ResponseEntity<JsonNode> put(ApiCaller by, String code, String name, String parent) {
        return by.write(HttpMethod.PUT, "agencies/" + code, agency(code, name, parent));
    }

    private static ResponseEntity<JsonNode> end(ApiCaller by, String code) {
        return by.write(HttpMethod.POST, "agencies/" + code + "/end", Map.of("reason", "sáp nhập"));
    }

    private static int status(ResponseEntity<JsonNode> answer) {
        return answer.getStatusCode().value();
    }

    private static String code(ResponseEntity<JsonNode> answer) {
        return answer.getBody() == null ? "" : answer.getBody().path("code").asText();
    }

    private List<String> journal(String subject) {
        return state.sql("""
                        select actor || ' ' || act || ' ' || details::text || coalesce(' ' || under, '')
                        from journal_entries where subject = :subject and act like 'agenc%' order by id
                        """).param("subject", subject).query(String.class).list();
    }

    @Test
    void anAdministratorKeepsTheAgenciesBelowHisOwnAndTheJournalTellsOfIt() {
        ResponseEntity<JsonNode> added = add(head, "000.00.75.H26", "000.00.00.H26");
        assertThat(status(added)).isEqualTo(201);
        assertThat(added.getBody().toString())
                .contains("\"code\":\"H26.75\"", "\"given\":\"000.00.75.H26\"", "\"keptBy\":\"hub\"");
        assertThat(code(add(head, "H26.75", "H26"))).isEqualTo("agency.AGENCY_THERE");
        assertThat(status(add(head, "H26.75.1", "H26.75"))).isEqualTo(201);
        assertThat(status(put(head, "H26.75", "Phòng Ba Đình", "H26"))).isEqualTo(200);
        assertThat(head.get("agencies/000.00.75.H26").getBody().at("/name/en").asText())
                .isEqualTo("Phòng Ba Đình");
        assertThat(code(put(head, "H26.75", "Phòng", "H26.99"))).isEqualTo("agency.AGENCY_PARENT_UNKNOWN");
        assertThat(code(put(head, "H26.75", "Phòng", "H26.75.1"))).isEqualTo("agency.AGENCY_LOOP");
        assertThat(code(head.write(HttpMethod.PUT, "agencies/H26.75", agency("H26.72", "Phòng", "H26"))))
                .isEqualTo("agency.AGENCY_OTHER_CODE");
        Map<String, Object> silent = agency("H26.73", "Phòng", "H26");
        silent.put("reason", " ");
        assertThat(code(head.write(HttpMethod.POST, "agencies", silent))).isEqualTo("agency.REASON_MISSING");

        ResponseEntity<JsonNode> refused = end(head, "H26.75");
        assertThat(code(refused)).isEqualTo("agency.AGENCY_IN_USE");
        assertThat(refused.getBody().path("detail").asText()).contains("agency H26.75.1");
        assertThat(status(end(head, "H26.75.1"))).isEqualTo(204);
        assertThat(status(end(head, "H26.75"))).isEqualTo(204);
        assertThat(status(head.get("agencies/H26.75"))).isEqualTo(404);
        assertThat(journal("agency/H26.75"))
                .containsExactly(
                        "tree.head agency.added {\"to\": \"H26\"}",
                        "tree.head agency.altered {\"altered\": \"name code-form\"}",
                        "tree.head agency.ended {}");
    }

    @Test
    void nobodyReachesIntoTheTreeOfAnother() {
        add(head, "H26.71", "H26");

        assertThat(status(put(elsewhere, "H26.71", "Của tôi", "H29"))).isEqualTo(404);
        assertThat(status(end(elsewhere, "H26.71"))).isEqualTo(404);
        assertThat(status(elsewhere.get("agencies/H26.71"))).isEqualTo(404);
        assertThat(elsewhere.get("agencies").getBody().toString())
                .contains("H29")
                .doesNotContain("H26");
        assertThat(code(add(elsewhere, "H26.72", "H26"))).isEqualTo("kernel.NOT_ALLOWED_THERE");
        assertThat(code(add(elsewhere, "H30", null))).isEqualTo("kernel.NOT_ALLOWED");
        assertThat(status(put(head, "H26.71", "Phòng", "H29"))).isEqualTo(403);
        assertThat(code(put(keeper, "H29", "Tên khác", "G03"))).isEqualTo("agency.AGENCY_OF_FILE");
        assertThat(code(end(keeper, "H29"))).isEqualTo("agency.AGENCY_OF_FILE");
    }

    @Test
    void anAgencyInWhichSomethingIsLeftStaysAndTheErrorNamesIt() {
        add(head, "H26.71", "H26");
        Testers.admit(state, "tree.viewer", "viewer", "H26.71");
        String connector = """
                connector: tree-left
                title: { vi: Của phòng, en: Ours }
                agency: H26.71
                contact: a@hanoi.example
                type: postgresql
                settings: { host: 127.0.0.1, port: 5432, database: a, username: a, password: "${secret:tree-left/password}" }
                """;
        head.yaml(HttpMethod.PUT, "connectors/tree-left", connector);

        String why = end(head, "H26.71").getBody().path("detail").asText();
        head.write(HttpMethod.DELETE, "connectors/tree-left", null);

        assertThat(why).contains("role viewer (tree.viewer)", "connector tree-left");
    }

    @Test
    void aMoveTakesTwoAndCountsAtOnce() {
        add(head, "H26.71", "H26");
        add(head, "H26.72", "H26");
        add(head, "H26.72.1", "H26.72");
        Testers.admit(state, "tree.viewer", "viewer", "H26.71");
        ApiCaller viewer = new ApiCaller(http, tokens, "tree.viewer");

        ResponseEntity<JsonNode> asked = put(head, "H26.72", "Phòng H26.72", "H26.71");
        ResponseEntity<JsonNode> back = put(head, "H26.71", "Phòng H26.71", "H26.72");
        assertThat(status(asked)).isEqualTo(202);
        assertThat(status(put(head, "H26.72", "Phòng H26.72", "H26.71"))).isEqualTo(202);
        assertThat(code(put(head, "H26.72", "Phòng khác", "H26.71"))).isEqualTo("agency.AGENCY_WAITS");
        assertThat(status(viewer.get("agencies/H26.72.1"))).isEqualTo(404);
        long number = asked.getBody().path("approval").asLong();
        assertThat(code(head.write(HttpMethod.POST, "approvals/" + number + "/approve", Map.of("reason", "x"))))
                .isEqualTo("approval.OWN_REQUEST");
        assertThat(status(elsewhere.write(HttpMethod.POST, "approvals/" + number + "/approve", Map.of())))
                .isEqualTo(404);
        assertThat(keeper.get("approvals/" + number).getBody().toString())
                .contains("Phòng H26.72 (H26.72)", "tree.head, tree.viewer", "Agencies below that come along");

        assertThat(status(head.approved(asked))).isEqualTo(200);

        assertThat(status(viewer.get("agencies/H26.72.1"))).isEqualTo(200);
        assertThat(journal("agency/H26.72"))
                .last()
                .isEqualTo("second.tester agency.moved {\"to\": \"H26.71\", \"from\": \"H26\"} approval/" + number);
        assertThat(code(head.approved(back))).as("it would close a loop by now").isEqualTo("approval.DECIDED");
    }

    /** Whoever manages an agency would else take things in by their code. */
    @Test
    void aCodeUnderWhichThingsAreKeptIsNotTakenInByOnePerson() {
        Testers.admit(state, "tree.viewer", "viewer", "H98");
        assertThat(code(add(head, "H98", "H26"))).isEqualTo("kernel.NOT_ALLOWED");

        ResponseEntity<JsonNode> asked = add(keeper, "H98", "H26");

        assertThat(status(asked)).isEqualTo(202);
        assertThat(status(head.get("agencies/H98"))).isEqualTo(404);
        assertThat(status(keeper.approved(asked))).isEqualTo(200);
        assertThat(status(head.get("agencies/H98"))).isEqualTo(200);
    }

    private ResponseEntity<JsonNode> handIn(String by, String csv) {
        HttpHeaders headers = new HttpHeaders();
        headers.setBearerAuth(tokens.issue(by, "test", Duration.ofMinutes(5)).token());
        headers.setContentType(MediaType.APPLICATION_OCTET_STREAM);
        headers.set(HttpHeaders.ACCEPT_LANGUAGE, "en");
        byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
        return http.exchange(
                "/api/v1/agencies/import?file=../a.csv",
                HttpMethod.POST,
                new HttpEntity<>(bytes, headers),
                JsonNode.class);
    }

    private ResponseEntity<JsonNode> apply(ApiCaller by, ResponseEntity<JsonNode> preview) {
        return by.write(
                HttpMethod.POST,
                "agencies/import/" + preview.getBody().path("number").asLong() + "/apply",
                Map.of("reason", "QĐ 13"));
    }

    @Test
    void aFileIsShownFirstAndThenCarriedOutWholeOrNotAtAll() {
        ResponseEntity<JsonNode> wrong = handIn("tree.head", """
                Parent,Agency code,Name,Contact
                H26,000.00.71.H26,Phòng Ba Đình,a@example.vn
                H29,H29.71,Phòng Quận 1,
                H26,26-H,Phòng sai mã,
                H26,H26.71,Phòng trùng,
                """);
        assertThat(wrong.getBody().path("faults").findValuesAsText("place"))
                .containsExactly("line 4, column 2", "line 3, column 2", "line 5, column 2");
        assertThat(wrong.getBody().path("faults").toString()).contains("first in line 2, column 2", "remedy");
        assertThat(code(apply(head, wrong))).isEqualTo("agency.IMPORT_FAULTY");
        assertThat(status(head.get("agencies/H26.71"))).isEqualTo(404);

        String good = """
                Parent,Agency code,Name,Contact
                H26,000.00.71.H26,Phòng Ba Đình,a@example.vn
                H26.71,H26.71.1,Trường Giảng Võ,
                G03,H26,Sở Hà Nội,
                """;
        ResponseEntity<JsonNode> preview = handIn("tree.head", good);
        assertThat(preview.getBody().path("file").asText()).isEqualTo("a.csv");
        assertThat(preview.getBody().path("added").findValuesAsText("code")).containsExactly("H26.71", "H26.71.1");
        assertThat(preview.getBody().path("unchanged").asInt()).isEqualTo(1);
        assertThat(status(head.get("agencies/H26.71"))).isEqualTo(404);
        assertThat(status(apply(keeper, preview))).as("another's file").isEqualTo(404);
        assertThat(status(apply(head, preview))).isEqualTo(204);
        assertThat(status(apply(head, preview))).as("done once").isEqualTo(404);
        assertThat(head.get("agencies/H26.71").getBody().path("contact").asText())
                .isEqualTo("a@example.vn");
        assertThat(journal("agencies").get(journal("agencies").size() - 1))
                .contains("tree.head agencies.imported", "\"added\": \"2\"");

        ResponseEntity<JsonNode> moving = handIn("tree.head", good.replace("H26.71,H26.71.1", "H26,H26.71.1"));
        assertThat(moving.getBody().at("/moved/0/from").asText()).isEqualTo("H26.71");
        put(head, "H26.71.1", "Tên mới", "H26.71");
        assertThat(code(apply(head, moving))).isEqualTo("agency.TREE_CHANGED");
        ResponseEntity<JsonNode> again = handIn("tree.head", good.replace("H26.71,H26.71.1", "H26,H26.71.1"));
        ResponseEntity<JsonNode> asked = apply(head, again);
        assertThat(status(asked)).isEqualTo(202);
        assertThat(status(head.approved(asked))).isEqualTo(200);
        assertThat(head.get("agencies/H26.71.1").getBody().path("parent").asText())
                .isEqualTo("H26");
    }

    @Test
    void tenThousandAgenciesComeInOneGo() {
        String rows = IntStream.range(0, 10_000)
                .mapToObj(i -> i % 100 == 0
                        ? "H29,H29.%d,Phòng %d".formatted(i / 100, i / 100)
                        : "H29.%d,H29.%d.%d,Trường %d".formatted(i / 100, i / 100, i, i))
                .collect(Collectors.joining("\n"));
        ResponseEntity<JsonNode> preview = handIn("tree.elsewhere", "Parent,Agency code,Name\n" + rows);
        assertThat(preview.getBody().path("added")).hasSize(10_000);

        assertThat(status(apply(elsewhere, preview))).isEqualTo(204);

        assertThat(elsewhere
                        .get("agencies/H29.99.9999")
                        .getBody()
                        .path("parent")
                        .asText())
                .isEqualTo("H29.99");
        assertThat(status(head.get("agencies/H29.99.9999"))).isEqualTo(404);
    }
}
