package vn.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Principal;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.catalina.connector.Connector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import vn.lienthong.kernel.Certificates;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.TestAuthority;
import vn.lienthong.testing.TestCertificate;
import vn.lienthong.testing.TestIdentity;
import vn.lienthong.testing.TlsHello;

/** A hub that speaks TLS itself, and whose certificate is renewed while it runs. */
@HubTest
class TlsDoorTest {
    private static final Duration SECONDS = Duration.ofSeconds(60);
    private static TestCertificate laid;
    private static Path current;

    @LocalServerPort
    int port;

    @LocalManagementPort
    int managementPort;

    @Autowired
    ApiTokens tokens;

    @Autowired
    ServletWebServerApplicationContext hub;

    @Autowired
    JdbcClient state;

    private final HttpClient plain = HttpClient.newHttpClient();

    @DynamicPropertySource
    static void certificate(DynamicPropertyRegistry properties) throws IOException, GeneralSecurityException {
        laid = new TestCertificate(Files.createTempDirectory("lienthong-tls"));
        properties.add("LIENTHONG_TLS_CERT", () -> laid.cert().toString());
        properties.add("LIENTHONG_TLS_KEY", () -> laid.key().toString());
        properties.add("LIENTHONG_CALLERS_PORT", () -> "0");
        properties.add("lienthong.tls-look", () -> "250ms");
    }

    /** Every test begins with a pair that is well and in use. */
    @BeforeEach
    void renew() throws Exception {
        if (laid.current().equals(current) && notices().isEmpty() && shown().equals(fingerprint(current))) {
            return;
        }
        Path fresh = laid.issue("-1H");
        laid.swap(fresh);
        await().atMost(SECONDS).until(() -> shown().equals(fingerprint(fresh)));
        await().atMost(SECONDS).until(() -> notices().isEmpty());
        current = fresh;
    }

    @Test
    void whoComesByTlsGetsSecureCookiesAndIsToldToComeThisWayAlways() throws Exception {
        HttpResponse<String> answer = over(TestAuthority.trusting(), "/login?lang=vi", null);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Strict-Transport-Security"))
                .hasValue("max-age=31536000 ; includeSubDomains");
        assertThat(answer.headers().allValues("Set-Cookie"))
                .hasSizeGreaterThan(1)
                .allMatch(one -> one.contains("Secure"));
        assertThat(answer.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(one -> assertThat(one).contains("no-store"));
        assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
    }

    @Test
    void theHubAnswersUnderTheNamesOfItsCertificate() throws Exception {
        try (SSLSocket open = connect()) {
            assertThat(asked(open, "hub.example")).startsWith("HTTP/1.1 200");
            assertThat(asked(open, "sub.hub.example"))
                    .startsWith("HTTP/1.1 421")
                    .contains("Strict-Transport-Security: max-age=31536000", "X-Content-Type-Options: nosniff");
        }
    }

    /** Also with a renewed certificate: each test begins with one, and so does this. */
    @Test
    void theStrongestSuiteThatACallerOffersIsTaken() throws Exception {
        for (String suites : List.of("TLS_%s", "TLS_ECDHE_ECDSA_WITH_%s")) {
            String weaker = suites.formatted("AES_128_GCM_SHA256");
            String stronger = suites.formatted("AES_256_GCM_SHA384");
            try (SSLSocket socket =
                    (SSLSocket) TestAuthority.trusting().getSocketFactory().createSocket("127.0.0.1", port)) {
                socket.setEnabledCipherSuites(new String[] {weaker, stronger});
                socket.startHandshake();
                assertThat(socket.getSession().getCipherSuite()).isEqualTo(stronger);
            }
        }
    }

    @Test
    void plainHttpGetsNothing() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write("GET /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(said).startsWith("HTTP/1.1 400").contains("requires TLS").doesNotContain("Set-Cookie", "form");
        }
    }

    @Test
    void certificatesAreAskedForAtThePortOfProgramsAndNotWhereBrowsersCome() throws Exception {
        AtomicReference<Principal[]> asked = new AtomicReference<>();
        TestIdentity program = TestIdentity.of("tls-door");
        over(program.shown(asked), "/login", null);
        assertThat(asked.get()).as("at the hub's own port nobody is asked").isNull();

        try (SSLSocket socket =
                (SSLSocket) program.shown(asked).getSocketFactory().createSocket("127.0.0.1", callersPort())) {
            socket.startHandshake();
            assertThat(asked.get()).as("asked, whoever signed it").isEmpty();
            assertThat(fingerprint(socket)).isEqualTo(shown());
            assertThat(said(socket, "/data/none/v1")).startsWith("HTTP/1.1 401");
            state.sql("insert into service_callers (name, agency, created_by, created_at, expires_at) "
                            + "values ('tls-door', 'G26', 'test', now(), now() + interval '1 day')")
                    .update();
            state.sql(
                            "insert into service_certificates (caller, hash, subject, issuer, begins_at, expires_at, created_by, created_at) "
                                    + "values ('tls-door', :hash, '', '', now(), now() + interval '1 day', 'test', now())")
                    .param("hash", Certificates.sha256(program.certificate()))
                    .update();
            assertThat(said(socket, "/data/none/v1"))
                    .as("on the connection from before")
                    .startsWith("HTTP/1.1 404");
        }
    }

    @Test
    void aRenewedPairIsShownAtThePortOfProgramsAsWell() throws Exception {
        Path fresh = laid.issue("-1H");
        laid.swap(fresh);
        await().atMost(SECONDS).until(() -> shown().equals(fingerprint(fresh)));

        await().atMost(SECONDS).until(() -> shown(callersPort()).equals(fingerprint(fresh)));
    }

    private int callersPort() {
        for (Connector one :
                ((TomcatWebServer) hub.getWebServer()).getTomcat().getService().findConnectors()) {
            if (one instanceof CallersPort) {
                return one.getLocalPort();
            }
        }
        throw new AssertionError("no port for programs");
    }

    private static String said(SSLSocket open, String path) throws IOException {
        open.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return read(open);
    }

    @Test
    void healthStaysOnItsOwnPortOfThisMachineWithoutTls() throws Exception {
        HttpResponse<String> answer = plain.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/actuator/health"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.body()).isEqualTo("{\"status\":\"UP\",\"groups\":[\"liveness\",\"readiness\"]}");
    }

    @Test
    void oldVersionsAndWeakSuitesAreRefused() throws Exception {
        assertThat(TlsHello.answer(port, TlsHello.TLS_1_2, TlsHello.ECDHE_ECDSA_AES_128_GCM))
                .as("the same hello is taken where version and suite are well")
                .isEqualTo("hello");
        assertThat(TlsHello.answer(port, TlsHello.TLS_1_1, TlsHello.ECDHE_ECDSA_AES_128_CBC_SHA))
                .isEqualTo("alert 70");
        assertThat(TlsHello.answer(port, TlsHello.TLS_1_2, TlsHello.ECDHE_ECDSA_AES_128_CBC_SHA))
                .isEqualTo("alert 40");
    }

    @Test
    void aRenewedPairIsTakenUpWhileAnOpenConnectionLivesOn() throws Exception {
        String before = shown();
        Path fresh = laid.issue("-1H");
        try (SSLSocket open = connect()) {
            assertThat(asked(open)).startsWith("HTTP/1.1 200");
            laid.swap(fresh);
            await().atMost(SECONDS).until(() -> {
                assertThat(asked(open)).startsWith("HTTP/1.1 200"); // one that rests for five seconds is ended
                return shown().equals(fingerprint(fresh));
            });

            assertThat(asked(open)).as("on the connection from before").startsWith("HTTP/1.1 200");
            assertThat(fingerprint(open)).isEqualTo(before);
            assertThat(json("journal?act=tls.certificate-taken&limit=1").toString())
                    .contains(shown());
        }
    }

    @Test
    void filesThatAreReplacedOneByOneAreTakenUpOnceTheyFit() throws Exception {
        Path fresh = laid.issue("-1H");
        Path copy = Files.createDirectory(fresh.resolveSibling(fresh.getFileName() + "-by-name"));
        Files.copy(fresh.resolve("tls.crt"), copy.resolve("tls.crt"));
        Files.copy(fresh.resolve("tls.key"), copy.resolve("tls.key"));
        laid.swap(copy);
        await().atMost(SECONDS).until(() -> shown().equals(fingerprint(fresh)));

        Path next = laid.issue("-1H");
        rename(next, copy, "tls.crt");
        await().atMost(SECONDS).until(() -> notices().toString().contains("does not belong to"));
        assertThat(shown()).isEqualTo(fingerprint(fresh));
        rename(next, copy, "tls.key");
        await().atMost(SECONDS).until(() -> shown().equals(fingerprint(copy)));
        await().atMost(SECONDS).until(() -> notices().isEmpty());
    }

    @Test
    void aBadPairChangesNothingAndIsTold() throws Exception {
        String good = shown();
        Path half = laid.issue("-1H");
        String whole = Files.readString(half.resolve("tls.key"));
        Files.writeString(half.resolve("tls.key"), whole.substring(0, whole.length() / 2));
        laid.swap(half);
        told("There is no private key in PEM form", good);

        laid.swap(laid.issue("-40d"));
        told("has ended", good);

        laid.swap(laid.issue("+2d"));
        told("is not valid yet", good);

        Path missing = laid.issue("-1H");
        Files.delete(missing.resolve("tls.crt"));
        laid.swap(missing);
        told("cannot be read", good);

        JsonNode status = json("status");
        assertThat(status.path("healthy").asBoolean()).isFalse();
        assertThat(json("settings").toString()).contains("cannot be read", "Lay the file there");
        assertThat(over(TestAuthority.trusting(), "/login", null).statusCode()).isEqualTo(200);
    }

    @Test
    void aCertificateThatEndsSoonIsSpokenOf() throws Exception {
        laid.swap(laid.issue("-21d"));
        await().atMost(SECONDS).until(() -> notices().toString().contains("days left"));
        assertThat(notices().get(0).path("urgent").asBoolean()).isFalse();

        laid.swap(laid.issue("-28d"));
        await().atMost(SECONDS).until(() -> notices().path(0).path("urgent").asBoolean());
        assertThat(json("status").path("healthy").asBoolean()).isFalse();
    }

    @Test
    void aKeyThatEverybodyCanReadIsSpokenOf() throws Exception {
        assertThat(json("settings").toString()).doesNotContain("chmod o-r");

        Files.setPosixFilePermissions(laid.key(), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(json("settings").toString()).contains("Every user of this machine can read the key");
    }

    private void told(String what, String shownStill) {
        await().atMost(SECONDS).until(() -> notices().toString().contains(what));
        await().atMost(SECONDS).until(() -> shown().equals(shownStill));
    }

    private static void rename(Path from, Path to, String name) throws IOException {
        Files.move(
                from.resolve(name),
                to.resolve(name),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private JsonNode notices() throws Exception {
        return json("status").path("certificate");
    }

    private JsonNode json(String path) throws Exception {
        String token = tokens.issue("tester", "tls", Duration.ofMinutes(30)).token();
        return new ObjectMapper()
                .readTree(
                        over(TestAuthority.trusting(), "/api/v1/" + path, token).body());
    }

    private HttpResponse<String> over(SSLContext context, String path, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
                .header("Accept-Language", "en");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HttpClient.newBuilder()
                .sslContext(context)
                .build()
                .send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private SSLSocket connect() throws IOException, GeneralSecurityException {
        SSLSocket socket =
                (SSLSocket) TestAuthority.trusting().getSocketFactory().createSocket("127.0.0.1", port);
        socket.startHandshake();
        return socket;
    }

    private String shown() throws IOException, GeneralSecurityException {
        return shown(port);
    }

    private static String shown(int number) throws IOException, GeneralSecurityException {
        try (SSLSocket socket =
                (SSLSocket) TestAuthority.trusting().getSocketFactory().createSocket("127.0.0.1", number)) {
            socket.startHandshake();
            return fingerprint(socket);
        }
    }

    private static String fingerprint(SSLSocket socket) throws IOException, GeneralSecurityException {
        return sha256(socket.getSession().getPeerCertificates()[0].getEncoded());
    }

    private static String fingerprint(Path version) throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(version.resolve("tls.crt"))) {
            return sha256(CertificateFactory.getInstance("X.509")
                    .generateCertificate(in)
                    .getEncoded());
        }
    }

    private static String sha256(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** One request on a connection that stays open. */
    private static String asked(SSLSocket open) throws IOException {
        return asked(open, "localhost");
    }

    private static String asked(SSLSocket open, String host) throws IOException {
        open.getOutputStream()
                .write(("GET /fonts/OFL.txt HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return read(open);
    }

    private static String read(SSLSocket open) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) open.getInputStream().read());
        }
        Matcher length = Pattern.compile("content-length: ([0-9]+)")
                .matcher(head.toString().toLowerCase(Locale.ROOT));
        assertThat(length.find()).as(head.toString()).isTrue();
        open.getInputStream().skipNBytes(Long.parseLong(length.group(1)));
        return head.toString();
    }
}
