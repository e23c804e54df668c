package vn.lienthong.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.connector.WaysOut;
import vn.lienthong.kernel.Health;
import vn.lienthong.kernel.Secret;
import vn.lienthong.kernel.Text;
import vn.lienthong.testing.Dripping;
import vn.lienthong.vault.Vault;

/** Each channel hands a message to a real server of its kind; what does not get through is tried again, and nothing is lost. */
class ChannelsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "123456:AbC-dEf_1";

    @TempDir
    Path folder;

    private AlertGround ground;
    private AlertRound node;
    private Courier courier;
    private HttpServer http;
    private final List<Came> came = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(200);
    private volatile String secret = "k3y";
    private volatile UnaryOperator<String> replies = path -> "";
    private Vault vault;
    private ZaloTokens tokens;

    private record Came(String path, String signature, String number, String token, String body) {
        JsonNode json() throws IOException {
            return JSON.readTree(body);
        }
    }

    @BeforeEach
    void open() throws IOException {
        ground = new AlertGround(folder);
        node = ground.node("one");
        WaysOut ways = (agency, name) -> (host, port) -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        Wall wall = new Wall();
        Posting posting = new Posting(ways, wall);
        vault = ground.vault();
        tokens = new ZaloTokens(posting, vault, JSON, ground.clock);
        courier = new Courier(
                ground.outbox,
                ground.file,
                (owner, field) -> Optional.of(Secret.of(secret)),
                List.of(
                        new EmailSender(ways, wall, Duration.ofSeconds(3), ground.clock),
                        new WebhookSender(posting, ground.clock),
                        new TelegramSender(posting, JSON),
                        new ZaloSender(posting, tokens, JSON)));
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", this::answer);
        http.start();
    }

    @AfterEach
    void close() {
        http.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        came.add(new Came(
                exchange.getRequestURI().getPath(),
                String.valueOf(exchange.getRequestHeaders().getFirst("Lienthong-Signature")),
                String.valueOf(exchange.getRequestHeaders().getFirst("Lienthong-Message")),
                exchange.getRequestHeaders().getFirst("access_token") + "/"
                        + exchange.getRequestHeaders().getFirst("secret_key"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        byte[] reply = replies.apply(exchange.getRequestURI().getPath()).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status.get(), reply.length == 0 ? -1 : reply.length);
        exchange.getResponseBody().write(reply);
        exchange.close();
    }

    @Test
    void aWebhookIsSignedAndTellsBeginAndEnd() throws IOException {
        ground.rules("address: https://hub.example\n" + hook());
        fail();
        courier.work();
        end();
        courier.work();

        assertThat(came).extracting(Came::path).containsExactly("/taken", "/taken");
        Came first = came.get(0);
        assertThat(first.json().path("kind").asText()).isEqualTo("opened");
        assertThat(first.json().path("key").asText()).isEqualTo("job/pupils");
        assertThat(first.json().at("/reason/vi").asText()).isEqualTo("pupils lỗi");
        assertThat(first.json().path("link").asText()).startsWith("https://hub.example/alerts/");
        String seconds = first.signature().replaceFirst("t=(\\d+),.*", "$1");
        assertThat(first.signature())
                .isEqualTo("t=" + seconds + ",v1=" + WebhookSender.signature("k3y", seconds + "." + first.body()));
        assertThat(WebhookSender.signature("key", "The quick brown fox jumps over the lazy dog"))
                .isEqualTo("f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8");
        assertThat(came.get(1).json().path("kind").asText()).isEqualTo("closed");
        assertThat(ground.said()).containsExactly("chat OPENED SENT", "chat CLOSED SENT");
    }

    @Test
    void whatIsNotTakenIsTriedAgainLaterAndInOrderWithTheSameNumber() throws IOException {
        ground.rules(hook());
        status.set(503);
        fail();
        courier.work();
        courier.work();
        assertThat(came).as("not at once").hasSize(1);
        assertThat(ground.said()).containsExactly("chat OPENED NEW");
        Message waiting = ground.outbox.newest("chat").orElseThrow();
        assertThat(waiting.problem().en()).contains("did not take the message of channel chat (answer 503)");
        assertThat(waiting.problem().vi()).isNotEqualTo(waiting.problem().en());

        status.set(204);
        ground.clock.advance(Duration.ofSeconds(20));
        courier.work();
        assertThat(came).hasSize(2);
        assertThat(came.get(1).number()).isEqualTo(came.get(0).number());
        assertThat(ground.said()).containsExactly("chat OPENED SENT");
    }

    @Test
    void aMessageWhoseNodeDiedLeavesByAnother() throws IOException {
        ground.rules(hook());
        fail();
        assertThat(ground.outbox.take()).as("taken by a node that dies").isPresent();
        courier.work();
        assertThat(came).isEmpty();

        ground.state
                .sql("update alert_messages set leased_until = now() - interval '1 second'")
                .update();
        courier.work();
        assertThat(came).hasSize(1);
        assertThat(ground.said()).containsExactly("chat OPENED SENT");
    }

    @Test
    void afterADayItIsGivenUpAndItsEndIsNotTold() throws IOException {
        ground.rules(hook());
        status.set(500);
        fail();
        ground.clock.advance(Duration.ofHours(24));
        courier.work();

        assertThat(ground.said()).containsExactly("chat OPENED FAILED");
        end();
        assertThat(ground.said()).containsExactly("chat OPENED FAILED");
    }

    @Test
    void aTelegramBotWritesToEachChat() throws IOException {
        secret = TOKEN;
        ground.rules("""
                channels:
                  - { channel: chat, type: telegram, agency: G03, host: 127.0.0.1, port: %d, tls: off, to: ["-100", "7"],
                      secret: "${secret:alert_chat/secret}" }
                tell: [{ channels: [chat] }]
                """.formatted(http.getAddress().getPort()));
        fail();
        courier.work();

        assertThat(came)
                .extracting(Came::path)
                .containsExactly("/bot" + TOKEN + "/sendMessage", "/bot" + TOKEN + "/sendMessage");
        assertThat(came.get(0).json().path("chat_id").asText()).isEqualTo("-100");
        assertThat(came.get(1).json().path("chat_id").asText()).isEqualTo("7");
        assertThat(came.get(0).json().path("text").asText())
                .startsWith("Lỗi: Tên job/pupils\npupils lỗi\nMở lúc 09:02 27/11/2026.");

        status.set(401);
        end();
        courier.work();
        assertThat(ground.outbox.newest("chat").orElseThrow().problem().en())
                .contains("was refused")
                .doesNotContain(TOKEN);
        secret = "../../other";
        ground.clock.advance(Duration.ofMinutes(1));
        courier.work();
        assertThat(came).as("what is no token is not sent anywhere").hasSize(3);
    }

    /** Each refresh token serves once; the hub goes on with its successor, and begins anew when a person says so. */
    @Test
    void aZaloAccountWritesWithTokensThatTheHubRenews() throws IOException {
        int port = http.getAddress().getPort();
        ground.rules("""
                channels:
                  - { channel: zalo, type: zalo, agency: G03, host: 127.0.0.1, port: %1$d, token_host: 127.0.0.1, token_port: %1$d,
                      tls: off, app: "41", to: ["731", "732"], secret: "${secret:alert_zalo/secret}" }
                tell: [{ channels: [zalo] }]
                """.formatted(port));
        Channel zalo = ground.file.now().channel("zalo").orElseThrow();
        vault.seal("alert_zalo", ZaloTokens.REFRESH, Secret.of("first"), zalo.use());
        AtomicInteger given = new AtomicInteger();
        replies = path -> path.startsWith("/v4")
                ? "{\"access_token\":\"a%1$d\",\"refresh_token\":\"r%1$d\",\"expires_in\":\"90000\"}"
                        .formatted(given.incrementAndGet())
                : "{\"error\":0,\"message\":\"Success\"}";
        fail();
        courier.work();
        assertThat(came)
                .extracting(Came::path)
                .containsExactly("/v4/oa/access_token", "/v3.0/oa/message/cs", "/v3.0/oa/message/cs");
        assertThat(came.get(0).token()).isEqualTo("null/k3y");
        assertThat(came.get(0).body()).contains("refresh_token=first", "app_id=41", "grant_type=refresh_token");
        assertThat(came.get(1).token()).isEqualTo("a1/null");
        assertThat(came.get(2).json().at("/recipient/user_id").asText()).isEqualTo("732");
        assertThat(came.get(2).json().at("/message/text").asText()).startsWith("Lỗi: Tên job/pupils");

        ground.clock.advance(Duration.ofHours(25));
        end();
        courier.work();
        assertThat(came.get(3).body()).contains("refresh_token=r1");
        assertThat(came.get(4).token()).isEqualTo("a2/null");
        assertThat(ground.said()).containsExactly("zalo OPENED SENT", "zalo CLOSED SENT");

        replies = path -> path.startsWith("/v4") ? "{\"error\":-14014}" : "{\"error\":-216}";
        fail();
        courier.work();
        assertThat(ground.outbox.newest("zalo").orElseThrow().problem().en()).contains("was refused");
        ground.clock.advance(Duration.ofMinutes(1));
        courier.work();
        assertThat(came.get(came.size() - 1).body())
                .as("the token in use was refused")
                .contains("refresh_token=r2");
        vault.seal("alert_zalo", ZaloTokens.REFRESH, Secret.of("second"), zalo.use());
        tokens.begun(zalo);
        ground.clock.advance(Duration.ofMinutes(2));
        courier.work();
        assertThat(came.get(came.size() - 1).body()).contains("refresh_token=second");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEmailGoesOutEncryptedSignedInAndReadable(boolean later) throws Exception {
        try (TestMail server = new TestMail(folder, later, "hub", "s3cret")) {
            secret = "s3cret";
            ground.rules(server.rules("username: hub\nsecret: \"${secret:alert_mail/secret}\""));
            fail();
            courier.work();

            assertThat(ground.said()).as(problem()).containsExactly("mail OPENED SENT");
            MimeMessage mail = server.mails()[0];
            assertThat(mail.getSubject()).isEqualTo("Lỗi: Tên job/pupils");
            assertThat(String.valueOf(mail.getContent())).contains("pupils lỗi", "Mở lúc 09:02 27/11/2026.");
            assertThat(mail.getFrom()[0]).hasToString("hub@moet.example");
            assertThat(mail.getHeader("Message-ID")[0])
                    .startsWith("<lienthong.")
                    .endsWith("@moet.example>");
            assertThat(mail.getHeader("Auto-Submitted")[0]).isEqualTo("auto-generated");

            secret = "wrong";
            end();
            courier.work();
            assertThat(ground.said()).containsExactly("mail OPENED SENT", "mail CLOSED NEW");
            assertThat(problem())
                    .contains("user name, password or token is not right")
                    .doesNotContain("wrong");
        }
    }

    @Test
    void aMailServerThatNeverStopsSpeakingHoldsUpNothing() throws Exception {
        try (Dripping server = new Dripping("220 ")) {
            ground.rules("""
                    channels:
                      - channel: mail
                        type: email
                        agency: G03
                        host: mail.invalid
                        port: %d
                        tls: off
                        from: hub@moet.example
                        to: [cntt@moet.example]
                    tell: [{ channels: [mail] }]
                    """.formatted(server.port()));
            fail();
            assertTimeoutPreemptively(Duration.ofSeconds(20), courier::work);

            assertThat(ground.said()).containsExactly("mail OPENED NEW");
            assertThat(problem()).startsWith("Channel mail was not reached: ");
        }
    }

    @Test
    void aMailServerThatIsNotBelievedGetsNothing() throws Exception {
        try (TestMail server = new TestMail(folder, true, "hub", "s3cret")) {
            secret = "s3cret";
            ground.rules(server.rules("username: hub\nsecret: \"${secret:alert_mail/secret}\"")
                    .replaceAll("ca_certificate: .*", "language: en"));
            fail();
            courier.work();

            assertThat(server.mails()).isEmpty();
            assertThat(ground.said()).containsExactly("mail OPENED NEW");
            assertThat(problem()).startsWith("Channel mail was not reached: ").contains("certification path");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMailServerOfAnotherNameGetsNothing(boolean later) throws Exception {
        try (TestMail server = new TestMail(folder, later, "hub", "s3cret")) {
            secret = "s3cret";
            ground.rules(server.rules("username: hub\nsecret: \"${secret:alert_mail/secret}\"")
                    .replace("mail.invalid", "other.invalid"));
            fail();
            courier.work();

            assertThat(server.mails()).isEmpty();
            assertThat(ground.said()).containsExactly("mail OPENED NEW");
            assertThat(problem()).contains("other.invalid");
        }
    }

    @Test
    void aMailServerThatCannotEncryptGetsNothing() throws Exception {
        GreenMail plain = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        plain.start();
        try {
            ground.rules("""
                    channels:
                      - { channel: mail, type: email, agency: G03, host: 127.0.0.1, port: %d, from: hub@moet.example,
                          to: [cntt@moet.example] }
                    tell: [{ channels: [mail] }]
                    """.formatted(plain.getSmtp().getPort()));
            fail();
            courier.work();

            assertThat(plain.getReceivedMessages()).isEmpty();
            assertThat(ground.said()).containsExactly("mail OPENED NEW");
            assertThat(problem()).contains("STARTTLS");
        } finally {
            plain.stop();
        }
    }

    private String problem() {
        return ground.outbox.newest("mail").map(Message::problem).map(Text::en).orElse("");
    }

    private String hook() {
        return """
                channels:
                  - { channel: chat, type: webhook, agency: G03, host: 127.0.0.1, port: %d, tls: off, path: /taken,
                      secret: "${secret:alert_chat/secret}" }
                tell: [{ channels: [chat] }]
                """.formatted(http.getAddress().getPort());
    }

    private void fail() {
        ground.troubles.add(AlertGround.job("pupils", Health.State.FAILED, null));
        node.look();
        ground.clock.advance(Duration.ofMinutes(2));
        node.look();
    }

    private void end() {
        ground.troubles.clear();
        node.look();
        ground.clock.advance(Duration.ofMinutes(5));
        node.look();
    }
}
