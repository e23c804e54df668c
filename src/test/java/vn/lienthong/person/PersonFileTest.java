package vn.lienthong.person;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.HubTest;
import vn.lienthong.vault.Vault;

/** What is kept of one person is found, by whoever may, and that somebody looked stands in the journal. */
@HubTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PersonFileTest {
    private static final String SEARCH = "person-file/search";

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

    private SmallSector sector;

    @BeforeAll
    void aRunThatHeldARow() throws IOException {
        sector = new SmallSector("pf", folders, vault, state, http, tokens);
        sector.job("read: snapshot");
        sector.run();
    }

    @AfterAll
    void leave() throws IOException {
        sector.close();
    }

    @Test
    void rowsAreFoundInQuarantineAndTargetWithoutTheirValues() {
        JsonNode found =
                sector.ask(sector.steward, "G03", SEARCH, SmallSector.AN).getBody();

        assertThat(found.path("held").asInt()).as(found.toString()).isEqualTo(1);
        assertThat(found.path("target").asInt()).isEqualTo(1);
        assertThat(found.at("/jobs/0/held/0/state").asText()).isEqualTo("held");
        assertThat(found.at("/jobs/0/rows/0/0").asText()).isEqualTo("HN1");
        assertThat(found.toString()).doesNotContain("Nguyễn", SmallSector.AN);
    }

    @Test
    void thatSomebodyLookedStandsInTheJournalByAHashOnly() {
        sector.ask(sector.steward, "G03", SEARCH, "001309000456");

        Map<String, Object> entry = state.sql("""
                        select actor, reason, details::text as details, person, agencies[1] as agency from journal_entries
                        where act = 'person.file-opened' and actor = 'pf.steward' order by id desc limit 1
                        """).query().singleRow();
        assertThat(entry).containsEntry("reason", "đơn 12/2026").containsEntry("agency", "G03");
        assertThat(entry.get("person")).isNotNull();
        assertThat(entry.toString()).doesNotContain("001309000456");
    }

    @Test
    void theOwnerOfTheSourceFindsItsHeldRowsAndNoTargetOfAnother() {
        JsonNode found =
                sector.ask(sector.steward, "H26", SEARCH, SmallSector.AN).getBody();

        assertThat(found.path("held").asInt()).as(found.toString()).isEqualTo(1);
        assertThat(found.path("target").asInt()).isZero();
        assertThat(found.at("/jobs/0/rows").isMissingNode()
                        || found.at("/jobs/0/rows").isNull())
                .isTrue();
    }

    @Test
    void anotherAgencySeesNothing() {
        assertThat(code(sector.ask(sector.elsewhere, "G03", SEARCH, SmallSector.AN)))
                .isEqualTo("kernel.NOT_ALLOWED_THERE");
        assertThat(code(sector.ask(sector.elsewhere, "H29", SEARCH, SmallSector.AN)))
                .isEqualTo("person.COLUMN_NOWHERE");
        assertThat(sector.ask(sector.operator, "G03", SEARCH, SmallSector.AN)
                        .getStatusCode()
                        .value())
                .as("whoever keeps the platform settles rows of everybody, the tester is a steward too")
                .isEqualTo(200);
    }

    @Test
    void whatCannotBeAskedIsRefusedWithAReason() {
        Map<String, Object> question = SmallSector.question("G03", SmallSector.AN);
        question.put("reason", " ");
        assertThat(code(sector.steward.write(HttpMethod.POST, SEARCH, question)))
                .isEqualTo("person.REASON_MISSING");
        question.put("reason", "đơn của 001 209 000 123");
        assertThat(code(sector.steward.write(HttpMethod.POST, SEARCH, question)))
                .isEqualTo("person.VALUE_IN_WORDS");
        question.put("reason", "x");
        question.put("value", "");
        assertThat(code(sector.steward.write(HttpMethod.POST, SEARCH, question)))
                .isEqualTo("person.VALUE_MISSING");
        question.put("value", "1");
        question.put("column", "nowhere");
        assertThat(code(sector.steward.write(HttpMethod.POST, SEARCH, question)))
                .isEqualTo("person.COLUMN_NOWHERE");
    }

    private static String code(ResponseEntity<JsonNode> answer) {
        return answer.getBody().path("code").asText();
    }
}
