package vn.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.SetClock;
import vn.lienthong.testing.Testers;

/** Who may invite whom, give which role and end whose, over REST. */
@HubTest
@Import(AtASetTime.class)
class PeopleTest {
    @Autowired
    ApplicationContext hub;

    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    @Autowired
    JdbcClient state;

    @Autowired
    SetClock clock;

    @Autowired
    HubFolders folders;

    @BeforeEach
    void peopleOfTwoAgencies() throws IOException {
        Files.writeString(folders.connectors().resolve("agencies.yaml"), """
                agencies:
                  - { code: G03, name: Bộ Giáo dục }
                  - { code: H26, name: Sở Hà Nội, parent: G03 }
                  - { code: H26.01, name: Phòng Ba Đình, parent: H26 }
                  - { code: H29, name: Sở TP. Hồ Chí Minh, parent: G03 }
                """);
        somebody("head.hanoi", "agency-administrator", "H26");
        somebody("head.hcmc", "agency-administrator", "H29");
        somebody("keeper", "platform-administrator", null);
        clock.advance(Duration.ofDays(2));
    }

    private void somebody(String name, String role, @Nullable String agency) {
        Testers.admit(state, name, role, agency);
        state.sql("update agency_people set agency = :agency where name = :name")
                .param("agency", agency)
                .param("name", name)
                .update();
    }

    @Test
    void anAgencysAdministratorInvitesHisOwnPeopleAndTheJournalSaysWhy() {
        ResponseEntity<JsonNode> invited = post("head.hanoi", "people", newcomer("lan", "H26.01", "viewer"));

        assertThat(invited.getStatusCode().value()).isEqualTo(201);
        assertThat(invited.getBody().path("code").asText()).hasSizeGreaterThan(40);
        assertThat(journal("person/lan"))
                .containsExactly(
                        "head.hanoi role.granted done QĐ 12 {\"role\": \"viewer\", \"agency\": \"H26.01\"}",
                        "head.hanoi person.invited done QĐ 12 {}");
        assertThat(get("head.hanoi", "people/lan").getBody().at("/roles/0/role").asText())
                .isEqualTo("viewer");
        assertThat(get("head.hcmc", "people/lan").getStatusCode().value()).isEqualTo(404);
        assertThat(names("head.hcmc")).doesNotContain("lan", "head.hanoi", "keeper");
        assertThat(names("keeper")).contains("lan", "head.hanoi", "head.hcmc", "keeper");
    }

    @Test
    void whatIsWrongWithAnInvitationIsSaidAndNothingRemains() {
        assertThat(code(post("head.hanoi", "people", newcomer("x", "H26", "viewer"))))
                .isEqualTo("agency.NAME_INVALID");
        assertThat(code(post("head.hanoi", "people", newcomer("Big.Name", "H26", "viewer"))))
                .isEqualTo("agency.NAME_INVALID");
        assertThat(code(post("head.hanoi", "people", newcomer("hub", "H26", "viewer"))))
                .isEqualTo("agency.NAME_INVALID");
        assertThat(code(post("head.hanoi", "people", newcomer("keeper", "H26", "viewer"))))
                .isEqualTo("agency.NAME_TAKEN");
        assertThat(code(post("head.hanoi", "people", newcomer("nowhere", "H77", "viewer"))))
                .isEqualTo("agency.AGENCY_UNKNOWN");
        assertThat(code(post("head.hanoi", "people", newcomer("elsewhere", "H29", "viewer"))))
                .isEqualTo("kernel.NOT_ALLOWED_THERE");
        assertThat(code(post("head.hanoi", "people", newcomer("above", "H26", "data-steward"))))
                .isEqualTo("agency.ROLE_NOT_YOURS");
        Map<String, Object> noReason =
                Map.of("name", "no.reason", "agency", "H26", "roles", List.of("viewer"), "reason", " ");
        assertThat(code(post("head.hanoi", "people", noReason))).isEqualTo("agency.REASON_MISSING");

        Map<String, Object> noRole =
                Map.of("name", "no.role", "agency", "H26", "roles", Collections.singletonList(null), "reason", "QĐ 12");
        assertThat(code(post("head.hanoi", "people", noRole))).isEqualTo("agency.ROLE_UNKNOWN");

        assertThat(names("keeper")).doesNotContain("nowhere", "elsewhere", "above", "no.reason");
    }

    @Test
    void nobodyGivesWhatHeDoesNotHoldNorChangesHimself() {
        post("head.hanoi", "people", newcomer("owner", "H26", "viewer"));
        assertThat(code(grant("head.hanoi", "owner", "connector-owner", "H26"))).isEmpty();
        assertThat(code(grant("head.hanoi", "owner", "auditor", "H26"))).isEqualTo("agency.ROLE_NOT_YOURS");
        assertThat(code(grant("head.hanoi", "owner", "viewer", "G03"))).isEqualTo("kernel.NOT_ALLOWED_THERE");
        assertThat(code(grant("head.hanoi", "owner", "viewer", null))).isEqualTo("kernel.NOT_ALLOWED");
        assertThat(code(grant("head.hanoi", "owner", "platform-administrator", null)))
                .isEqualTo("kernel.NOT_ALLOWED");
        assertThat(code(grant("keeper", "owner", "platform-administrator", "H26")))
                .isEqualTo("agency.ROLE_EVERYWHERE");
        assertThat(code(grant("head.hanoi", "head.hanoi", "viewer", "H26"))).isEqualTo("agency.OWN_ROLES");
        assertThat(code(post("keeper", "people/keeper/end", why()))).isEqualTo("agency.OWN_ROLES");
        assertThat(code(grant("head.hcmc", "owner", "viewer", "H29"))).isEqualTo("agency.PERSON_UNKNOWN");
    }

    @Test
    void whoeverCouldUseAnInvitationHimselfMustHoldWhatItsPersonDoes() {
        post("head.hanoi", "people", newcomer("steward", "H26", "viewer"));
        assertThat(code(post("head.hanoi", "people/steward/invitation", why()))).isEmpty();
        assertThat(code(grant("keeper", "steward", "data-steward", "H26")))
                .as("the invitation still lies with somebody who could use it himself")
                .isEqualTo("agency.INVITED_BY_ANOTHER");
        assertThat(code(grant("keeper", "steward", "connector-owner", "H26"))).isEmpty();

        assertThat(code(post("keeper", "people/steward/invitation", why()))).isEmpty();
        assertThat(code(grant("keeper", "steward", "data-steward", "H26")))
                .as("asked for, or given")
                .isEmpty();
        Testers.admit(state, "steward", "data-steward", "H26");
        assertThat(code(post("head.hanoi", "people/steward/invitation", why()))).isEqualTo("agency.PERSON_ABOVE");
    }

    @Test
    void aNewInvitationEndsPasswordAndTokensAtOnce() {
        Enrolled lost = Enrolled.in(hub, "lost.phone", "viewer", "H26");
        clock.advance(Duration.ofSeconds(30));
        String token = token(lost, Map.of()).getBody().path("token").asText();
        assertThat(asked(token, "people").getStatusCode().value()).isEqualTo(200);

        assertThat(code(post("head.hanoi", "people/lost.phone/invitation", why())))
                .isEmpty();

        assertThat(asked(token, "people").getStatusCode().value()).isEqualTo(401);
        clock.advance(Duration.ofSeconds(30));
        assertThat(code(token(lost, Map.of()))).isEqualTo("agency.SIGN_IN_REFUSED");
    }

    @Test
    void anEndedPersonIsGoneWithRolesAndTokensAndHisNameIsNotGivenAgain() {
        post("head.hanoi", "people", newcomer("leaver", "H26", "viewer"));
        String token = tokens.issue("leaver", "test", Duration.ofHours(1)).token();
        assertThat(asked(token, "people").getStatusCode().value()).isEqualTo(200);

        assertThat(code(post("head.hcmc", "people/leaver/end", why()))).isEqualTo("agency.PERSON_UNKNOWN");
        assertThat(code(post("head.hanoi", "people/leaver/end", why()))).isEmpty();

        assertThat(asked(token, "people").getStatusCode().value()).isEqualTo(401);
        assertThat(names("keeper")).doesNotContain("leaver");
        assertThat(code(post("head.hanoi", "people", newcomer("leaver", "H26", "viewer"))))
                .isEqualTo("agency.NAME_TAKEN");
        assertThat(journal("person/leaver")).last().asString().startsWith("head.hanoi person.ended done QĐ 13");
    }

    @Test
    void thePlatformKeepsAnAdministrator() {
        hub.getBean(People.class).admitFirstAdministrator();
        somebody("second.keeper", "platform-administrator", null);
        somebody("keeper.in.hanoi", "platform-administrator", null);
        state.sql("update agency_people set agency = 'H26' where name = 'keeper.in.hanoi'")
                .update();

        assertThat(code(post("head.hanoi", "people/keeper.in.hanoi/end", why())))
                .isEqualTo("kernel.NOT_ALLOWED");
        assertThat(code(post("keeper", "people/first-administrator/end", why())))
                .isEqualTo("agency.FIRST_ADMINISTRATOR_STAYS");
        assertThat(code(post("keeper", "people/second.keeper/end", why()))).isEmpty();
    }

    @Test
    void aRoleThatIsEndedIsEndedWithItsReason() {
        post("head.hanoi", "people", newcomer("two.roles", "H26", "viewer"));
        grant("head.hanoi", "two.roles", "connector-owner", "H26");
        JsonNode roles = get("keeper", "people/two.roles").getBody().path("roles");
        long number = roles.get(0).path("number").asLong();

        assertThat(code(post("head.hcmc", "people/two.roles/roles/" + number + "/end", why())))
                .isEqualTo("agency.PERSON_UNKNOWN");
        assertThat(code(post("head.hanoi", "people/two.roles/roles/" + number + "/end", why())))
                .isEmpty();
        assertThat(code(post("head.hanoi", "people/two.roles/roles/" + number + "/end", why())))
                .isEqualTo("agency.GRANT_UNKNOWN");
        assertThat(get("keeper", "people/two.roles").getBody().path("roles")).hasSize(1);
    }

    @Test
    void aTokenOfAPersonDoesNoMoreThanItWasMadeForNorThanThePerson() {
        Enrolled wide = Enrolled.in(hub, "wide", "agency-administrator", "H26");
        clock.advance(Duration.ofSeconds(30));
        String narrow = token(wide, Map.of("acts", List.of("see"), "agency", "H26.01", "purpose", "report"))
                .getBody()
                .path("token")
                .asText();
        assertThat(asked(narrow, "people").getStatusCode().value()).isEqualTo(200);
        assertThat(asked(narrow, "people").getBody().toString()).doesNotContain("head.hanoi");
        assertThat(exchange(HttpMethod.POST, narrow, "people", newcomer("by.token", "H26.01", "viewer"))
                        .getStatusCode()
                        .value())
                .isEqualTo(403);

        clock.advance(Duration.ofSeconds(30));
        assertThat(code(token(wide, Map.of("acts", List.of("run-platform"))))).isEqualTo("agency.ACT_NOT_HELD");
        clock.advance(Duration.ofSeconds(30));
        assertThat(code(token(wide, Map.of("acts", List.of("fly"))))).isEqualTo("agency.ACT_UNKNOWN");

        JsonNode own = asked(narrow, "tokens").getBody().path("items");
        assertThat(own.findValuesAsText("purpose")).containsExactly("report");
        HttpHeaders headers = new HttpHeaders();
        headers.setBearerAuth(narrow);
        http.exchange("/api/v1/tokens/current", HttpMethod.DELETE, new HttpEntity<>(headers), Void.class);
        assertThat(asked(narrow, "people").getStatusCode().value()).isEqualTo(401);
    }

    @Test
    void aTokenForLessDoesNotGetTheAnswerThatOneForMoreGot() {
        post("head.hanoi", "people", newcomer("role.once", "H26", "viewer"));
        String more = tokens.issue("head.hanoi", "more", Duration.ofHours(1)).token();
        String less = hub.getBean(TokenDesk.class)
                .issueOwn("head.hanoi", new TokenDesk.Order("less", List.of("see"), null, 1L))
                .token();

        assertThat(onceGranted(more)).isEqualTo(204);
        assertThat(onceGranted(more)).as("the same again").isEqualTo(204);
        assertThat(onceGranted(less)).isBetween(400, 499);
    }

    private int onceGranted(String token) {
        HttpHeaders headers = new HttpHeaders();
        headers.setBearerAuth(token);
        headers.set("Idempotency-Key", "granted-once");
        Map<String, String> wanted = Map.of("role", "connector-owner", "agency", "H26", "reason", "QĐ 15");
        return http.exchange(
                        "/api/v1/people/role.once/roles",
                        HttpMethod.POST,
                        new HttpEntity<>(wanted, headers),
                        Void.class)
                .getStatusCode()
                .value();
    }

    @Test
    void tokensOfOthersAreForWhoeverManagesThem() {
        post("head.hanoi", "people", newcomer("with.token", "H26", "viewer"));
        tokens.issue("with.token", "theirs", Duration.ofHours(1));
        long number = state.sql("select id from agency_tokens where purpose = 'theirs'")
                .query(Long.class)
                .single();
        assertThat(get("head.hcmc", "tokens").getBody().toString()).doesNotContain("theirs");
        assertThat(code(delete("head.hcmc", "tokens/" + number))).isEqualTo("agency.TOKEN_UNKNOWN");
        assertThat(get("head.hanoi", "tokens").getBody().toString()).contains("theirs");
        assertThat(code(delete("head.hanoi", "tokens/" + number))).isEmpty();
    }

    private static Map<String, Object> newcomer(String name, String agency, String role) {
        return Map.of(
                "name", name, "title", "Nguyễn Thị Lan", "agency", agency, "roles", List.of(role), "reason", "QĐ 12");
    }

    private static Map<String, Object> why() {
        return Map.of("reason", "QĐ 13");
    }

    private ResponseEntity<JsonNode> grant(String by, String name, String role, @Nullable String agency) {
        return post(
                by,
                "people/" + name + "/roles",
                agency == null
                        ? Map.of("role", role, "reason", "QĐ 14")
                        : Map.of("role", role, "agency", agency, "reason", "QĐ 14"));
    }

    private ResponseEntity<JsonNode> token(Enrolled who, Map<String, Object> scope) {
        Map<String, Object> wanted = new HashMap<>(scope);
        wanted.putAll(Map.of("person", who.name(), "password", who.password(), "code", who.code()));
        return http.postForEntity("/api/v1/tokens", wanted, JsonNode.class);
    }

    private List<String> names(String by) {
        return get(by, "people").getBody().path("items").findValuesAsText("name");
    }

    private ResponseEntity<JsonNode> get(String by, String path) {
        return asked(tokens.issue(by, "test", Duration.ofHours(1)).token(), path);
    }

    private ResponseEntity<JsonNode> asked(String token, String path) {
        return exchange(HttpMethod.GET, token, path, null);
    }

    private ResponseEntity<JsonNode> delete(String by, String path) {
        return exchange(
                HttpMethod.DELETE, tokens.issue(by, "test", Duration.ofHours(1)).token(), path, null);
    }

    private ResponseEntity<JsonNode> post(String by, String path, Map<String, Object> body) {
        return exchange(
                HttpMethod.POST, tokens.issue(by, "test", Duration.ofHours(1)).token(), path, body);
    }

    private ResponseEntity<JsonNode> exchange(
            HttpMethod method, String token, String path, @Nullable Map<String, Object> body) {
        HttpHeaders headers = new HttpHeaders();
        headers.setBearerAuth(token);
        return http.exchange("/api/v1/" + path, method, new HttpEntity<>(body, headers), JsonNode.class);
    }

    /** The error's code; empty where all is well. */
    private static String code(ResponseEntity<JsonNode> answer) {
        return answer.getStatusCode().is2xxSuccessful()
                ? ""
                : answer.getBody() == null ? "?" : answer.getBody().path("code").asText();
    }

    private List<String> journal(String subject) {
        return state.sql("""
                        select actor || ' ' || act || ' ' || outcome || ' ' || coalesce(reason, '') || ' ' || details::text
                        from journal_entries where subject = :subject order by id
                        """).param("subject", subject).query(String.class).list();
    }
}
