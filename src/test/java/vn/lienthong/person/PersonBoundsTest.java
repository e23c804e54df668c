package vn.lienthong.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.agency.KeptAnswers;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.Testers;
import vn.lienthong.vault.Vault;

/** Whoever asks about a person reaches nobody else: not those of another agency, and not all who share a value. */
@HubTest
class PersonBoundsTest {
    private static final String SEARCH = "person-file/search";
    private static final String OF_ANOTHER = "079209000789";

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
    ErasureWork work;

    @Autowired
    KeptAnswers answers;

    private SmallSector sector;
    private String name;

    @BeforeEach
    void lay(TestInfo test) throws IOException {
        name = "pb"
                + test.getTestMethod().orElseThrow().getName().substring(0, 3).toLowerCase(Locale.ROOT);
        sector = new SmallSector(name, folders, vault, state, http, tokens);
    }

    @AfterEach
    void leave() throws IOException {
        sector.close();
    }

    @Test
    void aTableOfAnotherAgencyIsSearchedOnlyWhereTheJobsRowsCanBeToldApart() {
        sector.target.execute("alter table pupils add column province text");
        sector.target.update(
                "insert into pupils values ('SG1', 'Lê Văn Của Nơi Khác', '" + OF_ANOTHER + "', 5, 'H29')");
        Testers.admit(state, name + ".hanoi", "data-steward", "H26");
        ApiCaller hanoi = new ApiCaller(http, tokens, name + ".hanoi");
        job("key: [pupil_id]");
        sector.run();

        JsonNode unbounded = find(hanoi, "H26", OF_ANOTHER).getBody();
        assertThat(unbounded.path("target").asInt()).as(unbounded.toString()).isZero();
        assertThat(unbounded.at("/jobs/0/trouble/code").asText()).isEqualTo("sync.PERSON_NOT_APART");
        Map<String, Object> question = SmallSector.question("H26", OF_ANOTHER);
        question.put("basis", "Điều 16");
        approve(hanoi.write(HttpMethod.POST, "erasures", question));
        assertThat(sector.target.queryForObject("select count(*) from pupils where pupil_id = 'SG1'", Integer.class))
                .isEqualTo(1);
        assertThat(find(sector.steward, "G03", OF_ANOTHER)
                        .getBody()
                        .path("target")
                        .asInt())
                .as("whoever owns the table sees all of it")
                .isEqualTo(1);

        job("key: [pupil_id], scope: { province: H26 }");
        sector.run();
        assertThat(find(hanoi, "H26", OF_ANOTHER).getBody().path("target").asInt())
                .isZero();
        JsonNode own = find(hanoi, "H26", SmallSector.AN).getBody();
        assertThat(own.path("target").asInt()).as(own.toString()).isEqualTo(1);
    }

    @Test
    void manyWhoShareAValueAreNotErasedWhereTheTargetCouldNotBeLookedAtBefore() {
        sector.job("read: snapshot");
        sector.source.update("""
                insert into pupils (ma_hs, ho_ten, so_dinh_danh, lop)
                select 'X' || i, 'Nguyễn Văn X', '9', 3 from generate_series(1, 30) i
                """);
        sector.run();
        sector.target.execute("alter table pupils rename to pupils_away");
        ResponseEntity<JsonNode> asked = ask("grade", "3");
        long number = asked.getBody().path("erasure").asLong();
        approve(asked);

        sector.target.execute("alter table pupils_away rename to pupils");
        await().atMost(Duration.ofSeconds(90)).until(() -> {
            work.again();
            return sector.steward.get("erasures/" + number).getBody().toString().contains("PERSON_IS_MANY");
        });
        assertThat(sector.steward
                        .get("erasures/" + number)
                        .getBody()
                        .path("state")
                        .asText())
                .isEqualTo("open");
        assertThat(sector.run().at("/counts/skipped").asInt())
                .as("nobody is left out")
                .isZero();
    }

    @Test
    void aRowThatOnceBoreThePersonsNumberIsNotLeftOutForIt() {
        sector.job("read: snapshot");
        sector.source.update("insert into pupils (ma_hs, ho_ten, so_dinh_danh, lop) values ('BN', 'Trần Thị Bình', '"
                + SmallSector.AN + "', 99)");
        sector.run();
        sector.source.update("update pupils set so_dinh_danh = '" + OF_ANOTHER + "', lop = 4 where ma_hs = 'BN'");
        sector.run();
        approve(ask("personal_id", SmallSector.AN));
        assertThat(sector.target.queryForObject(
                        "select count(*) from pupils where personal_id = '" + SmallSector.AN + "'", Integer.class))
                .isZero();

        sector.source.update("update pupils set lop = 5 where ma_hs = 'BN'");
        sector.run();
        assertThat(sector.target.queryForObject("select grade from pupils where pupil_id = 'BN'", Integer.class))
                .isEqualTo(5);
    }

    @Test
    void heldRowsOfManyAreNotThoseOfOnePerson() {
        sector.job("read: snapshot");
        sector.source.update("""
                insert into pupils (ma_hs, ho_ten, so_dinh_danh, lop)
                select 'X' || i, 'Nguyễn Văn X', '9', 99 from generate_series(1, 30) i
                """);
        sector.run();
        assertThat(ask("grade", "99").getBody().path("code").asText()).isEqualTo("sync.PERSON_IS_MANY");
    }

    @Test
    void swappedColumnAndValueDoNotStandInTheJournal() {
        sector.job("read: snapshot");
        Map<String, Object> swapped = SmallSector.question("G03", "personal_id");
        swapped.put("column", "001 209 000 999");
        assertThat(sector.steward
                        .write(HttpMethod.POST, SEARCH, swapped)
                        .getBody()
                        .path("code")
                        .asText())
                .isEqualTo("person.COLUMN_IS_NUMBER");
        assertThat(state.sql("select count(*) from journal_entries where details::text like '%209 000 999%'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aShortValueDoesNotEmptyTheAnswersOfOthers() {
        state.sql("""
                        insert into agency_requests (actor, key, request, came_at, status, body)
                        values ('pb.x', 'a', 'x', now(), 202, '{"erasure":71}'), ('pb.x', 'b', 'x', now(), 200, '{"id":"71"}')
                        """).update();
        answers.empty(List.of("71"));
        assertThat(state.sql("select key from agency_requests where actor = 'pb.x' and length(body) > 0")
                        .query(String.class)
                        .list())
                .containsExactly("a");
        state.sql("delete from agency_requests where actor = 'pb.x'").update();
    }

    private void job(String to) {
        String yaml = """
                sync: %1$s-pupils
                title: { vi: Học sinh, en: Pupils }
                agency: H26
                from: { dataset: %1$s-smas/pupils, read: snapshot }
                to: { dataset: %1$s-csdl/pupils, %2$s }
                map:
                  pupil_id: ma_hs
                  full_name: ho_ten
                  personal_id: { from: so_dinh_danh, apply: [digits] }
                  grade: lop
                  province: { value: H26 }
                check: { grade: [between(1, 12)] }
                """.formatted(name, to);
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            ResponseEntity<JsonNode> put = sector.operator.yaml(HttpMethod.PUT, "jobs?reason=test", yaml);
            if (put.getStatusCode().value() == 202) {
                sector.operator.approved(put);
            }
            return put.getStatusCode().is2xxSuccessful();
        });
    }

    private void approve(ResponseEntity<JsonNode> asked) {
        long approval = asked.getBody().path("approval").asLong();
        assertThat(sector.administrator
                        .write(HttpMethod.POST, "approvals/" + approval + "/approve", null)
                        .getStatusCode()
                        .value())
                .as(String.valueOf(asked.getBody()))
                .isEqualTo(200);
    }

    private ResponseEntity<JsonNode> find(ApiCaller by, String agency, String value) {
        return sector.ask(by, agency, SEARCH, value);
    }

    private ResponseEntity<JsonNode> ask(String column, String value) {
        Map<String, Object> question = SmallSector.question("G03", value);
        question.put("column", column);
        question.put("basis", "Điều 16");
        return sector.steward.write(HttpMethod.POST, "erasures", question);
    }
}
