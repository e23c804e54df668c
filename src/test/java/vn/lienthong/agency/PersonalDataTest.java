package vn.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
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
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.SetClock;
import vn.lienthong.testing.TestSystems;
import vn.lienthong.testing.Testers;
import vn.lienthong.vault.Vault;

/** A held row is shown as it is to whom it concerns, for a reason, for a while; and who saw a person can be found. */
@HubTest
@Import(AtASetTime.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PersonalDataTest {
    private static final String ID = "001214012345";
    private static final String NAME = "Nguyễn Thị Minh Khai";

    @Autowired
    ApplicationContext hub;

    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    @Autowired
    JdbcClient state;

    @Autowired
    HubFolders folders;

    @Autowired
    Vault vault;

    @Autowired
    SetClock clock;

    @LocalServerPort
    int port;

    private TestSystems systems;
    private long row;

    @BeforeAll
    void hold() throws IOException {
        Files.writeString(folders.connectors().resolve("agencies.yaml"), """
                agencies:
                  - { code: G03, name: Bộ Giáo dục }
                  - { code: H26, name: Sở Hà Nội, parent: G03 }
                  - { code: H29, name: Sở TP. Hồ Chí Minh, parent: G03 }
                """);
        systems = new TestSystems(folders, vault, "H26", "H29");
        String classes =
                "  pupils: { from: public.pupils, classes: { name: personal, person_id: personal, \"*\": internal } }";
        JdbcTemplate source = systems.connector("here", "H26", classes);
        JdbcTemplate target = systems.connector("there", "H26", classes);
        String table = "create table pupils (id bigint primary key, name text, person_id text, grade integer)";
        source.execute(table);
        target.execute(table);
        source.update("insert into pupils values (1, ?, ?, 99)", NAME, "001 214 012345");
        ApiCaller api = new ApiCaller(http, tokens);
        String job = """
                sync: here-pupils
                title: { vi: Học sinh, en: Pupils }
                agency: H26
                from: { dataset: here/pupils }
                to: { dataset: there/pupils, key: [id] }
                map: { id: id, name: name, person_id: person_id, grade: grade }
                check: { grade: [between(1, 12)] }
                """;
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        api.yaml(HttpMethod.PUT, "jobs", job).getStatusCode().is2xxSuccessful());
        api.write(HttpMethod.POST, "jobs/here-pupils/runs", null);
        await().atMost(Duration.ofSeconds(60)).until(() -> !api.get("quarantine?job=here-pupils")
                .getBody()
                .at("/items")
                .isEmpty());
        row = api.get("quarantine?job=here-pupils").getBody().at("/items/0/id").asLong();
        Testers.admit(state, "steward.here", "data-steward", "H26");
        Testers.admit(state, "steward.there", "data-steward", "H29");
        Testers.admit(state, "keeper", "platform-administrator", null);
        Testers.admit(state, "auditor.here", "auditor", "H26");
        Testers.admit(state, "auditor.there", "auditor", "H29");
    }

    @AfterAll
    void leave() throws IOException {
        systems.close();
    }

    @BeforeEach
    void anotherDay() {
        clock.advance(Duration.ofDays(2));
    }

    @Test
    void aRowAsItIsIsKeptNowhereToBeRepeatedWithoutAnEntry() {
        String unmask = "quarantine/" + row + "/unmask";
        Map<String, String> why = Map.of("reason", "only once");
        ApiCaller steward = caller("steward.here");
        steward.once(HttpMethod.POST, unmask, why, "unmasked-once");
        steward.once(HttpMethod.POST, unmask, why, "unmasked-once");

        assertThat(state.sql("select count(*) from journal_entries where reason = 'only once'")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
        assertThat(state.sql("select count(*) from agency_requests where actor = 'steward.here' and body is not null")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void withAReasonTheStewardSeesTheRowAndNobodyElseDoes() {
        ApiCaller steward = caller("steward.here");
        assertThat(unmask(steward, "").getStatusCode().value()).isEqualTo(422);
        JsonNode seen = unmask(steward, "phụ huynh hỏi").getBody();
        assertThat(seen.path("cells").toString()).contains(NAME, "001 214 012345");
        assertThat(caller("steward.here").get("quarantine/" + row).getBody().toString())
                .as("what is read without a reason stays masked")
                .doesNotContain(NAME, "012345");

        assertThat(unmask(caller("steward.there"), "x").getStatusCode().value()).isEqualTo(404);
        assertThat(unmask(caller("keeper"), "x").getStatusCode().value()).isEqualTo(403);
        assertThat(caller("keeper")
                        .get("quarantine/corrections.xlsx?job=here-pupils")
                        .getStatusCode()
                        .value())
                .as("nor does he get the workbook of rows as they are")
                .isEqualTo(403);
    }

    @Test
    void itStandsInTheJournalWithReasonAndAgencyAndWhoSawThePersonIsFound() {
        unmask(caller("steward.here"), "đối chiếu hồ sơ 7");
        List<String> kept = state.sql("select actor || ' ' || reason || ' ' || array_to_string(agencies, ',') || ' '"
                        + " || (person is not null) || ' ' || details from journal_entries"
                        + " where act = 'quarantine.unmasked' and reason = 'đối chiếu hồ sơ 7'")
                .query(String.class)
                .list();
        assertThat(kept).singleElement().asString().contains("steward.here", "H26", "true");
        assertThat(kept.toString()).doesNotContain(NAME, "012345");

        assertThat(whoSaw("auditor.here", ID)).contains("đối chiếu hồ sơ 7", "steward.here");
        assertThat(visitor("auditor.here")
                        .post(
                                "/journal/person",
                                "/journal/person/more",
                                Map.of("hash", marks("quarantine.unmasked").get(0), "before", "1"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(marks("journal.person-asked"))
                .as("each page of the answer is about the person")
                .hasSizeGreaterThan(1)
                .doesNotContainNull();
        assertThat(whoSaw("auditor.there", ID)).doesNotContain("đối chiếu hồ sơ 7");
        assertThat(whoSaw("auditor.here", "001214054321")).doesNotContain("đối chiếu hồ sơ 7");
    }

    @Test
    void onThePageItEndsByItselfAfterFiveMinutesOrWhenSomebodyEndsIt() {
        Enrolled steward = Enrolled.in(hub, "steward.at.page", "data-steward", "H26");
        clock.advance(Duration.ofSeconds(30));
        Visitor visitor = new Visitor(port);
        visitor.signIn(steward.name(), steward.password(), steward.code());
        String page = "/quarantine/" + row;
        assertThat(visitor.get(page).body()).doesNotContain(NAME).contains("/unmask\"");

        unmask(visitor, page);
        HttpResponse<String> shown = visitor.get(page);
        assertThat(shown.body()).contains(NAME, "001 214 012345", "data-until");
        assertThat(shown.headers().firstValue("Cache-Control").orElse("")).contains("no-store");

        visitor.post(page, "/quarantine/" + row + "/mask", Map.of("x", "y"));
        assertThat(visitor.get(page).body()).doesNotContain(NAME);
        unmask(visitor, page);
        clock.advance(Duration.ofMinutes(5).plusSeconds(1));
        assertThat(visitor.get(page).body()).doesNotContain(NAME);
        assertThat(Visitor.where(unmask(visitor, page)))
                .as("and it is asked for again who he is")
                .endsWith("/me/confirm");
    }

    @Test
    void theJournalOfAnAgencyShowsWhatConcernsItAndNothingElse() {
        Testers.admit(state, "viewer.there", "viewer", "H29");
        caller("steward.here").write(HttpMethod.POST, "jobs/here-pupils/pause", Map.of("reason", "bảo trì hệ thống"));
        caller("steward.here").write(HttpMethod.POST, "jobs/here-pupils/resume", null);

        String here = caller("auditor.here")
                .get("journal?subject=job/here-pupils")
                .getBody()
                .toString();
        assertThat(here).contains("job.paused", "job.resumed", "steward.here");
        assertThat(caller("auditor.there").get("journal").getBody().toString())
                .doesNotContain("here-pupils", "steward.here");
        assertThat(caller("auditor.here").get("journal?agency=H29").getBody().path("items"))
                .isEmpty();
        assertThat(caller("auditor.here").get("journal/chain").getStatusCode().value())
                .isEqualTo(403);
    }

    private ResponseEntity<JsonNode> unmask(ApiCaller caller, String reason) {
        return caller.write(HttpMethod.POST, "quarantine/" + row + "/unmask", Map.of("reason", reason));
    }

    private HttpResponse<String> unmask(Visitor visitor, String page) {
        return visitor.post(page, "/quarantine/" + row + "/unmask", Map.of("reason", "page"));
    }

    private List<String> marks(String act) {
        return state.sql("select encode(person, 'hex') from journal_entries where act = :act order by id")
                .param("act", act)
                .query((row, number) -> row.getString(1))
                .list();
    }

    private String whoSaw(String auditor, String id) {
        return visitor(auditor)
                .post("/journal/person", "/journal/person", Map.of("id", id, "reason", "kiểm tra"))
                .body();
    }

    private Visitor visitor(String auditor) {
        String password = "the long word of " + auditor;
        if (hub.getBean(Accounts.class).find(auditor).isEmpty()) {
            hub.getBean(Accounts.class)
                    .make(auditor, hub.getBean(Passwords.class).hash(auditor, password), null);
        }
        Visitor visitor = new Visitor(port);
        visitor.signIn(auditor, password, "");
        return visitor;
    }

    private ApiCaller caller(String person) {
        return new ApiCaller(http, tokens, person);
    }
}
