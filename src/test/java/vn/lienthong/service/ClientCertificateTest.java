package vn.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.catalina.LifecycleException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import vn.lienthong.agency.OpenCallersPort;
import vn.lienthong.testing.TestAuthority;
import vn.lienthong.testing.TestIdentity;

/** A program is known by its certificate, over real handshakes: by that one alone, as long as it counts, and where its key is. */
class ClientCertificateTest extends ServiceGround {
    private static final String SOAP = "/soap/pupil-status/v1";
    private static final String ENVELOPE = "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>"
            + "<ask xmlns=\"https://lienthong.vn/services/pupil-status/v1\"><personal_id>001210000001</personal_id>"
            + "<birth_date>2010-02-03</birth_date></ask></e:Body></e:Envelope>";
    private static final Instant NOW = Instant.now();

    @Autowired
    ServletWebServerApplicationContext hub;

    @Autowired
    CallerCertificates certificates;

    private OpenCallersPort open;
    private final TestIdentity own = TestIdentity.of("bhxh-certified");

    ClientCertificateTest() {
        super("bhxh-certified");
    }

    @BeforeAll
    void openThePort() {
        open = new OpenCallersPort(hub);
        assertThat(add("bhxh-certified", own, 0).getStatusCode().value()).isEqualTo(201);
    }

    @AfterAll
    void closeThePort() throws LifecycleException {
        open.close();
        state.sql("delete from service_certificates").update();
    }

    private ResponseEntity<JsonNode> add(String name, TestIdentity certificate, int overlapHours) {
        return add(name, certificate.pem(), overlapHours);
    }

    private ResponseEntity<JsonNode> add(String name, String pem, int overlapHours) {
        return api.write(
                HttpMethod.POST,
                "callers/" + name + "/certificates",
                Map.of("certificate", pem, "overlapHours", overlapHours));
    }

    private Asking with(TestIdentity shown) {
        return new Asking(open.number(), shown.shown());
    }

    private static HttpResponse<String> envelope(Asking who, String held) {
        return who.envelope(SOAP, held, "text/xml; charset=utf-8", ENVELOPE.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aProgramIsKnownByItsCertificateAlone() {
        Asking certified = with(own);

        HttpResponse<String> answer = certified.post(STATUS, null, AN);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"school_code\":\"s-1\"");
        assertThat(certified.get(STATUS + "/openapi.json", null).statusCode()).isEqualTo(200);
        assertThat(envelope(certified, null).body()).contains("<school_code>s-1</school_code>");
        assertThat(certified.get(SOAP + "?wsdl", null).statusCode()).isEqualTo(200);
        assertThat(state.sql(
                                "select count(*) from journal_entries where act = 'service.called' "
                                        + "and actor = 'caller/bhxh-certified' and under = 'agreement/pupil-status.bhxh' and outcome = 'done'")
                        .query(Long.class)
                        .single())
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void whoeverIsNotKnownByOneIsAStrangerWhateverHeShows() throws Exception {
        for (String name : List.of("cert-over", "cert-to-come", "cert-ended", "cert-gone")) {
            registered(name, "G26");
        }
        TestIdentity over = TestIdentity.of("x", NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofMinutes(1)));
        assertThat(certificates.add("cert-over", over.certificate(), "test", NOW.plus(Duration.ofDays(9))))
                .isTrue();
        TestIdentity toCome = TestIdentity.of("x", NOW.plus(Duration.ofHours(1)), NOW.plus(Duration.ofDays(9)));
        assertThat(add("cert-to-come", toCome, 0).getStatusCode().value()).isEqualTo(201);
        TestIdentity ended = TestIdentity.of("x");
        long number = add("cert-ended", ended, 0).getBody().path("number").asLong();
        TestIdentity gone = TestIdentity.of("x");
        assertThat(add("cert-gone", gone, 0).getStatusCode().value()).isEqualTo(201);
        assertThat(with(ended).post(STATUS, null, AN).statusCode()).isEqualTo(200);
        assertThat(with(gone).post(STATUS, null, AN).statusCode()).isEqualTo(200);
        Asking before = with(ended);
        assertThat(before.post(STATUS, null, AN).statusCode()).isEqualTo(200);
        api.write(HttpMethod.DELETE, "callers/cert-ended/certificates/" + number, null);
        assertThat(before.post(STATUS, null, AN).statusCode())
                .as("on the connection from before")
                .isEqualTo(401);
        api.write(HttpMethod.DELETE, "callers/cert-gone", null);

        Map<String, Asking> strangers = new LinkedHashMap<>();
        strangers.put("no certificate", new Asking(open.number(), TestAuthority.trusting()));
        strangers.put("one that nobody registered", with(TestIdentity.of("bhxh-certified")));
        strangers.put("another one for the same key", with(reissued(own)));
        strangers.put("one that is over", with(over));
        strangers.put("one that is not valid yet", with(toCome));
        strangers.put("one that was ended", with(ended));
        strangers.put("one of a program that has ended", with(gone));
        String none = Asking.whole(strangers.get("no certificate").post(STATUS, null, AN));
        String noneInEnvelope = Asking.whole(envelope(strangers.get("no certificate"), null));
        assertThat(none).startsWith("401\n").contains("service.TOKEN_NEEDED");
        assertThat(noneInEnvelope).startsWith("401\n").contains("service.TOKEN_NEEDED");
        strangers.forEach((why, stranger) -> {
            assertThat(Asking.whole(stranger.post(STATUS, null, AN))).as(why).isEqualTo(none);
            assertThat(Asking.whole(stranger.post("/data/none/v1", null, AN)))
                    .as(why)
                    .isEqualTo(none);
            assertThat(Asking.whole(envelope(stranger, null))).as(why).isEqualTo(noneInEnvelope);
        });
    }

    private static TestIdentity reissued(TestIdentity one) {
        return TestIdentity.of(
                "bhxh-certified",
                NOW.minus(Duration.ofDays(2)),
                NOW.plus(Duration.ofDays(800)),
                new KeyPair(one.certificate().getPublicKey(), one.key()));
    }

    @Test
    void aCertificateWithoutItsKeyOpensNothing() {
        TestIdentity thief = new TestIdentity(TestIdentity.of("thief").key(), own.certificate());

        assertThatThrownBy(() -> with(thief).post(STATUS, null, AN)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void allThatIsShownIsOfOneProgram() {
        String others = program.token("cert-other", registered("cert-other", "G26"));
        Asking certified = with(own);
        String stranger = Asking.whole(with(TestIdentity.of("x")).post(STATUS, null, AN));

        assertThat(certified.post(STATUS, token, AN).statusCode()).isEqualTo(200);
        assertThat(envelope(certified, token).statusCode()).isEqualTo(200);
        assertThat(program.post(STATUS, others, AN).statusCode()).isEqualTo(200);
        assertThat(Asking.whole(certified.post(STATUS, others, AN))).isEqualTo(stranger);
        assertThat(Asking.whole(certified.post(STATUS, "x", AN))).isEqualTo(stranger);
        assertThat(Asking.whole(certified.post(STATUS, null, AN, "Authorization", "Basic eDp5")))
                .isEqualTo(stranger);
        assertThat(envelope(certified, others).statusCode()).isEqualTo(401);
        assertThat(Asking.whole(with(TestIdentity.of("x")).post(STATUS, token, AN)))
                .isEqualTo(stranger);
        String signed = Signed.envelope("<x/>", "cert-other", "secret", "nonce-of-16-byte", NOW);
        assertThat(with(TestIdentity.of("x"))
                        .envelope(SOAP, null, "text/xml", signed.getBytes(StandardCharsets.UTF_8))
                        .body())
                .as("beside a certificate that is nobody's the envelope is not looked at")
                .contains("service.TOKEN_NEEDED");
    }

    @Test
    void noHeaderIsACertificate() throws Exception {
        String line = own.pem().replace("\n", " ").strip();
        Asking without = new Asking(open.number(), TestAuthority.trusting());
        for (String header : List.of(
                "X-Client-Cert",
                "SSL_CLIENT_CERT",
                "ssl-client-cert",
                "X-SSL-Client-Cert",
                "X-Forwarded-Client-Cert",
                "Client-Cert",
                "jakarta.servlet.request.X509Certificate")) {
            for (Asking one : List.of(without, program)) {
                assertThat(one.post(STATUS, null, AN, header, line).statusCode())
                        .as(header)
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void nothingButServicesIsAtThisPort() {
        Asking certified = with(own);

        for (String path :
                List.of("/", "/login", "/callers", "/api/v1/jobs", "/css/console.css", "/data", "/oauth2/token")) {
            HttpResponse<String> answer = certified.get(path, null);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(Asking.code(answer)).as(path).isEqualTo("agency.SERVICES_ONLY");
        }
        for (String path :
                List.of("/data/%2e%2e/login", "/data/..;/login", "/data//../login", "/soap/%2e%2e/api/v1/jobs")) {
            assertThat(certified.get(path, null).statusCode()).as(path).isBetween(400, 404);
        }
        assertThat(program.get("/login", null).statusCode()).isEqualTo(200);
    }

    @Test
    void aCertificateIsChangedWithoutAGapAndTwoCountAtMost() {
        registered("cert-changing", "G26");
        TestIdentity old = TestIdentity.of("old");
        TestIdentity fresh = TestIdentity.of("fresh");
        long first = add("cert-changing", old, 24).getBody().path("number").asLong();
        ResponseEntity<JsonNode> second = add("cert-changing", fresh, 24);
        assertThat(second.getBody().path("subject").asText()).isEqualTo("CN=fresh");
        assertThat(second.getBody().path("issuer").asText()).isEqualTo("CN=Authority that nobody knows");
        assertThat(with(old).post(STATUS, null, AN).statusCode()).isEqualTo(200);
        assertThat(with(fresh).post(STATUS, null, AN).statusCode()).isEqualTo(200);
        assertThat(code(add("cert-changing", TestIdentity.of("third"), 24))).isEqualTo("service.TWO_CERTIFICATES");
        Instant ends =
                Instant.parse(line("cert-changing").at("/certificates/0/ends").asText());
        assertThat(ends).isBetween(NOW.plus(Duration.ofHours(23)), NOW.plus(Duration.ofHours(25)));

        api.write(HttpMethod.DELETE, "callers/cert-changing/certificates/" + first, null);
        assertThat(with(old).post(STATUS, null, AN).statusCode()).isEqualTo(401);
        assertThat(with(fresh).post(STATUS, null, AN).statusCode()).isEqualTo(200);
        TestIdentity next = TestIdentity.of("next", NOW.plus(Duration.ofDays(10)), NOW.plus(Duration.ofDays(300)));
        assertThat(add("cert-changing", next, 0).getStatusCode().value()).isEqualTo(201);
        assertThat(with(fresh).post(STATUS, null, AN).statusCode())
                .as("until the next one is valid")
                .isEqualTo(200);
        assertThat(line("cert-changing").path("certificates")).hasSize(2);
        assertThat(state.sql("select act from journal_entries where subject = 'caller/cert-changing' order by id")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "caller.registered",
                        "caller.certificate-added",
                        "caller.certificate-added",
                        "caller.certificate-ended",
                        "caller.certificate-added");
    }

    @Test
    void whatCannotBeTakenIsToldWithItsReason() {
        registered("cert-wrong", "G26");
        Instant ends = NOW.plus(Duration.ofDays(90));
        TestIdentity weak = TestIdentity.of("weak", NOW, ends, TestIdentity.pair("RSA", 1024));
        TestIdentity over = TestIdentity.of("over", NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofMinutes(1)));
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("", "service.CERTIFICATE_UNREADABLE");
        wrong.put("CANARY", "service.CERTIFICATE_UNREADABLE");
        wrong.put(own.pem().substring(0, 200), "service.CERTIFICATE_UNREADABLE");
        wrong.put(own.pem().replace("MII", "AAA"), "service.CERTIFICATE_UNREADABLE");
        wrong.put(own.pem() + " ".repeat(20_000), "service.CERTIFICATE_UNREADABLE");
        wrong.put(own.pem() + TestIdentity.of("x").pem(), "service.CERTIFICATE_NOT_ALONE");
        wrong.put(own.pem() + "-----BEGIN EC PRIVATE KEY-----\nCANARY", "service.CERTIFICATE_WITH_KEY");
        wrong.put(weak.pem(), "service.CERTIFICATE_WEAK");
        wrong.put(over.pem(), "service.CERTIFICATE_OVER");
        wrong.put(own.pem(), "service.CERTIFICATE_TAKEN");
        wrong.forEach((pem, code) -> {
            ResponseEntity<JsonNode> refused = add("cert-wrong", pem, 0);
            assertThat(code(refused)).as(pem).isEqualTo(code);
            assertThat(String.valueOf(refused.getBody())).doesNotContain("CANARY", "Exception", "bhxh-certified");
        });
        assertThat(code(add("cert-wrong", TestIdentity.of("x"), 721))).isEqualTo("service.OVERLAP_INVALID");
        assertThat(code(add("cert-nobody", TestIdentity.of("x"), 0))).isEqualTo("service.CALLER_UNKNOWN");
        assertThat(code(api.write(HttpMethod.DELETE, "callers/cert-wrong/certificates/1", null)))
                .as("that of another program")
                .isEqualTo("service.CERTIFICATE_UNKNOWN");
        assertThat(with(own).post(STATUS, null, AN).statusCode()).isEqualTo(200);
        assertThat(line("cert-wrong").path("certificates")).isEmpty();
    }

    @Test
    void theEndOfTheLastCertificateIsToldBefore() {
        registered("cert-ending", "G26");
        add("cert-ending", TestIdentity.of("x", NOW.minus(Duration.ofDays(300)), NOW.plus(Duration.ofDays(20))), 0);
        assertThat(notice("cert-ending").path("urgent").asBoolean()).isFalse();
        assertThat(notice("cert-ending").at("/found/en").asText()).contains("days left");
        state.sql("update service_certificates set expires_at = now() + interval '6 days' where caller = 'cert-ending'")
                .update();
        assertThat(notice("cert-ending").path("urgent").asBoolean()).isTrue();
        assertThat(api.get("status").getBody().path("healthy").asBoolean()).isFalse();
        state.sql("update service_certificates set expires_at = now() - interval '1 day' where caller = 'cert-ending'")
                .update();
        assertThat(notice("cert-ending").at("/found/en").asText()).contains("ended at");

        add("cert-ending", TestIdentity.of("x"), 0);
        assertThat(notice("cert-ending").isMissingNode())
                .as("another one is there")
                .isTrue();
        api.write(HttpMethod.DELETE, "callers/cert-ending", null);
    }

    private JsonNode notice(String program) {
        return found(api.get("status").getBody().path("callers"), "program", program);
    }

    private JsonNode line(String name) {
        return found(api.get("callers").getBody(), "name", name);
    }

    private static JsonNode found(JsonNode all, String field, String value) {
        for (JsonNode one : all) {
            if (one.path(field).asText().equals(value)) {
                return one;
            }
        }
        return MissingNode.getInstance();
    }

    private static String code(ResponseEntity<JsonNode> answer) {
        return answer.getBody().path("code").asText();
    }
}
