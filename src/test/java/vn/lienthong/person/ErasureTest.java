package vn.lienthong.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.HubTest;
import vn.lienthong.vault.Vault;

/** One person is erased by two people, stays erased whatever runs next, and may come back by two. */
@HubTest
class ErasureTest {
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

    @Autowired
    Erasures erasures;

    @Autowired
    ErasureWork work;

    @Autowired
    WaitingErasures waiting;

    @Autowired
    Callers callers;

    private SmallSector sector;

    private void lay(String name, String read) throws IOException {
        sector = new SmallSector(name, folders, vault, state, http, tokens);
        sector.job(read);
        sector.run();
    }

    @AfterEach
    void leave() throws IOException {
        sector.close();
    }

    @Test
    void whoeverAskedCannotApproveAndWhoeverApprovesErasesForGood() throws IOException {
        lay("er", "read: snapshot");
        ResponseEntity<JsonNode> asked = ask(sector.steward);
        assertThat(asked.getStatusCode().value())
                .as(String.valueOf(asked.getBody()))
                .isEqualTo(202);
        long number = asked.getBody().path("erasure").asLong();
        assertThat(decide(sector.steward, asked).getStatusCode().value()).isEqualTo(403);
        assertThat(decide(sector.elsewhere, asked).getStatusCode().value()).isEqualTo(404);
        assertThat(found()).isEqualTo("1 1");
        String shown = sector.administrator
                .get("approvals/" + asked.getBody().path("approval").asLong())
                .getBody()
                .toString();
        assertThat(shown).contains("1 row", "er-csdl/pupils", "Điều 16").doesNotContain(SmallSector.AN, "HN1");

        assertThat(decide(sector.administrator, asked).getStatusCode().value()).isEqualTo(200);
        JsonNode erasure = sector.steward.get("erasures/" + number).getBody();
        assertThat(erasure.path("state").asText()).as(erasure.toString()).isEqualTo("done");
        assertThat(place(erasure, "target")).isEqualTo("erased 1");
        assertThat(place(erasure, "quarantine")).isEqualTo("erased 1");
        assertThat(pupils()).isEqualTo("HN2");
        assertThat(found()).isEqualTo("0 0");
        assertThat(state.sql("select count(*) from person_erasures where value is not null and id = :id")
                        .param("id", number)
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(state.sql("select count(*) from journal_entries where act = 'person.erased' and person is not null"
                                + " and under like 'approval/%' and subject = :subject")
                        .param("subject", "erasure/" + number)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);

        JsonNode again = sector.run();
        assertThat(pupils()).isEqualTo("HN2");
        assertThat(found()).isEqualTo("0 0");
        assertThat(again.at("/counts/skipped").asInt()).as(again.toString()).isEqualTo(2);
        assertThat(again.toString()).contains("2 rows of persons who were erased");
        assertThat(sector.operator
                        .write(HttpMethod.POST, "jobs/er-pupils/reconcile", null)
                        .getBody()
                        .at("/lost/count")
                        .asInt(-1))
                .as("who was erased is not lost")
                .isZero();

        ResponseEntity<JsonNode> lift =
                sector.steward.write(HttpMethod.POST, "erasures/" + number + "/lift", Map.of("reason", "nhầm người"));
        assertThat(decide(sector.steward, lift).getStatusCode().value()).isEqualTo(403);
        assertThat(decide(sector.administrator, lift).getStatusCode().value()).isEqualTo(200);
        sector.run();
        assertThat(pupils()).isEqualTo("HN1 HN2");
    }

    @Test
    void anIncrementalRunDoesNotBringHimBackEither() throws IOException {
        lay("ei", "read: incremental, cursor: updated_at, lag: 0s");
        erase();
        assertThat(pupils()).isEqualTo("HN2");

        sector.source.update("update pupils set lop = 7, updated_at = now() - interval '1 minute'");
        JsonNode run = sector.run();

        assertThat(run.at("/counts/skipped").asInt()).as(run.toString()).isEqualTo(2);
        assertThat(pupils()).isEqualTo("HN2");
        assertThat(sector.target.queryForObject("select grade from pupils", Integer.class))
                .as("others go on")
                .isEqualTo(7);
        assertThat(found()).isEqualTo("0 0");
    }

    @Test
    void aJobThatFollowsGivesWayAndDoesNotBringHimBack() throws IOException {
        sector = new SmallSector("ef", folders, vault, state, http, tokens);
        sector.job("read: changes");
        await().atMost(Duration.ofSeconds(90)).until(() -> pupils().equals("HN1 HN2"));
        erased();
        await().atMost(Duration.ofSeconds(90)).until(() -> pupils().equals("HN2"));

        sector.source.update("update pupils set lop = 8");
        await().atMost(Duration.ofSeconds(90)).until(() -> Integer.valueOf(8)
                .equals(sector.target.queryForObject(
                        "select grade from pupils where pupil_id = 'HN2'", Integer.class)));
        assertThat(pupils()).isEqualTo("HN2");
        assertThat(found()).isEqualTo("0 0");
    }

    @Test
    void whereTheTargetIsDownTheRestIsDoneAndItWaitsUntilItIsBack() throws IOException {
        lay("ed", "read: snapshot");
        sector.target.execute("alter table pupils rename to pupils_away");
        long number = erase();

        JsonNode erasure = sector.steward.get("erasures/" + number).getBody();
        assertThat(erasure.path("state").asText()).isEqualTo("open");
        assertThat(place(erasure, "target")).as(erasure.toString()).startsWith("waits");
        assertThat(erasure.toString()).contains("connector.");

        sector.target.execute("alter table pupils_away rename to pupils");
        await().atMost(Duration.ofSeconds(90)).until(() -> sector.steward
                .write(HttpMethod.POST, "erasures/" + number + "/retry", null)
                .getBody()
                .path("state")
                .asText()
                .equals("done"));
        assertThat(pupils()).isEqualTo("HN2");
        assertThat(place(sector.steward.get("erasures/" + number).getBody(), "target"))
                .isEqualTo("erased 1");
    }

    @Test
    void whatOtherDataHoldsOnToStaysOpenAndSaysSoUntilItLetsGo() throws IOException {
        lay("eh", "read: snapshot");
        sector.target.execute("create table marks (pupil_id text references pupils)");
        sector.target.update("insert into marks values ('HN1')");
        long number = erase();

        JsonNode held = sector.steward.get("erasures/" + number).getBody();
        assertThat(held.path("state").asText()).isEqualTo("open");
        assertThat(place(held, "target")).isEqualTo("waits 1");
        assertThat(held.toString()).contains("sync.PERSON_HELD_ON").doesNotContain("HN1");

        assertThat(callers.as(new Reader("G03"), waiting::all))
                .extracting(WaitingErasures.Waiting::number)
                .containsExactly(number);
        assertThat(callers.as(new Reader("H29"), waiting::all)).isEmpty();

        sector.target.execute("drop table marks");
        work.again();
        assertThat(state(number)).isEqualTo("done");
        assertThat(pupils()).isEqualTo("HN2");
    }

    @Test
    void aColumnThatManyShareErasesNobody() throws IOException {
        lay("em", "read: snapshot");
        sector.source.update("""
                insert into pupils (ma_hs, ho_ten, so_dinh_danh, lop)
                select 'X' || i, 'Nguyễn Văn X', '9', 3 from generate_series(1, 30) i
                """);
        sector.run();
        Map<String, Object> question = SmallSector.question("G03", "3");
        question.put("column", "grade");
        question.put("basis", "x");
        assertThat(sector.steward
                        .write(HttpMethod.POST, "erasures", question)
                        .getBody()
                        .path("code")
                        .asText())
                .isEqualTo("sync.PERSON_IS_MANY");
    }

    @Test
    void whatNobodyApprovesIsNotDone() throws IOException {
        lay("en", "read: snapshot");
        ResponseEntity<JsonNode> asked = ask(sector.steward);
        sector.steward.write(
                HttpMethod.POST, "approvals/" + asked.getBody().path("approval").asLong() + "/withdraw", null);
        assertThat(decide(sector.administrator, asked).getStatusCode().value()).isEqualTo(409);
        assertThat(pupils()).isEqualTo("HN1 HN2");
        work.again();
        assertThat(state(asked.getBody().path("erasure").asLong())).isEqualTo("dropped");
        assertThat(sector.elsewhere
                        .get("erasures/" + asked.getBody().path("erasure").asLong())
                        .getStatusCode()
                        .value())
                .isEqualTo(404);
    }

    /** The state that a node leaves which dies between the target's commit and its own note of it. */
    @Test
    void aNodeThatDiedAfterTheTargetsCommitIsFollowedByAnotherAndTheAccountStaysTrue() throws IOException {
        lay("ek", "read: snapshot");
        long number = ask(sector.steward).getBody().path("erasure").asLong();
        erasures.approved(number, "ek.administrator", 1);
        assertThat(erasures.take(number)).isTrue();
        erasures.known(number, "ek-pupils", "target", 1);
        sector.target.update("delete from pupils where pupil_id = 'HN1'");

        work.carryOut(number);
        assertThat(state(number)).as("its lease goes on").isEqualTo("open");
        state.sql("update person_erasures set busy_until = now() - interval '1 second' where id = ?")
                .param(number)
                .update();
        work.again();

        JsonNode erasure = sector.steward.get("erasures/" + number).getBody();
        assertThat(erasure.path("state").asText()).as(erasure.toString()).isEqualTo("done");
        assertThat(place(erasure, "target")).isEqualTo("erased 1");
        assertThat(place(erasure, "quarantine")).isEqualTo("erased 1");
    }

    @Test
    void whatANodeApprovedAndDidNotBeginIsBegunByAnother() throws IOException {
        lay("eb", "read: snapshot");
        JsonNode asked = ask(sector.steward).getBody();
        state.sql("update approval_requests set state = 'approved', decided_by = 'eb.administrator' where id = ?")
                .param(asked.path("approval").asLong())
                .update();

        work.again();

        assertThat(state(asked.path("erasure").asLong())).isEqualTo("done");
        assertThat(pupils()).isEqualTo("HN2");
    }

    private String state(long number) {
        return sector.steward.get("erasures/" + number).getBody().path("state").asText();
    }

    /** Somebody who may do everything in one agency and nothing elsewhere. */
    private record Reader(String agency) implements Caller {
        @Override
        public String name() {
            return "reader";
        }

        @Override
        public boolean may(Act act) {
            return true;
        }

        @Override
        public boolean may(Act act, @Nullable AgencyCode there) {
            return there != null && there.value().equals(agency);
        }

        @Override
        public String reach() {
            return agency;
        }

        @Override
        public boolean confirmed() {
            return true;
        }
    }

    private void erased() {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            long number = erase();
            return sector.steward
                    .get("erasures/" + number)
                    .getBody()
                    .path("state")
                    .asText()
                    .equals("done");
        });
    }

    private long erase() {
        ResponseEntity<JsonNode> asked = ask(sector.steward);
        assertThat(decide(sector.administrator, asked).getStatusCode().value()).isEqualTo(200);
        return asked.getBody().path("erasure").asLong();
    }

    private ResponseEntity<JsonNode> ask(ApiCaller by) {
        Map<String, Object> question = SmallSector.question("G03", SmallSector.AN);
        question.put("basis", "Điều 16, Nghị định 356/2025");
        return by.write(HttpMethod.POST, "erasures", question);
    }

    private static ResponseEntity<JsonNode> decide(ApiCaller by, ResponseEntity<JsonNode> asked) {
        return by.write(
                HttpMethod.POST,
                "approvals/" + asked.getBody().path("approval").asLong() + "/approve",
                Map.of("reason", "đúng"));
    }

    private String found() {
        JsonNode found =
                sector.ask(sector.steward, "G03", SEARCH, SmallSector.AN).getBody();
        return found.path("held").asInt() + " " + found.path("target").asInt();
    }

    private static String place(JsonNode erasure, String what) {
        for (JsonNode place : erasure.path("places")) {
            if (place.path("what").asText().equals(what)) {
                return place.path("outcome").asText() + " " + place.path("rows").asInt();
            }
        }
        return "none";
    }

    private String pupils() {
        return String.join(
                " ", sector.target.queryForList("select pupil_id from pupils order by pupil_id", String.class));
    }
}
