package vn.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import vn.lienthong.connector.Circuit;
import vn.lienthong.connector.Partners;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.testing.SoapPartner;

/** A service whose answers are a partner's: each call asks his system, under the same agreements, and shows nothing of him but what is agreed. */
class PartnerServiceTest extends ServiceGround {
    private static final String IN = "/data/in-register/v1";
    private static final ConnectorName REGISTER = new ConnectorName("data-register");
    private static final String CANARY = "canary-7731";

    private SoapPartner partner;

    @Autowired
    private Partners partners;

    PartnerServiceTest() {
        super("register-asker");
    }

    @BeforeAll
    void layPartnerOut() throws IOException {
        partner = new SoapPartner();
        Files.writeString(
                folders.connectors().resolve("destinations.yaml"),
                "- { agency: G03, hosts: [{ host: 127.0.0.1, ports: [%d] }] }\n".formatted(partner.port()),
                StandardOpenOption.APPEND);
        connector(5);
        service("in-register", "find", "cache: 0s");
        agreement("in-register.bhxh", "in-register/1", "G26", 5_000, 0, 30, "name, grade", "where: \"row.grade != 9\"");
        services.refresh();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> connectors.find(REGISTER).isPresent());
        services.refresh();
        assertThat(services.problems()).isEmpty();
    }

    private void connector(int timeout) throws IOException {
        String wsdl = partner.wsdl().get("pupils.wsdl").replaceAll("(?m)^", "      ");
        write("../connectors/data-register.connector.yaml", """
                connector: data-register
                title: { vi: Sổ, en: Register }
                agency: G03
                type: soap
                settings:
                  host: 127.0.0.1
                  port: %d
                  tls: "off"
                  path: %s
                  security: none
                  per_minute: 60000
                  timeout_seconds: %d
                  operations:
                    find: { operation: FindPupil }
                    brief: { operation: FindPupil, columns: { name: /name } }
                  wsdl:
                    pupils.wsdl: |
                %s
                datasets:
                  find: { from: find, classes: { name: personal, code: personal, "*": internal } }
                  brief: { from: brief, classes: { name: personal, code: personal, "*": internal } }
                """.formatted(
                        partner.port(), SoapPartner.path(), timeout, wsdl));
    }

    private void service(String name, String operation, String further) throws IOException {
        write(name + ".service.yaml", """
                service: %s
                version: 1
                title: { vi: Có trong sổ, en: In the register }
                agency: G03
                dataset: data-register/%s
                ask: [code]
                answer: [%s]
                person: code
                offer: [rest, soap]
                %s
                """.formatted(
                        name, operation, operation.equals("find") ? "name, grade, source" : "name", further));
    }

    @BeforeEach
    void people() {
        partner.asked().clear();
        partner.rows().clear();
        partner.goodFor(Integer.MAX_VALUE);
        partner.blurts(false);
        partner.behind(new CountDownLatch(0));
        pupil("k1", 3);
        pupil("k2", 4);
        pupil("k9", 9);
        partners.partner(REGISTER).answered();
    }

    private void pupil(String code, int grade) {
        SoapPartner.Pupil pupil = new SoapPartner.Pupil();
        pupil.code = code;
        pupil.name = "Vừ Mí Ổn " + code;
        pupil.grade = grade;
        pupil.source = CANARY;
        partner.rows().add(pupil);
    }

    @AfterAll
    void partnerLeaves() {
        partner.close();
    }

    private HttpResponse<String> ask(String code) {
        return program.post(IN, token, "{\"code\":\"" + code + "\"}");
    }

    @Test
    void aCallAsksThePartnerAndAnswersTheFieldsOfTheAgreement() {
        HttpResponse<String> answer = ask("k1");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"service\":\"in-register/1\",\"rows\":[{\"name\":\"Vừ Mí Ổn k1\",\"grade\":3}]}");
        assertThat(partner.asked()).containsExactly("FindPupil k1");
        Map<String, Object> entry = state.sql("""
                        select actor, outcome, under, details ->> 'fields' as fields, encode(person, 'hex') as person
                        from journal_entries where act = 'service.called' and subject = 'service/in-register/1'
                        order by id desc limit 1
                        """).query().singleRow();
        assertThat(entry)
                .containsEntry("actor", "caller/register-asker")
                .containsEntry("outcome", "done")
                .containsEntry("under", "agreement/in-register.bhxh")
                .containsEntry("fields", "name, grade");
        assertThat(String.valueOf(entry.get("person"))).hasSize(32);
    }

    @Test
    void itIsAskedInEnvelopesAsWell() {
        HttpResponse<String> answer =
                program.envelope("/soap/in-register/v1", token, "text/xml", """
                <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
                <ask xmlns="https://lienthong.vn/services/in-register/v1"><code>k2</code></ask></s:Body></s:Envelope>
                """.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("Vừ Mí Ổn k2").doesNotContain(CANARY);
        assertThat(program.get("/soap/in-register/v1?wsdl", token).body()).contains("grade");
    }

    @Test
    void whatIsNotAgreedLooksLikeWhatThePartnerDoesNotHave() {
        String other = program.token("register-stranger", registered("register-stranger", "G27"));
        String nobody = Asking.whole(ask("k3"));
        assertThat(nobody).startsWith("404\n").contains("service.NOTHING_HERE");
        assertThat(Asking.whole(ask("k9"))).as("outside the filter").isEqualTo(nobody);
        assertThat(Asking.whole(ask("wrong-1"))).as("declined, under a filter").isEqualTo(nobody);
        partner.asked().clear();
        assertThat(Asking.whole(program.post(IN, other, "{\"code\":\"k1\"}"))).isEqualTo(nobody);
        assertThat(Asking.whole(program.get("/data/in-register/v1/rows", token)))
                .isEqualTo(nobody);
        assertThat(partner.asked()).as("asked for those who may not").isEmpty();
    }

    @Test
    void ofMoreThanWasAskedNothingIsGiven() {
        partner.blurts(true);

        assertThat(ask("k1").body()).contains("Vừ Mí Ổn k1").doesNotContain("k2", "k9", CANARY);
    }

    @Test
    void rowsThatAreSaidToBeNobodysAreRefusedWhereTheyAreSeveral() throws IOException {
        service("brief-register", "brief", "");
        agreement("brief-register.bhxh", "brief-register/1", "G26", 5_000, 0, 30, "name", "contact: a@b.example");
        services.refresh();
        assertThat(program.post("/data/brief-register/v1", token, "{\"code\":\"k1\"}")
                        .body())
                .contains("Vừ Mí Ổn k1");

        partner.blurts(true);
        HttpResponse<String> answer = program.post("/data/brief-register/v1", token, "{\"code\":\"k1\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.body()).doesNotContain("Vừ");
        assertThat(lastWhy("brief-register")).isEqualTo("service.ANSWERED_MORE");

        partner.blurts(false);
        HttpResponse<String> declined = program.post("/data/brief-register/v1", token, "{\"code\":\"wrong-1\"}");
        assertThat(declined.statusCode()).as(declined.body()).isEqualTo(422);
        assertThat(Asking.code(declined)).isEqualTo("service.ASK_DECLINED");
        assertThat(declined.body()).doesNotContain("no such code");
    }

    private String lastWhy(String service) {
        return state.sql("""
                        select details ->> 'why' from journal_entries
                        where act = 'service.called' and subject = :subject order by id desc limit 1
                        """)
                .param("subject", "service/" + service + "/1")
                .query(String.class)
                .single();
    }

    @Test
    void aPartnerWhoFailsIsACodedErrorWithoutHisWordsAndIsThenLeftAlone() {
        partner.goodFor(0);
        for (int i = 0; i < 5; i++) {
            assertAway(ask("k1"));
        }
        assertThat(lastWhy("in-register")).isEqualTo("service.PARTNER_FAULT");
        assertThat(partners.circuit(REGISTER)).isEqualTo(Circuit.OPEN);
        int before = partner.asked().size();

        HttpResponse<String> rests = ask("k1");

        assertAway(rests);
        assertThat(Long.parseLong(rests.headers().firstValue("retry-after").orElseThrow()))
                .isBetween(1L, 11L);
        assertThat(partner.asked()).hasSize(before);
        assertThat(lastWhy("in-register")).isEqualTo("connector.PARTNER_RESTS");
        JsonNode route = api.get("routes/service.in-register.v1").getBody().path("route");
        assertThat(route.path("circuit").asText()).isEqualTo("OPEN");
        assertThat(route.path("health").path("code").asText()).isEqualTo("partner-rests");
    }

    private void assertAway(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(Asking.code(answer)).isEqualTo("service.NO_ANSWER_NOW");
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
        assertThat(answer.body())
                .doesNotContain(
                        "127.0.0.1", String.valueOf(partner.port()), "register failed", "data-register", "Fault");
    }

    @Test
    void aSlowPartnerIsWaitedForNoLongerThanTheServiceWaits() throws IOException {
        CountDownLatch gate = new CountDownLatch(1);
        partner.behind(gate);
        connector(60);
        await().atMost(Duration.ofSeconds(30)).until(timeout(60));
        try {
            long began = System.nanoTime();
            assertAway(ask("k1"));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
            assertThat(partner.asked()).as("asked once, and not again").hasSize(1);
        } finally {
            gate.countDown();
            connector(5);
            await().atMost(Duration.ofSeconds(30)).until(timeout(5));
        }
    }

    private Callable<Boolean> timeout(int seconds) {
        return () -> connectors
                .get(REGISTER)
                .settings()
                .get("timeout_seconds")
                .toString()
                .equals(String.valueOf(seconds));
    }

    @Test
    void answersAreKeptWhereTheServiceSaysSo() throws IOException {
        service("kept-register", "find", "cache: 1h");
        agreement("kept-register.bhxh", "kept-register/1", "G26", 5_000, 0, 30, "grade", "contact: a@b.example");
        services.refresh();
        for (int i = 0; i < 3; i++) {
            assertThat(program.post("/data/kept-register/v1", token, "{\"code\":\"k2\"}")
                            .body())
                    .contains("\"grade\":4");
            assertThat(program.post("/data/kept-register/v1", token, "{\"code\":\"k8\"}")
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(partner.asked()).containsExactly("FindPupil k2", "FindPupil k8");
        assertThat(state.sql("select count(*) from journal_entries where act = 'service.called' and subject = :subject")
                        .param("subject", "service/kept-register/1")
                        .query(Long.class)
                        .single())
                .isEqualTo(6);
    }

    @Test
    void aDeadPartnerIsACodedErrorAndTheServiceAnswersWhenHeIsBack() throws IOException {
        partner.close();
        try {
            assertAway(ask("k1"));
            assertThat(partners.circuit(REGISTER)).isEqualTo(Circuit.CLOSED);
        } finally {
            partner = new SoapPartner();
            Files.writeString(
                    folders.connectors().resolve("destinations.yaml"),
                    "- { agency: G03, hosts: [{ host: 127.0.0.1, ports: [%d] }] }\n".formatted(partner.port()),
                    StandardOpenOption.APPEND);
            connector(5);
        }
        pupil("k1", 3);
        await().atMost(Duration.ofMinutes(1)).until(() -> ask("k1").statusCode() == 200);
    }
}
