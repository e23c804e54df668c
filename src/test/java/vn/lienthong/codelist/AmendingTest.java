package vn.lienthong.codelist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.autoconfigure.web.servlet.MockMvcPrint;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.Testers;

/** Code lists that two people amend in a whole hub, over REST and on the pages. */
@HubTest
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
class AmendingTest {
    private static final String SHIFTS = """
            codelist: shifts
            title: { vi: Ca học, en: Shifts }
            entries:
              S: { name: Sáng }
              C: { name: Chiều }
              "01": { name: '=Cả ngày' }
            """;

    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    @Autowired
    HubFolders folders;

    @Autowired
    JdbcClient state;

    @Autowired
    CodeLists lists;

    @Autowired
    MockMvc door;

    private ApiCaller api;
    private Path file;

    @BeforeEach
    void lay() throws IOException {
        file = folders.connectors().resolve("codes/shifts.codelist.yaml");
        Files.createDirectories(file.getParent());
        laid(SHIFTS);
        api = new ApiCaller(http, tokens);
    }

    private void laid(String text) throws IOException {
        Files.writeString(file, text);
        lists.refresh();
    }

    @AfterEach
    void clear() throws IOException {
        state.sql("truncate codelist_versions, codelist_drafts").update();
        state.sql("delete from approval_requests where kind = 'codelist'").update();
        Files.delete(file);
        lists.refresh();
    }

    private JsonNode put(Map<String, ?> entry) {
        return api.write(HttpMethod.PUT, "codelists/shifts/draft/entries", entry)
                .getBody();
    }

    private ResponseEntity<JsonNode> propose() {
        ResponseEntity<JsonNode> asked =
                api.write(HttpMethod.POST, "codelists/shifts/draft/propose?reason=QĐ 12", null);
        assertThat(asked.getStatusCode().value()).as("%s", asked.getBody()).isEqualTo(202);
        return asked;
    }

    private void letIn() {
        ResponseEntity<JsonNode> done = api.approved(propose());
        assertThat(done.getStatusCode().is2xxSuccessful())
                .as("%s", done.getBody())
                .isTrue();
    }

    private CodeList shifts() {
        return lists.find("shifts").orElseThrow();
    }

    private long journal(String act) {
        return state.sql("select count(*) from journal_entries where act = ? and subject = 'codelist/shifts'")
                .param(act)
                .query(Long.class)
                .single();
    }

    private static String code(JsonNode refused) {
        return refused.path("code").asText();
    }

    @Test
    void nothingCountsBeforeASecondPersonLetsItIn() {
        long drafted = journal("codelist.drafted");
        long amended = journal("codelist.amended");
        JsonNode draft = put(Map.of("code", "T", "name", "Tối", "firstDay", "2020-01-01"));
        assertThat(draft.at("/changes/0/kind").asText()).as("%s", draft).isEqualTo("added");
        draft = put(Map.of("code", "C", "name", "Chiều", "lastDay", "2025-06-30", "was", ""));
        assertThat(draft.at("/changes/0/kind").asText()).isEqualTo("ended");
        assertThat(shifts().translate("T", null)).isNull();
        assertThat(journal("codelist.drafted")).isEqualTo(drafted + 1);

        ResponseEntity<JsonNode> asked = propose();
        long number = asked.getBody().path("approval").asLong();
        assertThat(code(put(Map.of("code", "X")))).isEqualTo("codelist.DRAFT_WAITS");
        assertThat(api.write(HttpMethod.POST, "approvals/" + number + "/approve", Map.of("reason", "x"))
                        .getStatusCode()
                        .value())
                .as("whoever asked cannot decide")
                .isEqualTo(403);
        JsonNode difference = api.get("approvals/" + number).getBody();
        assertThat(difference.toString()).contains("Chiều (until 30/06/2025)", "Tối (từ 01/01/2020)");
        assertThat(shifts().translate("T", null)).isNull();

        assertThat(api.approved(asked).getStatusCode().is2xxSuccessful()).isTrue();
        assertThat(shifts().translate("T", null)).isEqualTo("T");
        assertThat(shifts().translate("C", null)).isNull();
        assertThat(shifts().translate("C", LocalDate.of(2025, 6, 30))).isEqualTo("C");
        assertThat(shifts().dated()).as("jobs go on as they are").isFalse();
        JsonNode view = api.get("codelists/shifts").getBody();
        assertThat(view.path("amended").asInt()).isEqualTo(2);
        assertThat(view.path("codes").asInt()).isEqualTo(4);
        JsonNode version = api.get("codelists/shifts/versions").getBody().at("/items/0");
        assertThat(version.path("under").asText()).isEqualTo("approval/" + number);
        assertThat(version.at("/counts/added").asInt()).isEqualTo(1);
        assertThat(version.at("/counts/ended").asInt()).isEqualTo(1);
        assertThat(journal("codelist.amended")).isEqualTo(amended + 1);
        assertThat(api.get("codelists/shifts/draft").getBody().path("edition").asInt())
                .isZero();
    }

    @Test
    void anUndoIsADraftLikeAnyOtherAndEndsWhatWasInForce() {
        put(Map.of("code", "T", "name", "Tối"));
        put(Map.of("code", "F", "firstDay", "2999-01-01"));
        put(Map.of("code", "S", "name", "Buổi sáng", "was", ""));
        letIn();
        assertThat(shifts().nameOf("S")).isEqualTo("Buổi sáng");

        JsonNode draft = api.write(HttpMethod.POST, "codelists/shifts/versions/0/return", null)
                .getBody();
        assertThat(draft.path("changes")).as("%s", draft).hasSize(3);
        letIn();
        assertThat(shifts().nameOf("S")).isEqualTo("Sáng");
        assertThat(shifts().of("F")).as("it never came into force").isEmpty();
        assertThat(shifts().of("T"))
                .as("rows may have been written with it")
                .singleElement()
                .satisfies(entry -> assertThat(entry.lastDay()).isEqualTo(lists.today()));
        assertThat(code(api.write(HttpMethod.POST, "codelists/shifts/versions/7/return", null)
                        .getBody()))
                .isEqualTo("codelist.VERSION_UNKNOWN");
    }

    @Test
    void aFileIsShownFirstAndCanBeTakenOutAgain() {
        put(Map.of("code", "T", "name", "Tối"));
        JsonNode draft = handIn("ma.csv", """
                Mã,Tên,Hiệu lực từ,Đến hết
                S,Buổi sáng,,
                D,Đêm,01/01/2020,
                E,Sai,31/02/2020,
                ,Thiếu mã,,
                """.getBytes(StandardCharsets.UTF_8), "&ends=2025-12-31");
        assertThat(draft.path("source").asText()).as("%s", draft).isEqualTo("ma.csv");
        Map<String, String> kinds = new HashMap<>();
        draft.path("changes")
                .forEach(change -> kinds.put(
                        change.path("code").asText(), change.path("kind").asText()));
        assertThat(kinds).containsExactlyInAnyOrderEntriesOf(Map.of("S", "altered", "D", "added", "T", "added"));
        assertThat(draft.path("faults")).hasSize(2);
        assertThat(draft.at("/faults/0/place").asText()).isNotBlank();

        draft = api.write(HttpMethod.POST, "codelists/shifts/draft/file/undo", null)
                .getBody();
        assertThat(draft.path("changes")).as("what was there before").hasSize(1);
        assertThat(draft.path("faults")).isEmpty();
        draft = handIn(
                "ma.csv",
                "Mã,Tên,Hiệu lực từ\nS,Buổi sáng,\nD,Đêm,01/01/2020\nE,Sai,31/02/2020\n"
                        .getBytes(StandardCharsets.UTF_8),
                "&ends=2025-12-31");
        assertThat(draft.path("changes").findValuesAsText("code"))
                .as("codes that the file does not name end where every row could be read")
                .contains("C", "01");
        assertThat(code(handIn("a.csv", new byte[0], ""))).isEqualTo("codelist.FILE_NONE");
        assertThat(code(handIn("a.csv", "Mã,Tên\n".getBytes(StandardCharsets.UTF_8), "")))
                .isEqualTo("codelist.FILE_EMPTY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xlsx", "csv"})
    void whatIsTakenAwayChangesNothingWhenHandedInAgain(String kind) {
        put(Map.of("code", "T", "name", "Tối, muộn", "firstDay", "2020-01-01", "lastDay", "2999-12-31"));
        letIn();
        byte[] book = http.exchange(
                        "/api/v1/codelists/shifts/export." + kind,
                        HttpMethod.GET,
                        new HttpEntity<>(signedIn()),
                        byte[].class)
                .getBody();
        JsonNode draft = handIn("shifts." + kind, book, "&ends=2025-01-01");
        assertThat(draft.path("changes")).as("%s", draft).isEmpty();
        assertThat(draft.path("faults")).isEmpty();
        assertThat(code(api.write(HttpMethod.POST, "codelists/shifts/draft/propose?reason=x", null)
                        .getBody()))
                .isEqualTo("codelist.DRAFT_SAME");
    }

    private HttpHeaders signedIn() {
        HttpHeaders headers = new HttpHeaders();
        headers.setBearerAuth(
                tokens.issue(Testers.TESTER, "test", Duration.ofMinutes(5)).token());
        headers.set(HttpHeaders.ACCEPT_LANGUAGE, "en");
        return headers;
    }

    private JsonNode handIn(String name, byte[] bytes, String more) {
        HttpHeaders headers = signedIn();
        headers.setContentType(MediaType.APPLICATION_OCTET_STREAM);
        return http.exchange(
                        "/api/v1/codelists/shifts/draft/file?file=" + name + more,
                        HttpMethod.POST,
                        new HttpEntity<>(bytes, headers),
                        JsonNode.class)
                .getBody();
    }

    @Test
    void whatIsLetInIsWhatWasShown() throws IOException {
        put(Map.of("code", "S", "name", "Buổi sáng", "was", ""));
        ResponseEntity<JsonNode> asked = propose();
        laid(SHIFTS.replace("name: Sáng", "name: Sớm"));
        assertThat(code(api.approved(asked).getBody()))
                .as("the file says something else of it by now")
                .isEqualTo("approval.DECIDED");
        assertThat(shifts().nameOf("S")).isEqualTo("Sớm");

        laid(SHIFTS.replace("name: Sáng", "name: Sớm").replace("name: Chiều", "name: Trưa"));
        letIn();
        assertThat(shifts().nameOf("S")).isEqualTo("Buổi sáng");
        assertThat(shifts().nameOf("C"))
                .as("the file goes on counting for other codes")
                .isEqualTo("Trưa");
    }

    @Test
    void whoeverMadeAChangeDoesNotLetItIn() {
        int edition = new ApiCaller(http, tokens, Testers.SECOND)
                .write(HttpMethod.PUT, "codelists/shifts/draft/entries", Map.of("code", "T", "name", "Tối"))
                .getBody()
                .path("edition")
                .asInt();
        assertThat(code(api.write(
                                HttpMethod.POST,
                                "codelists/shifts/draft/propose?reason=x&edition=" + (edition - 1),
                                null)
                        .getBody()))
                .as("another edition was looked at")
                .isEqualTo("codelist.DRAFT_CHANGED");
        assertThat(code(api.approved(propose()).getBody())).isEqualTo("codelist.DRAFT_OWN");
        assertThat(shifts().translate("T", null)).isNull();
    }

    @Test
    void twoPeopleAtOneDraftAndEntriesThatCannotBe() {
        int edition = put(Map.of("code", "T", "name", "Tối", "edition", 0))
                .path("edition")
                .asInt();
        assertThat(code(put(Map.of("code", "U", "edition", 0)))).isEqualTo("codelist.DRAFT_CHANGED");
        assertThat(put(Map.of("code", "U", "edition", edition)).path("edition").asInt())
                .isEqualTo(edition + 1);
        assertThat(code(put(Map.of("code", " ")))).isEqualTo("codelist.CODE_MISSING");
        assertThat(code(put(Map.of("code", "S", "name", "Khác", "firstDay", "2027-01-01"))))
                .isEqualTo("codelist.OVERLAPS");
        assertThat(code(put(Map.of("code", "V", "firstDay", "2027-01-02", "lastDay", "2027-01-01"))))
                .isEqualTo("codelist.DATES_REVERSED");
        assertThat(code(put(Map.of("code", "S", "was", "2020-01-01")))).isEqualTo("codelist.ENTRY_UNKNOWN");
        assertThat(code(put(Map.of("code", "U")))).isEqualTo("codelist.ENTRY_THERE");

        JsonNode draft = api.write(HttpMethod.DELETE, "codelists/shifts/draft/entries?code=U", null)
                .getBody();
        assertThat(draft.path("changes")).hasSize(1);
        assertThat(api.write(HttpMethod.DELETE, "codelists/shifts/draft", null)
                        .getStatusCode()
                        .value())
                .isEqualTo(204);
        assertThat(code(api.write(HttpMethod.POST, "codelists/shifts/draft/propose?reason=x", null)
                        .getBody()))
                .isEqualTo("codelist.DRAFT_NONE");

        Testers.admit(state, "codes.owner", "connector-owner", "H26");
        ApiCaller owner = new ApiCaller(http, tokens, "codes.owner");
        assertThat(owner.get("codelists/shifts").getStatusCode().value()).isEqualTo(200);
        assertThat(owner.write(HttpMethod.PUT, "codelists/shifts/draft/entries", Map.of("code", "X"))
                        .getStatusCode()
                        .value())
                .isEqualTo(403);
    }

    @Test
    void thePagesLeadFromTheListToTheSecondPerson() throws Exception {
        assertThat(page("/code-lists/shifts"))
                .contains(
                        "/code-lists/shifts/draft",
                        "/code-lists/shifts/export.xlsx",
                        "Bảng mã đang đúng như trong tệp");
        assertThat(page("/code-lists/shifts/draft")).contains("Bản nháp chưa đổi gì");
        assertThat(page("/code-lists/shifts/edit?code=S&was=")).contains("value=\"Sáng\"", "readonly");
        assertThat(sent("/code-lists/shifts/edit", "code", "S", "was", "", "name", "Buổi sáng", "edition", "0"))
                .isEqualTo("/code-lists/shifts/draft");
        assertThat(sent("/code-lists/shifts/edit", "code", "S", "name", "Khác", "edition", "1", "known", "yes"))
                .as("two periods at once: back to the form")
                .isEqualTo("/code-lists/shifts/edit?code=S");
        assertThat(sent("/code-lists/shifts/edit", "code", "S", "name", "Khác", "edition", "1"))
                .as("where the code itself may be what is wrong")
                .isEqualTo("/code-lists/shifts/edit");
        assertThat(page("/code-lists/shifts/draft")).contains("Buổi sáng", "Mã thay đổi (1)", "Gửi duyệt");
        String asked = sent("/code-lists/shifts/draft/propose", "reason", "QĐ 12");
        assertThat(asked).startsWith("/approvals/");
        assertThat(page(asked)).contains("Sửa bảng mã Ca học", "Buổi sáng");
        assertThat(page("/code-lists/shifts")).contains("Bản nháp đang chờ người thứ hai");
        assertThat(page("/code-lists/shifts/draft")).doesNotContain("id=\"send\"");
        assertThat(shifts().nameOf("S")).isEqualTo("Sáng");
    }

    private String page(String address) throws Exception {
        MockHttpServletResponse answer = door.perform(MockMvcRequestBuilders.get(address)
                        .with(user(Testers.TESTER))
                        .locale(Locale.forLanguageTag("vi")))
                .andReturn()
                .getResponse();
        assertThat(answer.getStatus()).as(address).isEqualTo(200);
        return answer.getContentAsString(StandardCharsets.UTF_8);
    }

    private String sent(String address, String... fields) throws Exception {
        var form =
                MockMvcRequestBuilders.post(address).with(user(Testers.TESTER)).with(csrf());
        for (int i = 0; i < fields.length; i += 2) {
            form.param(fields[i], fields[i + 1]);
        }
        MockHttpServletResponse answer = door.perform(form).andReturn().getResponse();
        assertThat(answer.getStatus()).as(address).isEqualTo(302);
        return answer.getRedirectedUrl();
    }
}
