package vn.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.SetClock;

/** What reveals much or cannot be undone asks once more who it is. */
@HubTest
@Import(AtASetTime.class)
class ConfirmationTest {
    private static final String EXPORT = "/journal/export.csv";

    @Autowired
    ApplicationContext hub;

    @Autowired
    TestRestTemplate http;

    @Autowired
    JdbcClient state;

    @Autowired
    SetClock clock;

    @Autowired
    SignInToken firstStart;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @LocalServerPort
    int port;

    @BeforeEach
    void anotherDay() {
        clock.advance(Duration.ofDays(2));
    }

    @Test
    void whatNeedsItIsWrittenDownHere() {
        assertThat(Walked.all(mappings, handler -> handler.hasMethodAnnotation(Confirmed.class)).stream()
                        .map(Walked::toString))
                .containsExactlyInAnyOrder(
                        "POST /approvals/{number}/approve",
                        "POST /api/v1/approvals/{number}/approve",
                        "GET /journal/export.csv",
                        "GET /journal/export.ndjson",
                        "GET /api/v1/journal/export",
                        "GET /quarantine/corrections.xlsx",
                        "GET /api/v1/quarantine/corrections.xlsx",
                        "POST /quarantine/{id}/unmask",
                        "POST /mappings/{name}/unmask",
                        "POST /api/v1/quarantine/{id}/unmask",
                        "POST /connectors/new",
                        "POST /connectors/{name}/edit",
                        "POST /connectors/{name}/secrets/{setting}",
                        "PUT /api/v1/connectors/{name}/secrets/{setting}",
                        "POST /connectors/{name}/secrets/{setting}/waiting",
                        "POST /connectors/{name}/secrets/{setting}/before",
                        "POST /api/v1/connectors/{name}/secrets/{setting}/waiting",
                        "DELETE /api/v1/connectors/{name}/secrets/{setting}/waiting",
                        "POST /api/v1/connectors/{name}/secrets/{setting}/before",
                        "POST /alert-channels/{name}/secrets/{setting}",
                        "PUT /api/v1/alert-channels/{name}/secrets/{setting}",
                        "POST /api/v1/vault/rotation",
                        "POST /agencies",
                        "POST /agencies/{code}",
                        "POST /agencies/import/{number}",
                        "POST /api/v1/agencies",
                        "PUT /api/v1/agencies/{code}",
                        "POST /api/v1/agencies/import/{number}/apply",
                        "POST /people",
                        "POST /people/{name}/roles",
                        "POST /people/{name}/invitation",
                        "POST /api/v1/people",
                        "POST /api/v1/people/{name}/roles",
                        "POST /api/v1/people/{name}/invitation",
                        "POST /me/tokens",
                        "POST /me/identities/{provider}",
                        "POST /me/identities/{number}/end",
                        "POST /person-file",
                        "POST /person-file/export",
                        "POST /api/v1/person-file/export",
                        "POST /person-file/erasures",
                        "POST /person-file/erasures/{number}/lift",
                        "POST /api/v1/person-file/search",
                        "POST /api/v1/erasures",
                        "POST /callers",
                        "POST /callers/{name}/secrets",
                        "POST /callers/{name}/certificates",
                        "POST /api/v1/callers",
                        "POST /api/v1/callers/{name}/secrets",
                        "POST /services/{name}/{version}/try",
                        "POST /api/v1/callers/{name}/certificates",
                        "POST /agreements/{name}/lift",
                        "POST /api/v1/agreements/{name}/lift",
                        "POST /api/v1/erasures/{number}/lift");
    }

    @Test
    void fiveMinutesAfterSigningInSomebodyIsAskedAgainAndGoesOnWhereHeWas() {
        Enrolled mai = Enrolled.in(hub, "confirming.mai", "platform-administrator", null);
        Visitor visitor = in(mai);
        assertThat(visitor.get(EXPORT).statusCode()).isEqualTo(200);

        clock.advance(Confirmations.VALID.plusSeconds(1));
        assertThat(Visitor.where(visitor.get(EXPORT + "?act=x"))).endsWith("/me/confirm");
        assertThat(confirm(visitor, "not the long word", mai.code()).body()).contains("không đúng");
        assertThat(visitor.get(EXPORT).statusCode()).isEqualTo(302);
        clock.advance(Duration.ofSeconds(30));
        String code = mai.code();
        assertThat(confirm(visitor, mai.password(), code).body())
                .contains("id=\"go-on\"")
                .contains(EXPORT);
        assertThat(visitor.get(EXPORT).statusCode()).isEqualTo(200);

        clock.advance(Confirmations.VALID.plusSeconds(1));
        assertThat(visitor.get(EXPORT).statusCode()).as("five minutes are over").isEqualTo(302);
        assertThat(confirm(visitor, mai.password(), code).body())
                .as("a code counts once")
                .doesNotContain("id=\"go-on\"");
        assertThat(acts("confirming.mai")).contains("person.confirmed done", "person.confirmed refused");
    }

    @Test
    void aFormShowsItTogetherWithWhatItAsksFor() {
        Enrolled hoa = Enrolled.in(hub, "confirming.hoa", "platform-administrator", null);
        Visitor visitor = in(hoa);
        String form = "/people/new";
        assertThat(visitor.get(form).body()).doesNotContain("own-password");
        clock.advance(Confirmations.VALID.plusSeconds(1));
        assertThat(visitor.get(form).body()).contains("own-password", "own-code");

        Map<String, String> wanted = Map.of("name", "new.one", "title", "New", "roles", "viewer", "reason", "x");
        HttpResponse<String> without = visitor.post(form, "/people", wanted);
        assertThat(Visitor.where(without)).endsWith("/me/confirm");
        HttpResponse<String> wrong = visitor.post(form, "/people", with(wanted, "not the long word", hoa.code()));
        assertThat(wrong.statusCode()).isEqualTo(403);
        assertThat(hub.getBean(People.class).find("new.one")).isEmpty();

        clock.advance(Duration.ofSeconds(30));
        visitor.post(form, "/people", with(wanted, hoa.password(), hoa.code()));
        assertThat(hub.getBean(People.class).find("new.one")).isPresent();
    }

    @Test
    void anAddressIsNoPlaceToShowIt() {
        Enrolled nga = Enrolled.in(hub, "confirming.nga", "platform-administrator", null);
        Visitor visitor = in(nga);
        clock.advance(Confirmations.VALID.plusSeconds(1));
        HttpResponse<String> answer = visitor.get(EXPORT + "?own-password=guessed&own-code=123456");

        assertThat(Visitor.where(answer)).endsWith("/me/confirm");
        assertThat(acts("confirming.nga")).doesNotContain("person.confirmed refused");
    }

    @Test
    void aTokenCountsAsItsPersonForFiveMinutesAfterHeShowedIt() {
        Enrolled thanh = Enrolled.in(hub, "confirming.thanh", "platform-administrator", null);
        clock.advance(Duration.ofSeconds(30));
        String token = api(
                        null,
                        HttpMethod.POST,
                        "tokens",
                        Map.of("person", "confirming.thanh", "password", thanh.password(), "code", thanh.code()))
                .getBody()
                .get("token")
                .asText();
        assertThat(export(token).getStatusCode().value()).isEqualTo(200);

        clock.advance(Confirmations.VALID.plusSeconds(1));
        ResponseEntity<String> old = export(token);
        assertThat(old.getStatusCode().value()).isEqualTo(403);
        assertThat(old.getBody()).contains("kernel.CONFIRM_FIRST", "/api/v1/confirmation");
        assertThat(shown(token, "not the long word", thanh.code())).isEqualTo(403);
        clock.advance(Duration.ofSeconds(30));
        assertThat(shown(token, thanh.password(), thanh.code())).isEqualTo(200);
        assertThat(export(token).getStatusCode().value()).isEqualTo(200);
    }

    @Test
    void aTokenMadeForAProgramIsNotItsPerson() {
        Enrolled.in(hub, "confirming.binh", "platform-administrator", null);
        String token = hub.getBean(TokenDesk.class)
                .issueOwn("confirming.binh", new TokenDesk.Order("report", null, null, 24L))
                .token();
        assertThat(export(token).getStatusCode().value()).isEqualTo(403);
    }

    @Test
    void theFirstAdministratorShowsTheTokenThatLiesInTheFileNow() throws Exception {
        Visitor first = new Visitor(port);
        first.post("/login", "/login", Map.of("token", lying()));
        clock.advance(Confirmations.VALID.plusSeconds(1));
        assertThat(first.get(EXPORT).statusCode()).isEqualTo(302);
        assertThat(first.get("/me/confirm").body()).contains("own-token").doesNotContain("own-password");
        first.post("/me/confirm", "/me/confirm", Map.of("own-token", "guessed"));
        assertThat(first.get(EXPORT).statusCode()).isEqualTo(302);
        first.post("/me/confirm", "/me/confirm", Map.of("own-token", lying()));
        assertThat(first.get(EXPORT).statusCode()).isEqualTo(200);
    }

    private String lying() throws java.io.IOException {
        return java.nio.file.Files.readString(firstStart.file()).strip();
    }

    private Visitor in(Enrolled person) {
        clock.advance(Duration.ofSeconds(30));
        Visitor visitor = new Visitor(port);
        visitor.signIn(person.name(), person.password(), person.code());
        return visitor;
    }

    private static HttpResponse<String> confirm(Visitor visitor, String password, String code) {
        visitor.post("/me/confirm", "/me/confirm", Map.of("own-password", password, "own-code", code));
        return visitor.get("/me/confirm");
    }

    private static Map<String, String> with(Map<String, String> fields, String password, String code) {
        Map<String, String> all = new java.util.HashMap<>(fields);
        all.put("own-password", password);
        all.put("own-code", code);
        return all;
    }

    private ResponseEntity<String> export(String token) {
        HttpHeaders headers = new HttpHeaders();
        headers.setBearerAuth(token);
        return http.exchange("/api/v1/journal/export", HttpMethod.GET, new HttpEntity<>(headers), String.class);
    }

    private int shown(String token, String password, String code) {
        return api(token, HttpMethod.POST, "confirmation", Map.of("password", password, "code", code))
                .getStatusCode()
                .value();
    }

    private ResponseEntity<JsonNode> api(String token, HttpMethod method, String path, Object body) {
        HttpHeaders headers = new HttpHeaders();
        if (token != null) {
            headers.setBearerAuth(token);
        }
        return http.exchange("/api/v1/" + path, method, new HttpEntity<>(body, headers), JsonNode.class);
    }

    private java.util.List<String> acts(String person) {
        return state.sql("select act || ' ' || outcome from journal_entries where actor = :person")
                .param("person", person)
                .query(String.class)
                .list();
    }
}
