package vn.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import vn.lienthong.kernel.Certificates;
import vn.lienthong.kernel.HubException;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.TestIdentity;

/** A hub that is reached by a name of its own, through a proxy that ends TLS. */
@HubTest
@TestPropertySource(
        properties = {
            "LIENTHONG_HOSTS=lienthong.example, Hub.example",
            "LIENTHONG_PROXIES=127.0.0.1",
        })
class BehindProxyTest {
    private static final String PROXY = "127.0.0.1";
    private static final String SOMEBODY = "127.0.0.5";

    @LocalServerPort
    int port;

    @Autowired
    ServletWebServerApplicationContext hub;

    @Autowired
    JdbcClient state;

    @Test
    void theHubAnswersUnderTheNamesThatWereListed() throws Exception {
        assertThat(login(PROXY, "lienthong.example")).startsWith("HTTP/1.1 200");
        assertThat(login(PROXY, "HUB.example:443")).startsWith("HTTP/1.1 200");
        assertThat(login(PROXY, "sub.hub.example")).startsWith("HTTP/1.1 421");
    }

    @Test
    void whatCameByHttpsIsAnsweredForHttps() throws Exception {
        String answer = login(PROXY, "hub.example", "X-Forwarded-Proto: https");

        assertThat(answer).containsPattern("Set-Cookie: LIENTHONG=[^\r]*; Secure; HttpOnly; SameSite=Strict");
        assertThat(answer).containsPattern("Set-Cookie: lienthong-lang=[^\r]*Secure");
        assertThat(answer).contains("Strict-Transport-Security: max-age=31536000");
    }

    @Test
    void whoSignsOutLeavesNothingInTheBrowser() throws Exception {
        String page = login(PROXY, "hub.example", "X-Forwarded-Proto: https");
        String body = "_csrf=" + page.replaceAll("(?s).*?name=\"_csrf\"[^>]*value=\"([^\"]+)\".*", "$1");
        String cookie = page.replaceAll("(?s).*Set-Cookie: (LIENTHONG=[^;]*);.*", "$1");

        String answer = said(
                PROXY,
                "POST /logout HTTP/1.1\r\nHost: hub.example\r\nX-Forwarded-Proto: https\r\nCookie: " + cookie
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length()
                        + "\r\nConnection: close\r\n\r\n" + body);

        assertThat(answer).contains("Location: /login?left", "Clear-Site-Data: \"cache\", \"storage\"");
    }

    @Test
    void whatCameByHttpIsNot() throws Exception {
        for (String header : List.of("X-Forwarded-Proto: http", "X-Other: none")) {
            assertThat(login(PROXY, "hub.example", header))
                    .contains("Set-Cookie: LIENTHONG=")
                    .doesNotContain("Secure", "Strict-Transport-Security");
        }
    }

    @Test
    void nobodyButTheProxyIsBelieved() throws Exception {
        assertThat(login(SOMEBODY, "hub.example", "X-Forwarded-Proto: https"))
                .contains("Set-Cookie: LIENTHONG=")
                .doesNotContain("Secure", "Strict-Transport-Security");
    }

    /** All come from the proxy's address; each has places of his own by the one that the proxy names. */
    @Test
    void thePlacesOfStrangersGoByTheAddressThatTheProxyNames() throws Exception {
        StalledSenders.Attempt many = new StalledSenders.Attempt(port, PROXY, "X-Forwarded-For: 198.51.100.7");
        try (StalledSenders stalled = StalledSenders.fill(many)) {
            assertThat(signIn("X-Forwarded-For: 198.51.100.7")).startsWith("HTTP/1.1 503");
            assertThat(signIn("X-Forwarded-For: 198.51.100.8")).startsWith("HTTP/1.1 403");
        }
    }

    /** Its own certificate may be known, yet whoever stands behind it has not shown it. */
    @Test
    void aCertificateOfTheProxyIsNotThatOfItsCallers() throws Exception {
        TestIdentity proxy = TestIdentity.of("proxy");
        state.sql("insert into service_callers (name, agency, created_by, created_at, expires_at) "
                        + "values ('behind-proxy', 'G26', 'test', now(), now() + interval '1 day')")
                .update();
        state.sql(
                        "insert into service_certificates (caller, hash, subject, issuer, begins_at, expires_at, created_by, created_at) "
                                + "values ('behind-proxy', :hash, '', '', now(), now() + interval '1 day', 'test', now())")
                .param("hash", Certificates.sha256(proxy.certificate()))
                .update();
        try (OpenCallersPort open = new OpenCallersPort(hub)) {
            assertThat(over(proxy, SOMEBODY, open.number())).startsWith("HTTP/1.1 404");
            assertThat(over(proxy, PROXY, open.number())).startsWith("HTTP/1.1 401");
        }
    }

    private static String over(TestIdentity shown, String from, int number) throws IOException {
        try (Socket socket =
                shown.shown().getSocketFactory().createSocket("127.0.0.1", number, InetAddress.getByName(from), 0)) {
            socket.getOutputStream()
                    .write("GET /data/none/v1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://hub.example", "hub.example:8443", "*", "-"})
    void aHostThatIsNoNameKeepsTheHubFromStarting(String host) {
        assertThatThrownBy(() -> new DoorSettings(Set.of(host), List.of()))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("LIENTHONG_HOSTS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/8", "proxy.example", ".*", "10.0.0"})
    void aProxyThatIsNoAddressKeepsTheHubFromStarting(String proxy) {
        assertThatThrownBy(() -> new DoorSettings(Set.of(), List.of(proxy)))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("LIENTHONG_PROXIES");
    }

    private String login(String from, String host, String... headers) throws IOException {
        String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return said(
                from, "GET /login?lang=vi HTTP/1.1\r\nHost: " + host + "\r\n" + lines + "Connection: close\r\n\r\n");
    }

    private String signIn(String header) throws IOException {
        return said(
                PROXY,
                "POST /api/v1/tokens HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + header
                        + "\r\nContent-Length: 29\r\nConnection: close\r\n\r\n{\"firstStartToken\":\"guessed\"}");
    }

    private String said(String from, String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port, InetAddress.getByName(from), 0)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
