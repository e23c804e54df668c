package vn.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A token that a program has narrowed by scopes opens what they name, as far as agreements go, and nothing else. */
class RosterScopeTest extends RosterGround {
    private static final String WORDS = "https://purl.imsglobal.org/spec/or/v1p2/scope/";
    private static final String NAME = "roster-scoped";

    private String secret;

    RosterScopeTest() {
        super("roster-scopes");
    }

    @BeforeAll
    void register() throws IOException {
        secret = registered(NAME, "G26");
        agreed("demographics", "id, status, changed, birth_date, sex", "list: true");
        services.refresh();
    }

    private HttpResponse<String> asking(String scope) {
        return program.tokenByPost("grant_type=client_credentials&client_id=" + NAME + "&client_secret="
                + encoded(secret) + "&scope=" + encoded(scope));
    }

    private String narrowed(String scope) {
        HttpResponse<String> given = asking(scope);
        assertThat(given.statusCode()).as(given.body()).isEqualTo(200);
        return Asking.json(given).path("access_token").asText();
    }

    private int status(String path, String shown) {
        return program.get(path, shown).statusCode();
    }

    @Test
    void theRosterIsOpenWithoutDemographics() {
        for (String word : new String[] {"roster-core.readonly", "roster.readonly"}) {
            String shown = narrowed(WORDS + word);
            assertThat(status(ROSTER + "/orgs", shown)).isEqualTo(200);
            assertThat(status(ROSTER + "/users?limit=1", shown)).isEqualTo(200);
            HttpResponse<String> closed = program.get(ROSTER + "/demographics", shown);
            assertThat(closed.statusCode()).isEqualTo(403);
            assertThat(closed.body()).contains("\"forbidden\"");
            assertThat(closed.headers().firstValue("www-authenticate").orElse(""))
                    .contains("error=\"insufficient_scope\"");
        }
    }

    @Test
    void demographicsAreOpenAloneOrWithTheRest() {
        String alone = narrowed(WORDS + "roster-demographics.readonly");
        assertThat(status(ROSTER + "/demographics", alone)).isEqualTo(200);
        assertThat(status(ROSTER + "/orgs", alone)).isEqualTo(403);
        String both = narrowed(WORDS + "roster-demographics.readonly " + WORDS + "roster-core.readonly");
        assertThat(status(ROSTER + "/demographics", both)).isEqualTo(200);
        assertThat(status(ROSTER + "/orgs", both)).isEqualTo(200);
    }

    @Test
    void whatIsGivenIsSaidAndWhatIsKnownNowhereIsRefused() {
        String more = "http" + WORDS.substring("https".length()) + "roster.readonly " + WORDS + "gradebook.readonly";
        assertThat(Asking.json(asking(more)).path("scope").asText()).isEqualTo(WORDS + "roster.readonly");
        for (String unknown : new String[] {WORDS + "gradebook.readonly", "read"}) {
            HttpResponse<String> refused = asking(unknown);
            assertThat(refused.statusCode()).as(unknown).isEqualTo(400);
            assertThat(Asking.json(refused).path("error").asText()).isEqualTo("invalid_scope");
        }
        assertThat(Asking.json(program.tokenByBasic(NAME, secret)).has("scope")).isFalse();
        HttpResponse<String> without = asking("");
        assertThat(without.statusCode()).as("a parameter without a value").isEqualTo(200);
        assertThat(Asking.json(without).has("scope")).isFalse();
    }

    @Test
    void otherServicesStayClosedToIt() {
        String shown = narrowed(WORDS + "roster.readonly");
        assertThat(program.post(STATUS, shown, AN).statusCode()).isEqualTo(403);
        assertThat(status("/data/roster-orgs/v1/openapi.json", shown)).isEqualTo(403);
        assertThat(status("/soap/pupil-status/v1?wsdl", shown)).isEqualTo(403);
        String open = program.token(NAME, secret);
        assertThat(status("/data/roster-orgs/v1/openapi.json", open)).isEqualTo(200);
    }
}
