package vn.lienthong.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.kernel.HubException;
import vn.lienthong.store.HubFolders;
import vn.lienthong.store.PostgresServer;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.TestPostgres;
import vn.lienthong.vault.Vault;
import vn.lienthong.vault.VaultError;

/** Another password takes the place of the one in use only when it signs in; a real server says whether it does. */
@HubTest
class SecretChangesTest {
    @TempDir
    static Path folder;

    private static PostgresServer server;

    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    @Autowired
    HubFolders folders;

    @Autowired
    ConnectorRegistry registry;

    @Autowired
    JdbcClient state;

    @Autowired
    Vault vault;

    private ApiCaller api;

    @BeforeAll
    static void startTheOtherSystem() {
        server = PostgresServer.start(
                folder.resolve("server"), TestPostgres.programs(), Map.of("fsync", "off", "shared_buffers", "16MB"));
        server.createDatabase("smas");
    }

    @AfterAll
    static void stopIt() {
        server.close();
    }

    @BeforeEach
    void aConnectorWithItsPassword() throws IOException, SQLException {
        there("drop role if exists reader; create role reader login password 'one'");
        Files.writeString(
                folders.connectors().resolve("destinations.yaml"),
                "destinations: [{ agency: H26, hosts: [{ host: 127.0.0.1, ports: [" + server.port()
                        + "] }, { host: localhost, ports: [" + server.port() + "] }] }]\n");
        registry.refresh();
        api = new ApiCaller(http, tokens);
        api.write(HttpMethod.DELETE, "connectors/smas", null);
        state.sql("delete from vault_secrets where connector = 'smas'").update();
        assertThat(api.write(HttpMethod.POST, "connectors", document("127.0.0.1"))
                        .getStatusCode()
                        .value())
                .isEqualTo(201);
        assertThat(give("one", Map.of()).getStatusCode().value()).isEqualTo(204);
        assertThat(passes()).isTrue();
    }

    /** Other tests rotate the keys of the same hub, and register a connector of this name: nothing may be left. */
    @AfterEach
    void nothingIsLeft() {
        state.sql("delete from vault_secrets where connector = 'smas'").update();
        api.write(HttpMethod.DELETE, "connectors/smas", null);
    }

    @Test
    void theOneInUseStaysUntilTheNextOneSignsIn() throws SQLException {
        ResponseEntity<JsonNode> refused = give("two", Map.of());

        assertThat(refused.getStatusCode().value()).isEqualTo(422);
        assertThat(refused.getBody().path("code").asText()).isEqualTo("registry.SECRET_REFUSED");
        assertThat(refused.getBody().toString()).contains("reader").doesNotContain("two");
        assertThat(stages()).containsExactlyInAnyOrder("in-use", "next");
        assertThat(passes()).as("jobs go on with the one in use").isTrue();
        assertThat(state.sql("select count(*) from vault_versions")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);

        there("alter role reader password 'two'");
        assertThat(api.write(HttpMethod.POST, "connectors/smas/secrets/password/waiting", null)
                        .getStatusCode()
                        .value())
                .isEqualTo(204);
        assertThat(passes()).isTrue();
        assertThat(stages()).as("what has signed in needs no way back").containsExactly("in-use");
        assertThat(acts())
                .containsSubsequence(
                        "connector.secret-set",
                        "connector.secret-offered",
                        "connector.secret-refused",
                        "connector.secret-set");
    }

    @Test
    void onceTheSystemKnowsItTheNextOneIsInUseAtOnceWithTheDayOnWhichItEnds() throws SQLException {
        there("alter role reader password 'two'");

        assertThat(give("two", Map.of("endsOn", "2027-01-31")).getStatusCode().value())
                .isEqualTo(204);

        assertThat(passes()).isTrue();
        JsonNode version = view().path("secretVersions").path(0);
        assertThat(version.path("setting").asText()).isEqualTo("password");
        assertThat(version.path("endsOn").asText()).isEqualTo("2027-01-31");
        assertThat(version.toString()).doesNotContain("two");
    }

    @Test
    void putInUseUntriedTheOneBeforeCanBeTakenBack() {
        assertThat(give("too early", Map.of("untried", true)).getStatusCode().value())
                .isEqualTo(204);
        assertThat(passes()).isFalse();
        assertThat(stages()).containsExactlyInAnyOrder("in-use", "before");

        assertThat(api.write(HttpMethod.POST, "connectors/smas/secrets/password/before", null)
                        .getStatusCode()
                        .value())
                .isEqualTo(204);
        assertThat(passes()).isTrue();
        assertThat(stages()).containsExactly("in-use");
        ResponseEntity<JsonNode> none = api.write(HttpMethod.POST, "connectors/smas/secrets/password/before", null);
        assertThat(none.getBody().path("code").asText()).isEqualTo("registry.SECRET_NOT_BEFORE");
        assertThat(acts()).contains("connector.secret-set-untried", "connector.secret-taken-back");
    }

    @Test
    void theOneBeforeIsDestroyedWhenTheNewOneFirstSignsIn() throws SQLException {
        give("two", Map.of("untried", true));
        assertThat(passes()).isFalse();
        assertThat(stages()).contains("before");

        there("alter role reader password 'two'");
        assertThat(passes()).isTrue();

        assertThat(stages()).containsExactly("in-use");
        assertThat(acts()).contains("connector.secret-retired");
    }

    @Test
    void whatWaitsIsDestroyedWhenNobodyWantsIt() {
        give("two", Map.of());

        assertThat(api.write(HttpMethod.DELETE, "connectors/smas/secrets/password/waiting", null)
                        .getStatusCode()
                        .value())
                .isEqualTo(204);
        assertThat(stages()).containsExactly("in-use");
        assertThat(api.write(HttpMethod.DELETE, "connectors/smas/secrets/password/waiting", null)
                        .getBody()
                        .path("code")
                        .asText())
                .isEqualTo("registry.SECRET_NOT_WAITING");
    }

    @Test
    void aConnectorThatPointsElsewhereTakesNothingWithIt() {
        give("two", Map.of());

        api.write(HttpMethod.PUT, "connectors/smas", document("localhost"));

        assertThat(state.sql("select count(*) from vault_versions")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(stages()).isEmpty();
    }

    @Test
    void aVersionMovedIntoThePlaceOfTheOneInUseDoesNotOpen() {
        give("two", Map.of());
        state.sql("update vault_secrets set sealed = (select sealed from vault_versions) where connector = 'smas'")
                .update();

        HubException moved = catchThrowableOfType(HubException.class, () -> vault.open("smas", "password"));
        assertThat(moved.code()).isEqualTo(VaultError.SEAL_BROKEN);
    }

    private ResponseEntity<JsonNode> give(String value, Map<String, Object> terms) {
        Map<String, Object> body = new HashMap<>(terms);
        body.put("value", value);
        return api.write(HttpMethod.PUT, "connectors/smas/secrets/password", body);
    }

    private boolean passes() {
        return api.write(HttpMethod.POST, "connectors/smas/test", null)
                .getBody()
                .path("passed")
                .asBoolean();
    }

    private JsonNode view() {
        return api.get("connectors/smas").getBody();
    }

    private List<String> stages() {
        return view().path("secretVersions").findValuesAsText("stage");
    }

    private List<String> acts() {
        return state.sql("select act from journal_entries where subject = 'connector/smas' order by id")
                .query(String.class)
                .list();
    }

    private static void there(String sql) throws SQLException {
        try (Connection connection = server.database("smas").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Map<String, Object> document(String host) {
        return Map.of(
                "connector", "smas",
                "agency", "H26",
                "type", "postgresql",
                "settings",
                        Map.of(
                                "host", host,
                                "port", server.port(),
                                "database", "smas",
                                "username", "reader",
                                "password", "${secret:smas/password}"));
    }
}
