package vn.lienthong.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.JdbcTemplate;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.agency.SignInToken;
import vn.lienthong.kernel.Secret;
import vn.lienthong.store.HubFolders;
import vn.lienthong.store.PostgresServer;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.TestPostgres;
import vn.lienthong.vault.Vault;

/**
 * A secret through everything that can be done with it and can go wrong with it; then every table of the hub's state, every file
 * of its data folder, every line that was logged, its pages, its answers, its exports and its metrics.
 */
@HubTest
@AutoConfigureObservability(tracing = false)
class SecretsToldNowhereTest {
    private static final String CANARY = "cAnArYsEcReT";
    private static final List<String> FORMS = List.of(
            CANARY,
            HexFormat.of().formatHex(CANARY.getBytes(StandardCharsets.US_ASCII)),
            Base64.getEncoder().withoutPadding().encodeToString(CANARY.getBytes(StandardCharsets.US_ASCII)));

    @TempDir
    static Path folder;

    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    @Autowired
    HubFolders folders;

    @Autowired
    Vault vault;

    @Autowired
    JdbcTemplate state;

    @Autowired
    SignInToken signIn;

    @LocalServerPort
    int port;

    @LocalManagementPort
    int management;

    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final Map<Logger, Level> levels = new HashMap<>();
    private final Listening listening = new Listening();
    private ApiCaller api;

    @BeforeEach
    void listen() {
        LoggerContext logs = (LoggerContext) LoggerFactory.getILoggerFactory();
        for (Logger logger : logs.getLoggerList()) {
            if (logger.getLevel() != null) {
                levels.put(logger, logger.getLevel());
                logger.setLevel(Level.INFO);
            }
        }
        logs.getLogger("vn.lienthong").setLevel(Level.DEBUG);
        listening.setContext(logs);
        listening.start();
        logs.getLogger("ROOT").addAppender(listening);
        api = new ApiCaller(http, tokens);
    }

    @AfterEach
    void stop() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("ROOT").detachAppender(listening);
        levels.forEach(Logger::setLevel);
        api.write(HttpMethod.DELETE, "connectors/told", null);
    }

    @Test
    void whateverIsDoneWithASecretItIsToldNowhere() throws Exception {
        List<String> answers = new ArrayList<>();
        try (PostgresServer server =
                PostgresServer.start(folder.resolve("server"), TestPostgres.programs(), Map.of("fsync", "off"))) {
            server.createDatabase("smas");
            there(server, "create role reader login password '" + CANARY + "-1'");
            Files.writeString(
                    folders.connectors().resolve("destinations.yaml"),
                    "destinations: [{ agency: H26, hosts: [{ host: 127.0.0.1, ports: [" + server.port() + "] }] }]\n");
            use(server, answers);
        }
        vault.seal(Vault.HUB, "told", Secret.of(CANARY));
        vault.seal(CANARY.getBytes(StandardCharsets.US_ASCII), "told");

        assertThat(vault.open("told", "password").orElseThrow().reveal())
                .as("it is here, sealed")
                .startsWith(CANARY);
        LoggerFactory.getLogger("vn.lienthong.test").debug("listening");
        assertThat(logged).anyMatch(line -> line.contains("listening"));
        assertThat(answers)
                .as("what was refused")
                .anyMatch(answer -> answer.contains("registry.SECRET_REFUSED"))
                .anyMatch(answer -> answer.contains("it was not kept and is not repeated"));
        assertThat(pages()).allMatch(page -> page.startsWith("200 ")).noneMatch(SecretsToldNowhereTest::tells);
        assertThat(answers).noneMatch(SecretsToldNowhereTest::tells);
        assertThat(metrics()).contains("jvm_").satisfies(text -> assertThat(tells(text))
                .isFalse());
        assertThat(kept()).hasSizeGreaterThan(20).noneMatch(SecretsToldNowhereTest::tells);
        assertThat(files()).hasSizeGreaterThan(2).noneMatch(SecretsToldNowhereTest::tells);
        assertThat(logged).noneMatch(SecretsToldNowhereTest::tells);
    }

    private void use(PostgresServer server, List<String> answers) throws SQLException {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "host", "127.0.0.1",
                "port", server.port(),
                "database", "smas",
                "username", "reader",
                "password", CANARY + " in a document"));
        Map<String, Object> document = Map.of(
                "connector", "told",
                "agency", "H26",
                "type", "postgresql",
                "settings", settings,
                "datasets", Map.of("pupils", Map.of("from", "public.hoc_sinh")));
        answers.add(said(HttpMethod.POST, "connectors", document));
        settings.put("password", "${secret:told/password}");
        answers.add(said(HttpMethod.POST, "connectors", document));
        answers.add(said(HttpMethod.PUT, "connectors/told/secrets/another", Map.of("value", CANARY)));
        answers.add(said(HttpMethod.PUT, "connectors/told/secrets/password", Map.of("value", List.of(CANARY))));
        answers.add(said(HttpMethod.PUT, "connectors/told/secrets/password", "{\"value\": \"" + CANARY));
        answers.add(said(
                HttpMethod.PUT, "connectors/told/secrets/password", Map.of("value", CANARY, "endsOn", "not a day")));
        answers.add(String.valueOf(api.once(
                HttpMethod.PUT, "connectors/told/secrets/password", Map.of("value", CANARY + "-1"), "told-1")));
        answers.add(said(HttpMethod.POST, "connectors/told/test", null));
        answers.add(said(HttpMethod.PUT, "connectors/told/secrets/password", Map.of("value", CANARY + "-2")));
        there(server, "alter role reader password '" + CANARY + "-2'");
        answers.add(said(HttpMethod.POST, "connectors/told/secrets/password/waiting", null));
        answers.add(said(
                HttpMethod.PUT, "connectors/told/secrets/password", Map.of("value", CANARY + "-3", "untried", true)));
        answers.add(said(HttpMethod.PUT, "connectors/told/secrets/password", Map.of("value", CANARY + "-4")));
        answers.add(said(HttpMethod.POST, "connectors/told/test", null));
        answers.add(said(HttpMethod.POST, "vault/rotation", null));
        for (String path : List.of(
                "connectors",
                "connectors/told",
                "connectors/told/datasets",
                "vault",
                "status",
                "journal?limit=200",
                "openapi")) {
            answers.add(String.valueOf(api.get(path)));
        }
        for (String path : List.of("connectors/told/document", "journal/export")) {
            answers.add(text(path));
        }
    }

    private String said(HttpMethod method, String path, Object body) {
        return String.valueOf(api.write(method, path, body));
    }

    private String text(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/" + path))
                .header(
                        "Authorization",
                        "Bearer "
                                + tokens.issue("tester", "told", Duration.ofMinutes(5))
                                        .token())
                .build();
        return send(request);
    }

    private static String send(HttpRequest request) {
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private String metrics() throws IOException {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/actuator/prometheus"))
                .header(
                        "Authorization",
                        "Bearer "
                                + Files.readString(folders.data().resolve("metrics-token"))
                                        .strip())
                .build());
    }

    private List<String> pages() throws Exception {
        SignedInReader reader = SignedInReader.enter(port, signIn);
        List<String> pages = new ArrayList<>();
        for (String path : List.of("/", "/connectors", "/connectors/told", "/connectors/told/edit", "/journal")) {
            pages.add(reader.page(path));
        }
        return pages;
    }

    /** Every row of every table in which the hub keeps its state, as text. */
    private List<String> kept() {
        List<String> rows = new ArrayList<>();
        for (String table : state.queryForList(
                "select quote_ident(table_name) from information_schema.tables where table_schema = current_schema()",
                String.class)) {
            state.queryForList("select t::text from " + table + " t", String.class)
                    .forEach(row -> rows.add(table + " " + row));
        }
        return rows;
    }

    /** Every file of the data and the home folder, byte by byte. */
    private List<String> files() throws IOException {
        List<String> contents = new ArrayList<>();
        for (Path root : List.of(folders.data(), folders.home())) {
            try (Stream<Path> all = Files.walk(root)) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    contents.add(file + " " + Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
        return contents;
    }

    private static boolean tells(String text) {
        return FORMS.stream().anyMatch(text::contains);
    }

    private static void there(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = server.database("smas").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private final class Listening extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            String thrown =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            logged.add(event.getLoggerName() + " " + event.getFormattedMessage() + " " + thrown);
        }
    }
}
