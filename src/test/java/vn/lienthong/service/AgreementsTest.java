package vn.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.connector.Connectors;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.TestSystems;
import vn.lienthong.testing.Testers;
import vn.lienthong.vault.Vault;

/** What an agreement rests on, how it goes on and how it ends, and that two people say so. */
@HubTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgreementsTest {
    private static final LocalDate TODAY = LocalDate.now(ServiceCall.ZONE);
    private static final String AN = "{\"code\":\"s-1\"}";

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
    Connectors connectors;

    @Autowired
    KnownServices known;

    @Autowired
    BasisWatch watch;

    @LocalServerPort
    int port;

    private final List<Path> written = new ArrayList<>();
    private TestSystems systems;
    private ApiCaller api;
    private Asking program;
    private String token;

    @BeforeAll
    void layOut() throws IOException {
        Files.writeString(folders.connectors().resolve("agencies.yaml"), """
                agencies:
                  - { code: G03, name: Bộ Giáo dục }
                  - { code: G26, name: Bảo hiểm xã hội }
                """);
        systems = new TestSystems(folders, vault, "G03");
        JdbcTemplate schools = systems.connector("terms-csdl", """
                  schools: { from: public.schools, classes: { faith: sensitive, "*": public } }
                """);
        schools.execute("create table schools (code text primary key, name text, faith text)");
        schools.update("insert into schools values ('s-1', 'Trường một', 'x')");
        write("terms.service.yaml", """
                service: terms
                version: 1
                title: { vi: Trường, en: Schools }
                agency: G03
                dataset: terms-csdl/schools
                ask: [code]
                answer: [name, faith]
                """);
        write("terms.v2.service.yaml", """
                service: terms
                version: 2
                title: { vi: Trường, en: Schools }
                agency: G03
                dataset: terms-csdl/schools
                ask: [faith]
                answer: [name]
                """);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> connectors.find(new ConnectorName("terms-csdl")).isPresent());
        known.refresh();
        api = new ApiCaller(http, tokens);
        program = new Asking(port);
        String secret = api.write(
                        HttpMethod.POST, "callers", Map.of("name", "terms-program", "agency", "G26", "contact", "x"))
                .getBody()
                .path("secret")
                .asText();
        token = program.token("terms-program", secret);
    }

    @AfterAll
    void leave() throws IOException {
        for (Path file : written) {
            Files.deleteIfExists(file);
        }
        state.sql("update service_agreements set ended_at = now(), ended_by = 'test' where name like 'terms.%'")
                .update();
        state.sql("update service_instruments set ended_at = now(), ended_by = 'test'")
                .update();
        api.write(HttpMethod.DELETE, "callers/terms-program", null);
        known.refresh();
        systems.close();
        Files.deleteIfExists(folders.connectors().resolve("agencies.yaml"));
    }

    private void write(String file, String yaml) throws IOException {
        Path path = folders.routes().resolve(file);
        written.add(path);
        Files.writeString(path, yaml);
    }

    private static String agreement(String basis, LocalDate from, LocalDate until) {
        return """
                agreement: terms.bhxh
                service: terms/1
                consumer: G26
                purpose: { vi: Đối chiếu trường, en: Comparing schools }
                legal_basis: [%s]
                answer: [name]
                limits: { per_minute: 500, per_day: 5000 }
                from: %s
                until: %s
                """.formatted(basis, from, until);
    }

    private static String decree(String name, LocalDate until) {
        return """
                instrument: %s
                kind: decree
                number: 13/2023/NĐ-CP
                issued: 2023-04-17
                issuer: Chính phủ
                title: { vi: Bảo vệ dữ liệu cá nhân, en: Protection of personal data }
                agency: G03
                from: 2023-07-01
                until: %s
                """.formatted(name, until);
    }

    private int called() {
        return program.post("/data/terms/v1", token, AN).statusCode();
    }

    private String code(ResponseEntity<JsonNode> answer) {
        return answer.getBody().path("code").asText();
    }

    private List<String> notices() {
        List<String> words = new ArrayList<>();
        api.get("status").getBody().path("agreements").forEach(notice -> {
            if (notice.path("agreement").asText().equals("terms.bhxh")) {
                words.add(notice.path("what").asText());
            }
        });
        return words;
    }

    @Test
    void anAgreementEndsWithItsLegalBasisAndComesBackWhenTwoPeopleProlongIt() throws IOException {
        write("terms.bhxh.agreement.yaml", agreement("nd-terms", TODAY, TODAY.plusDays(300)));
        known.refresh();
        assertThat(notices()).containsExactly("basis-unrecorded");
        assertThat(called()).as("nobody knows that it lapsed").isEqualTo(200);

        ResponseEntity<JsonNode> asked =
                api.yaml(HttpMethod.POST, "instruments?reason=x", decree("nd-terms", TODAY.plusDays(20)));
        assertThat(asked.getStatusCode().value())
                .as(String.valueOf(asked.getBody()))
                .isEqualTo(202);
        assertThat(api.write(
                                HttpMethod.POST,
                                "approvals/" + asked.getBody().path("approval").asLong() + "/approve",
                                Map.of("reason", "x"))
                        .getStatusCode()
                        .value())
                .as("whoever asked cannot approve")
                .isEqualTo(403);
        assertThat(api.approved(asked).getStatusCode().is2xxSuccessful()).isTrue();
        assertThat(notices()).containsExactly("basis-ending");
        assertThat(called()).isEqualTo(200);

        assertThat(api.approved(api.yaml(
                                HttpMethod.POST, "instruments?reason=x", decree("nd-terms", TODAY.minusDays(1))))
                        .getStatusCode()
                        .is2xxSuccessful())
                .isTrue();
        assertThat(notices()).containsExactly("basis-over");
        assertThat(api.get("status").getBody().path("healthy").asBoolean()).isFalse();
        HttpResponse<String> refused = program.post("/data/terms/v1", token, AN);
        assertThat(Asking.whole(refused)).isEqualTo(Asking.whole(program.post("/data/none/v1", token, AN)));

        watch.look();
        watch.look();
        assertThat(api.approved(api.yaml(
                                HttpMethod.POST, "instruments?reason=x", decree("nd-terms", TODAY.plusDays(400))))
                        .getStatusCode()
                        .is2xxSuccessful())
                .isTrue();
        assertThat(called()).isEqualTo(200);
        assertThat(notices()).isEmpty();
        assertThat(state.sql("select act from journal_entries where subject in ('agreement/terms.bhxh',"
                                + " 'instrument/nd-terms') and act ~ '^(agreement|instrument)\\.' order by id")
                        .query(String.class)
                        .list())
                .as("once each, whoever looks how often")
                .containsOnlyOnce("instrument.recorded", "agreement.basis-lapsed")
                .startsWith("instrument.recorded")
                .endsWith("instrument.changed");
        Files.delete(folders.routes().resolve("terms.bhxh.agreement.yaml"));
        known.refresh();
    }

    @Test
    void nothingIsAgreedOnAnInstrumentThatIsNotOnRecordOrThatTheConsumerKeeps() throws IOException {
        String yaml = agreement("nd-kept", TODAY, TODAY.plusDays(100)).replace("terms.bhxh", "terms.kept");
        ResponseEntity<JsonNode> none = api.yaml(HttpMethod.POST, "agreements?reason=x", yaml);
        assertThat(code(none)).isEqualTo("document.INVALID");
        assertThat(none.getBody().toString()).contains("nd-kept", "not on record");

        write("nd-kept.instrument.yaml", decree("nd-kept", TODAY.plusDays(200)).replace("G03", "G26"));
        known.refresh();
        assertThat(code(api.yaml(HttpMethod.POST, "agreements?reason=x", yaml)))
                .isEqualTo("service.INSTRUMENT_OF_OTHERS");
        assertThat(api.yaml(HttpMethod.POST, "instruments?reason=x", decree("nd-kept", TODAY.plusDays(500)))
                        .getBody()
                        .toString())
                .as("what a file holds is changed there")
                .contains("routes/nd-kept.instrument.yaml");
        write("nd-kept.instrument.yaml", decree("nd-kept", TODAY.minusDays(9)));
        known.refresh();
        assertThat(api.yaml(HttpMethod.POST, "agreements?reason=x", yaml)
                        .getBody()
                        .toString())
                .contains("before the agreement begins");
    }

    @Test
    void nobodyEndsWhatOthersAgreedByTakingTheNameOfItsInstrument() throws IOException {
        write("terms.bhxh.agreement.yaml", agreement("nd-taken", TODAY, TODAY.plusDays(300)));
        known.refresh();
        assertThat(api.approved(api.yaml(
                                HttpMethod.POST,
                                "instruments?reason=x",
                                decree("nd-taken", TODAY.minusDays(1)).replace("G03", "G26")))
                        .getStatusCode()
                        .is2xxSuccessful())
                .isTrue();

        assertThat(called()).isEqualTo(200);
        assertThat(notices()).containsExactly("basis-unrecorded");
        Files.delete(folders.routes().resolve("terms.bhxh.agreement.yaml"));
        known.refresh();
    }

    @Test
    void aFileThatHasBecomeWrongIsToldAndItsLastGoodVersionStays() throws IOException {
        write("terms.bhxh.agreement.yaml", agreement("nd-file", TODAY, TODAY.plusDays(300)));
        write("nd-file.instrument.yaml", decree("nd-file", TODAY.plusDays(500)));
        known.refresh();
        assertThat(notices()).isEmpty();

        write("terms.bhxh.agreement.yaml", agreement("nd-file", TODAY, TODAY.minusDays(1)));
        known.refresh();
        assertThat(notices()).containsExactly("file-wrong");
        assertThat(called()).isEqualTo(200);
        Files.delete(folders.routes().resolve("terms.bhxh.agreement.yaml"));
        known.refresh();
        assertThat(called()).isEqualTo(404);
    }

    @Test
    void anAgreementIsRenewedByTwoPeopleWithoutAGapAndWhatItWasStaysReadable() throws IOException {
        write("nd-renewed.instrument.yaml", decree("nd-renewed", TODAY.plusDays(900)));
        known.refresh();
        String yaml = agreement("nd-renewed", TODAY.minusDays(100), TODAY.plusDays(30))
                .replace("terms.bhxh", "terms.renewed");
        assertThat(api.approved(api.yaml(HttpMethod.POST, "agreements?reason=x", yaml))
                        .getStatusCode()
                        .is2xxSuccessful())
                .isTrue();
        assertThat(called()).isEqualTo(200);
        assertThat(code(api.yaml(HttpMethod.POST, "agreements?reason=x", yaml))).isEqualTo("document.INVALID");

        String address = "agreements/terms.renewed?reason=x";
        assertThat(code(api.yaml(HttpMethod.PUT, address, yaml))).isEqualTo("service.AGREEMENT_SAME");
        assertThat(code(api.yaml(HttpMethod.PUT, address, yaml.replace("G26", "G03"))))
                .isEqualTo("service.RENEWAL_OTHER");
        String later =
                yaml.replace(TODAY.plusDays(30).toString(), TODAY.plusDays(400).toString());
        assertThat(code(api.yaml(
                        HttpMethod.PUT,
                        address,
                        later.replace(
                                TODAY.minusDays(100).toString(),
                                TODAY.plusDays(1).toString()))))
                .isEqualTo("service.RENEWAL_GAP");
        ResponseEntity<JsonNode> other = api.yaml(HttpMethod.PUT, address, later.replace("terms/1", "terms/2"));
        long number = other.getBody().path("approval").asLong();
        assertThat(api.get("approvals/" + number).getBody().toString())
                .as("whoever approves sees that another version is asked")
                .contains("terms/1 (terms-csdl/schools)", "terms/2 (terms-csdl/schools)", "faith");
        api.write(HttpMethod.POST, "approvals/" + number + "/withdraw", null);
        ResponseEntity<JsonNode> asked = api.yaml(HttpMethod.PUT, address, later);
        assertThat(asked.getStatusCode().value())
                .as(String.valueOf(asked.getBody()))
                .isEqualTo(202);
        JsonNode shown = api.get("approvals/" + asked.getBody().path("approval").asLong())
                .getBody();
        assertThat(shown.toString())
                .contains(TODAY.plusDays(30).toString(), TODAY.plusDays(400).toString())
                .doesNotContain("a minute");
        assertThat(known.agreement("terms.renewed").orElseThrow().until()).isEqualTo(TODAY.plusDays(30));
        assertThat(api.approved(asked).getStatusCode().is2xxSuccessful()).isTrue();

        assertThat(known.agreement("terms.renewed").orElseThrow().until()).isEqualTo(TODAY.plusDays(400));
        assertThat(called()).isEqualTo(200);
        api.write(HttpMethod.DELETE, "agreements/terms.renewed", null);
        assertThat(called()).isEqualTo(404);
        JsonNode versions = api.get("agreements/terms.renewed/versions").getBody();
        assertThat(versions).hasSize(2);
        assertThat(versions.at("/1/renewed").asBoolean()).isTrue();
        assertThat(versions.at("/0/renewed").asBoolean()).isFalse();
        assertThat(versions.at("/0/endedBy").asText()).isEqualTo(Testers.TESTER);
        Testers.admit(state, "terms-viewer", "viewer", "G26");
        Testers.admit(state, "other-viewer", "viewer", "G27");
        assertThat(new ApiCaller(http, tokens, "terms-viewer")
                        .get("agreements/terms.renewed/versions")
                        .getBody())
                .hasSize(2);
        assertThat(new ApiCaller(http, tokens, "other-viewer")
                        .get("agreements/terms.renewed/versions")
                        .getStatusCode()
                        .value())
                .isEqualTo(404);
        assertThat(state.sql("select act from journal_entries where subject = 'agreement/terms.renewed'"
                                + " and act like 'agreement.%' order by id")
                        .query(String.class)
                        .list())
                .containsExactly("agreement.concluded", "agreement.renewed", "agreement.ended");
    }

    @Test
    void whatIsSensitiveIsGivenForAReasonOnly() throws IOException {
        write("nd-faith.instrument.yaml", decree("nd-faith", TODAY.plusDays(900)));
        known.refresh();
        String yaml = agreement("nd-faith", TODAY, TODAY.plusDays(30))
                .replace("terms.bhxh", "terms.faith")
                .replace("[name]", "[name, faith]");
        assertThat(api.yaml(HttpMethod.POST, "agreements?reason=x", yaml)
                        .getBody()
                        .toString())
                .contains("faith", "sensitive");
        assertThat(api.yaml(HttpMethod.POST, "agreements?reason=x", yaml + "because: { code: why }")
                        .getBody()
                        .toString())
                .contains("is not answered");
        ResponseEntity<JsonNode> asked =
                api.yaml(HttpMethod.POST, "agreements?reason=x", yaml + "because: { faith: Miễn học phí }");
        assertThat(api.get("approvals/" + asked.getBody().path("approval").asLong())
                        .getBody()
                        .toString())
                .contains("Miễn học phí", "13/2023/NĐ-CP");
        api.write(
                HttpMethod.POST, "approvals/" + asked.getBody().path("approval").asLong() + "/withdraw", null);
    }
}
