package vn.lienthong.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.kernel.Secret;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.HubTest;

/** Keys are rotated in a whole hub, and no room keeps sealed bytes that a rotation would not find. */
@HubTest
class RotatedHubTest {
    /** What is sealed for others to carry is kept nowhere, and of no use once its key is retired. */
    private static final Set<String> GIVEN_AWAY = Set.of("vn.lienthong.service.ListCursors");

    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    @Autowired
    Vault vault;

    @Autowired
    JdbcClient state;

    @Autowired
    List<KeepsSealed> rooms;

    private ApiCaller api;

    @BeforeEach
    void aProgram() {
        api = new ApiCaller(http, tokens);
    }

    @Test
    void aPlatformAdministratorRotatesAndItIsRecorded() {
        vault.seal("rotated", "password", Secret.of("of a connector"));
        JsonNode before = api.get("vault").getBody();

        ResponseEntity<JsonNode> answer = api.write(HttpMethod.POST, "vault/rotation", null);

        assertThat(answer.getStatusCode().value()).as("%s", answer).isEqualTo(200);
        assertThat(answer.getBody().path("key").asInt())
                .isEqualTo(before.path("key").asInt() + 1);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> api.get("vault").getBody().path("left").asLong() == 0);
        assertThat(api.get("vault").getBody().path("toBePutInPlace").asBoolean())
                .isFalse();
        assertThat(vault.open("rotated", "password").orElseThrow().reveal()).isEqualTo("of a connector");
        assertThat(api.get("journal?act=vault.rotated").getBody().path("items")).isNotEmpty();
    }

    @Test
    void everyColumnOfSealedBytesRefersToItsKeyAndIsSealedAnew() {
        Set<String> referring = Set.copyOf(state.sql("""
                        select conrelid::regclass || '.' || attname from pg_constraint
                        join pg_attribute on attrelid = conrelid and attnum = any (conkey)
                        where contype = 'f' and confrelid = 'vault_keys'::regclass
                        """).query(String.class).list());
        Set<String> told = Stream.concat(
                        Stream.of("vault_secrets.sealed_key"),
                        rooms.stream()
                                .flatMap(room -> room.sealed().stream())
                                .map(column -> column.table() + "." + column.column() + "_key"))
                .collect(Collectors.toSet());

        assertThat(told).isEqualTo(referring);
    }

    @Test
    void everyRoomThatHasBytesSealedTellsWhereItKeepsThem() {
        JavaClasses all = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("vn.lienthong");
        Set<String> sealing = all.stream()
                .filter(one -> !GIVEN_AWAY.contains(one.getName()))
                .filter(one -> one.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Vault.class)
                                && call.getName().equals("seal")
                                && call.getTarget().getRawReturnType().getName().equals("[B")))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toSet());

        assertThat(sealing).hasSizeGreaterThan(2);
        assertThat(rooms.stream().map(room -> room.getClass().getPackageName()).collect(Collectors.toSet()))
                .isEqualTo(sealing);
    }
}
