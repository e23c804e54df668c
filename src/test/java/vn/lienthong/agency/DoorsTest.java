package vn.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.Aside;
import vn.lienthong.testing.HubTest;

@HubTest
class DoorsTest {
    @Autowired
    TestRestTemplate http;

    @Autowired
    SignInToken signIn;

    @Autowired
    JdbcClient state;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @LocalServerPort
    int port;

    @LocalManagementPort
    int management;

    @Autowired
    ApiTokens tokens;

    @Test
    void theApiIsClosedToStrangersAndSaysHowToEnter() {
        ResponseEntity<JsonNode> answer = http.getForEntity("/api/v1/status", JsonNode.class);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(answer.getBody().get("code").asText()).isEqualTo("agency.SIGN_IN_NEEDED");
        assertThat(answer.getBody().get("remedy").asText()).contains("Bearer");
    }

    /** Found in the running hub, so that an address that comes tomorrow is asked too. */
    @Test
    void everyAddressIsClosedToStrangersButThoseThatLetThemIn() throws Exception {
        Set<String> asked = new TreeSet<>();
        Set<String> open = new TreeSet<>();
        for (RequestMappingInfo mapping : mappings.getHandlerMethods().keySet()) {
            for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
                for (String pattern : mapping.getPatternValues()) {
                    asked.add(method + " " + pattern);
                    if (!closed(method, pattern.replaceAll("\\{[^}]*}", "1"))) {
                        open.add(method + " " + pattern);
                    }
                }
            }
        }

        assertThat(asked).hasSizeGreaterThan(60).contains("POST /jobs/{name}/gap", "GET /api/v1/jobs");
        assertThat(open)
                .containsExactlyInAnyOrder(
                        "GET /login",
                        "GET /login/oidc/{provider}",
                        "GET /login/oidc/{provider}/finish",
                        "GET /login/left",
                        "GET /invitation",
                        "POST /api/v1/tokens",
                        "POST /oauth2/token",
                        "GET /schemas/{kind:[a-z-]+}.json");
    }

    @Test
    void theFirstStartTokenWorksOnceAndLiesInAnOwnerOnlyFile() throws Exception {
        signIn.provide();
        String token = Files.readString(signIn.file()).strip();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(signIn.file())))
                .isEqualTo("rw-------");

        ResponseEntity<JsonNode> first = exchange(token);
        assertThat(first.getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(Files.readString(signIn.file())).doesNotContain(token);
        assertThat(exchange(token).getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CANARY of a stranger", "canary\u0000", "canary\nline"})
    void whatAStrangerWritesStandsNowhere(String purpose) {
        ResponseEntity<JsonNode> answer = http.postForEntity(
                "/api/v1/tokens", Map.of("firstStartToken", "guessed", "purpose", purpose), JsonNode.class);

        assertThat(answer.getStatusCode().is4xxClientError()).isTrue();
        assertThat(answer.getBody().get("remedy").asText()).isNotBlank();
        assertThat(state.sql("select count(*) from journal_entries where subject ilike '%canary%'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud800", "a\\udc00\\ud800"})
    void whatIsNoTextIsNoPassword(String password) {
        HttpHeaders json = new HttpHeaders();
        json.setContentType(MediaType.APPLICATION_JSON);
        String body = "{\"person\": \"nobody\", \"password\": \"" + password + "\", \"code\": \"1\"}";

        assertThat(http.postForEntity("/api/v1/tokens", new HttpEntity<>(body, json), JsonNode.class)
                        .getStatusCode()
                        .value())
                .isEqualTo(400);
    }

    @Test
    void aTokenOpensTheApi() throws Exception {
        signIn.provide();
        String token = exchange(Files.readString(signIn.file()).strip())
                .getBody()
                .get("token")
                .asText();
        HttpHeaders headers = new HttpHeaders();
        headers.setBearerAuth(token);

        ResponseEntity<String> answer =
                http.exchange("/api/v1/openapi", HttpMethod.GET, new HttpEntity<>(headers), String.class);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.OK);
    }

    @Test
    void aRevokedTokenOpensNothingAndTheJournalSaysWhoRevokedIt() throws Exception {
        ApiCaller keeper = new ApiCaller(http, tokens);
        String lost = tokens.issue("tester", "lost", Duration.ofHours(1)).token();
        HttpHeaders headers = new HttpHeaders();
        headers.setBearerAuth(lost);
        HttpEntity<Void> withLost = new HttpEntity<>(headers);
        JsonNode listed = listed(keeper, "lost");
        assertThat(listed.toString()).doesNotContain(lost).doesNotContain("hash");

        String path = "tokens/" + listed.get("number").asLong();
        assertThat(http.exchange("/api/v1/tokens", HttpMethod.GET, withLost, String.class)
                        .getStatusCode())
                .isEqualTo(HttpStatus.OK);
        assertThat(keeper.write(HttpMethod.DELETE, path, null).getStatusCode()).isEqualTo(HttpStatus.NO_CONTENT);

        assertThat(http.exchange("/api/v1/tokens", HttpMethod.GET, withLost, String.class)
                        .getStatusCode())
                .isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(state.sql("select actor from journal_entries where act = 'token.revoked' and subject = 'token/lost'")
                        .query(String.class)
                        .single())
                .isEqualTo("tester");
        assertThat(keeper.write(HttpMethod.DELETE, "tokens/987654", null)
                        .getBody()
                        .get("code")
                        .asText())
                .isEqualTo("agency.TOKEN_UNKNOWN");
        assertThat(http.exchange("/api/v1/" + path, HttpMethod.DELETE, null, String.class)
                        .getStatusCode())
                .isEqualTo(HttpStatus.UNAUTHORIZED);
    }

    @Test
    void strangersAreNotToldWhereTheHubKeepsItsData() {
        assertThat(http.getForEntity("/login", String.class).getBody())
                .contains("name=\"token\"")
                .doesNotContain(signIn.file().toString())
                .doesNotContain(signIn.file().getParent().toString());
    }

    /** A browser would ask for ever, and complain each time of a page where it waits for news. */
    @Test
    void aStreamIsToldToAskNoMoreRatherThanShownTheSignInPage() {
        HttpHeaders news = new HttpHeaders();
        news.setAccept(List.of(MediaType.TEXT_EVENT_STREAM));

        assertThat(http.exchange("/events?page=jobs", HttpMethod.GET, new HttpEntity<>(news), String.class)
                        .getStatusCode())
                .isEqualTo(HttpStatus.NO_CONTENT);
    }

    @Test
    void nobodyFindsAnythingAtTheAddressOfTheErrorPage() {
        HttpHeaders people = new HttpHeaders();
        people.setAccept(List.of(MediaType.TEXT_HTML));
        ResponseEntity<String> page = http.exchange("/error", HttpMethod.GET, new HttpEntity<>(people), String.class);
        ResponseEntity<String> problem = http.getForEntity("/error", String.class);

        assertThat(page.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(page.getBody()).contains("404").doesNotContain("999");
        assertThat(problem.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(problem.getBody()).doesNotContain("999");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quarantine?job=",
                "quarantine?state=",
                "quarantine/groups?job=",
                "journal?act=",
                "journal?subject="
            })
    void aZeroByteInAParameterIsTheCallersMistake(String address) {
        ApiCaller caller = new ApiCaller(http, tokens);

        assertThat(caller.get(address + "\0").getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    }

    @Test
    void aZeroByteInATextIsTheCallersMistake() {
        assertThat(http.postForEntity("/api/v1/tokens", Map.of("firstStartToken", "a\0b"), String.class)
                        .getStatusCode())
                .isEqualTo(HttpStatus.BAD_REQUEST);
    }

    @Test
    void nothingOfAStrangersIsReadAsYaml() {
        HttpHeaders yaml = new HttpHeaders();
        yaml.setContentType(MediaType.parseMediaType("application/yaml"));

        ResponseEntity<String> answer = http.postForEntity(
                "/api/v1/tokens", new HttpEntity<>("x: " + "a".repeat(3_000_000), yaml), String.class);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void strangersWhoNeverFinishTheirRequestsKeepNobodyOut() throws Exception {
        List<Socket> stalled = new ArrayList<>();
        try {
            for (int i = 0; i < 250; i++) {
                Socket socket = new Socket("127.0.0.1", port);
                stalled.add(socket);
                socket.getOutputStream()
                        .write(("POST /api/v1/tokens HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                        + "Content-Length: 100000\r\n\r\n{")
                                .getBytes(StandardCharsets.US_ASCII));
            }

            ResponseEntity<String> answer = Aside.supply(() -> http.getForEntity("/login", String.class))
                    .get(20, TimeUnit.SECONDS);

            assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.OK);
        } finally {
            for (Socket socket : stalled) {
                socket.close();
            }
        }
    }

    /** A byte now and then keeps a body alive for days: where it is read, and where the answer has been given without it. */
    @Test
    void whoSendsAByteNowAndThenKeepsNobodyOutAndIsLetGo() throws Exception {
        List<String> lines = List.of(
                "POST /api/v1/jobs",
                "POST /api/v1/tokens",
                "POST /api/v1/%74okens",
                "POST /login",
                "GET /css/console.css");
        List<Socket> slow = new ArrayList<>();
        try (SlowSenders senders = new SlowSenders(slow)) {
            for (int i = 0; i < 250; i++) {
                Socket socket = new Socket("127.0.0.1", port);
                socket.setSoTimeout(30_000);
                slow.add(socket);
                socket.getOutputStream()
                        .write((lines.get(i % lines.size())
                                        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                        + "Content-Length: 100000\r\n\r\n{")
                                .getBytes(StandardCharsets.US_ASCII));
            }
            senders.begin();

            ResponseEntity<String> answer = Aside.supply(() -> http.getForEntity("/login", String.class))
                    .get(20, TimeUnit.SECONDS);

            assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.OK);
            for (Socket socket : slow) {
                assertThat(isLetGo(socket)).isTrue();
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void whoIsRefusedReadsTheAnswerAlsoWhenHisBodyComesAfterIt() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(30_000);
            byte[] body = new byte[50_000];
            socket.getOutputStream()
                    .write(("POST /api/v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 401");
            socket.getOutputStream().write(body);
            socket.getOutputStream()
                    .write("GET /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("agency.SIGN_IN_NEEDED")
                    .contains("HTTP/1.1 200");
        }
    }

    @Test
    void anAddressWrittenInAnotherWayIsTheSameDoor() throws Exception {
        signIn.provide();
        HttpHeaders headers = new HttpHeaders();
        headers.set("Idempotency-Key", "kept-" + System.nanoTime());
        HttpEntity<Map<String, String>> exchange = new HttpEntity<>(
                Map.of("firstStartToken", Files.readString(signIn.file()).strip()), headers);
        URI tokens = URI.create("http://127.0.0.1:" + port + "/api/v1/%74okens");
        ResponseEntity<JsonNode> first = http.exchange(tokens, HttpMethod.POST, exchange, JsonNode.class);
        ResponseEntity<JsonNode> second = http.exchange(tokens, HttpMethod.POST, exchange, JsonNode.class);
        ResponseEntity<String> error =
                http.getForEntity(URI.create("http://127.0.0.1:" + port + "/%65rror"), String.class);

        assertThat(first.getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(second.getStatusCode())
                .as("a token is shown once and kept nowhere")
                .isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(error.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
    }

    @Test
    void aStrangerIsSentToSignInHereAndNotToAHostThatHeNames() throws Exception {
        String answer = said("GET / HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Host: evil.example\r\n"
                + "X-Forwarded-Proto: https\r\nConnection: close\r\n\r\n");

        assertThat(answer).contains("Location: /login").doesNotContain("evil", "Secure", "Strict-Transport-Security");
    }

    /** Another site may give its name our address: its page, of the same origin then, shall see nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "evil.example:1", "[::2]", ""
            })
    void nothingIsAnsweredUnderTheNameOfAnotherSite(String host) throws Exception {
        for (String line : List.of("GET /login", "POST /api/v1/tokens", "GET /api/v1/status", "GET /nowhere")) {
            assertThat(said(line + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 421")
                    .contains("agency.HOST_UNKNOWN", "LIENTHONG_HOSTS")
                    .doesNotContain("evil", "name=\"token\"", "Set-Cookie");
        }
        assertThat(said(management, "GET /actuator/health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421")
                .doesNotContain("UP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LocalHost:80", "localhost.:8080", "127.0.0.1:1", "127.0.0.2", "[::1]:8080"})
    void underTheMachinesOwnNamesTheHubAnswers(String host) throws Exception {
        assertThat(said("GET /login HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void theLookAtItsHealthNeedsNoName() throws Exception {
        assertThat(said(management, "GET /actuator/health/readiness HTTP/1.0\r\n\r\n"))
                .contains(" 200");
        assertThat(said(
                        management,
                        "GET /actuator/health HTTP/1.1\r\nHost: 127.0.0.1:" + management
                                + "\r\nConnection: close\r\n\r\n"))
                .contains("UP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/prometheus", "/metrics", "/env", "/heapdump", "/beans", "/loggers", "/health/../env"})
    void theManagementPortTellsStrangersThatTheHubLivesAndNothingElse(String path) throws Exception {
        assertThat(said(
                        management,
                        "GET /actuator" + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .containsPattern("^HTTP/1.1 (302|40[0134])")
                .doesNotContain("jvm", "lienthong_", "LIENTHONG_DB");
    }

    @Test
    void whoKeepsAllPlacesOfHisAddressKeepsNobodyElseFromSigningIn() throws Exception {
        try (StalledSenders stalled =
                StalledSenders.fill(new StalledSenders.Attempt(port, "127.0.0.9", "X-Forwarded-For: 10.1.2.3"))) {
            assertThat(exchange("guessed").getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
        }
    }

    @Test
    void everyPageCarriesAStrictContentPolicy() {
        ResponseEntity<String> answer = http.getForEntity("/login", String.class);

        assertThat(answer.getHeaders().getFirst("Content-Security-Policy"))
                .contains("default-src 'self'")
                .contains("frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'", "form-action 'self'")
                .containsPattern("script-src 'self' 'nonce-[^']{20,}'")
                .doesNotContain("unsafe", "https:", "*");
        assertThat(answer.getHeaders().getFirst("Referrer-Policy")).isEqualTo("same-origin");
    }

    @Test
    void aFormWithoutItsTokenChangesNothing() throws Exception {
        signIn.provide();
        Visitor first = new Visitor(port);
        Map<String, String> token =
                Map.of("token", Files.readString(signIn.file()).strip());
        assertThat(first.forged("/login", token).statusCode()).isEqualTo(403);
        first.post("/login", "/login", token);
        assertThat(first.isIn()).isTrue();
        assertThat(first.forged("/logout", Map.of()).statusCode()).isEqualTo(403);
        assertThat(first.isIn()).isTrue();
    }

    @Test
    void whatProgramsGetIsNoPageAndForNoOtherSite() throws IOException {
        String answer = said("GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\nOrigin: https://other.example\r\n"
                + "Connection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 401")
                .contains("Content-Security-Policy: default-src 'self'", "frame-ancestors 'none'")
                .contains("X-Content-Type-Options: nosniff", "no-store")
                .doesNotContain("Access-Control-");
    }

    @Test
    void nobodyGetsHisOwnRequestBack() throws IOException {
        assertThat(said("TRACE /login HTTP/1.1\r\nHost: localhost\r\nX-Mark: mirrored\r\nConnection: close\r\n\r\n"))
                .doesNotStartWith("HTTP/1.1 200")
                .doesNotContain("mirrored");
    }

    private String said(String request) throws IOException {
        return said(port, request);
    }

    private static String said(int port, String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private boolean closed(RequestMethod method, String path) throws Exception {
        HttpResponse<Void> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .method(method.name(), HttpRequest.BodyPublishers.ofString("{}"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
        boolean toSignIn = answer.headers().firstValue("Location").orElse("").equals("/login");
        return toSignIn || List.of(401, 403).contains(answer.statusCode());
    }

    /** Whether the hub ends a connection, with or without what it has still to say. */
    private static boolean isLetGo(Socket socket) throws IOException {
        try {
            return socket.getInputStream().readAllBytes().length >= 0;
        } catch (SocketTimeoutException held) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    /** Sends a byte on each connection from time to time, as long as it is open. */
    private static final class SlowSenders implements AutoCloseable {
        private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        private final List<Socket> sockets;

        SlowSenders(List<Socket> sockets) {
            this.sockets = sockets;
        }

        void begin() {
            clock.scheduleWithFixedDelay(() -> List.copyOf(sockets).forEach(this::send), 0, 1, TimeUnit.SECONDS);
        }

        private void send(Socket socket) {
            try {
                socket.getOutputStream().write('a');
            } catch (IOException ended) {
                // the hub let it go, which is what the test waits for
                return;
            }
        }

        @Override
        public void close() {
            clock.shutdownNow();
        }
    }

    private ResponseEntity<JsonNode> exchange(String token) {
        return http.postForEntity("/api/v1/tokens", Map.of("firstStartToken", token), JsonNode.class);
    }

    /** Looked for on every page: other tests give tokens, too. */
    private static JsonNode listed(ApiCaller keeper, String purpose) {
        String after = "0";
        while (true) {
            JsonNode page = keeper.get("tokens?limit=500&after=" + after).getBody();
            for (JsonNode token : page.get("items")) {
                if (token.get("purpose").asText().equals(purpose)) {
                    return token;
                }
            }
            assertThat(page.path("next").isTextual())
                    .as("a token for " + purpose)
                    .isTrue();
            after = page.get("next").asText();
        }
    }
}
