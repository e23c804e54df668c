package vn.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.Testers;

/** A role that opens much is given by two people. */
@HubTest
@Import(AtASetTime.class)
class RoleApprovalTest {
    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    @Autowired
    JdbcClient state;

    private ApiCaller asking;
    private ApiCaller deciding;

    @BeforeEach
    void twoWhoKeepThePlatform() {
        Testers.admit(state, "role.keeper", "platform-administrator", null);
        asking = new ApiCaller(http, tokens, "role.keeper");
        deciding = new ApiCaller(http, tokens, Testers.SECOND);
    }

    @Test
    void itCountsWhenAnotherOneHasApprovedIt() {
        somebody("role.lan");
        ResponseEntity<JsonNode> asked = grant("role.lan", "data-steward");

        assertThat(asked.getStatusCode().value()).isEqualTo(202);
        assertThat(roles("role.lan")).containsExactly("viewer");
        long number = asked.getBody().path("approval").asLong();
        assertThat(deciding.get("approvals/" + number).getBody().toString())
                .contains("role.lan", "data steward", "role.keeper", "QĐ 20");
        assertThat(approve(asking, number).getStatusCode().value()).isEqualTo(403);

        assertThat(approve(deciding, number).getStatusCode().value()).isEqualTo(200);
        assertThat(roles("role.lan")).containsExactly("viewer", "data-steward");
        assertThat(state.sql("select actor || ' ' || under || ' ' || reason from journal_entries"
                                + " where act = 'role.granted' and subject = 'person/role.lan' and under is not null")
                        .query(String.class)
                        .single())
                .isEqualTo("second.tester approval/" + number + " QĐ 20");
    }

    @Test
    void aSmallRoleTakesOnePerson() {
        somebody("role.minh");
        assertThat(grant("role.minh", "connector-owner").getStatusCode().value())
                .isEqualTo(204);
        assertThat(roles("role.minh")).containsExactly("viewer", "connector-owner");
    }

    @Test
    void whoGetsARoleDoesNotApproveIt() {
        long number =
                grant(Testers.SECOND, "auditor").getBody().path("approval").asLong();

        assertThat(approve(deciding, number).getBody().path("code").asText()).isEqualTo("agency.OWN_ROLES");
        assertThat(roles(Testers.SECOND)).doesNotContain("auditor");
        assertThat(new ApiCaller(http, tokens)
                        .get("approvals/" + number)
                        .getBody()
                        .path("state")
                        .asText())
                .as("it still waits")
                .isEqualTo("OPEN");
        asking.write(HttpMethod.POST, "approvals/" + number + "/withdraw", null);
    }

    @Test
    void otherRolesWaitUntilTheFirstAreDecided() {
        somebody("role.thu");
        long number =
                grant("role.thu", "data-steward").getBody().path("approval").asLong();
        assertThat(grant("role.thu", "data-steward").getBody().path("approval").asLong())
                .isEqualTo(number);
        ResponseEntity<JsonNode> other = grant("role.thu", "auditor");
        assertThat(other.getStatusCode().value()).isEqualTo(409);
        assertThat(other.getBody().path("code").asText()).isEqualTo("agency.ROLES_WAIT");
        assertThat(approve(deciding, number).getStatusCode().value()).isEqualTo(200);
        assertThat(grant("role.thu", "auditor").getStatusCode().value()).isEqualTo(202);
    }

    @Test
    void whoeverHoldsANewInvitationDoesNotHoldTheRolesThatTakeTwo() {
        somebody("role.nga");
        approve(
                deciding,
                grant("role.nga", "data-steward").getBody().path("approval").asLong());

        assertThat(asking.write(HttpMethod.POST, "people/role.nga/invitation", Map.of("reason", "mất điện thoại"))
                        .getStatusCode()
                        .value())
                .isEqualTo(201);
        assertThat(roles("role.nga")).containsExactly("viewer");
        JsonNode open = deciding.get("approvals").getBody().path("items").get(0);
        assertThat(open.toString()).contains("person/role.nga", "OPEN", "mất điện thoại");
        approve(deciding, open.path("number").asLong());
        assertThat(roles("role.nga")).containsExactly("viewer", "data-steward");
    }

    @Test
    void whileAnInvitationLiesWithSomebodyWhoCouldNotGiveTheRoleItIsNotGiven() {
        Testers.admit(state, "role.head", "agency-administrator", "H26");
        somebody("role.thao");
        long number = grant("role.thao", "auditor").getBody().path("approval").asLong();
        state.sql("insert into agency_invitations (person, hash, invited_by, made_at, expires_at)"
                        + " values ('role.thao', '\\x00', 'role.head', now(), now() + interval '5 years')")
                .update();

        assertThat(approve(deciding, number).getBody().path("code").asText()).isEqualTo("agency.INVITED_BY_ANOTHER");
        assertThat(roles("role.thao")).containsExactly("viewer");
        asking.write(HttpMethod.POST, "approvals/" + number + "/withdraw", null);
    }

    @Test
    void whereNobodyElseCouldOneAloneGivesItSoThatThereIsASecond() {
        somebody("role.hai");
        List<Long> others = state.sql("update agency_grants set ended_at = now() where role = 'platform-administrator'"
                        + " and ended_at is null and person <> 'role.keeper' returning id")
                .query(Long.class)
                .list();
        try {
            assertThat(grant("role.hai", "platform-administrator")
                            .getStatusCode()
                            .value())
                    .isEqualTo(204);
            assertThat(roles("role.hai")).contains("platform-administrator");
        } finally {
            state.sql("update agency_grants set ended_at = null where id in (:others)")
                    .param("others", others)
                    .update();
        }
    }

    private void somebody(String name) {
        Testers.admit(state, name, "viewer", null);
    }

    private ResponseEntity<JsonNode> grant(String name, String role) {
        return asking.write(HttpMethod.POST, "people/" + name + "/roles", Map.of("role", role, "reason", "QĐ 20"));
    }

    private static ResponseEntity<JsonNode> approve(ApiCaller caller, long number) {
        return caller.write(HttpMethod.POST, "approvals/" + number + "/approve", Map.of("reason", "đã xem"));
    }

    private List<String> roles(String name) {
        return state.sql("select role from agency_grants where person = :name and ended_at is null order by id")
                .param("name", name)
                .query(String.class)
                .list();
    }
}
