package vn.lienthong.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.util.HtmlUtils;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.agency.People;
import vn.lienthong.agency.SignInToken;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.Testers;
import vn.lienthong.vault.Vault;

/** The workbook to mend, for a person at the page and for a program; for nobody else, because it shows what the page masks. */
@HubTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorrectionsOverHttpTest {
    private static final String JOB = "rest-corrected";
    private static final String PAGE = "/quarantine/corrections.xlsx?job=";
    private static final String API = "/api/v1/quarantine/corrections.xlsx?job=";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    @Autowired
    SignInToken signIn;

    @Autowired
    HubFolders folders;

    @Autowired
    Vault vault;

    @Autowired
    JdbcClient state;

    @LocalServerPort
    int port;

    private final HttpClient person =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final HttpClient stranger = HttpClient.newHttpClient();
    private TwoSystems systems;
    private ApiCaller api;

    @BeforeAll
    void holdARow() throws Exception {
        systems = new TwoSystems(folders, vault);
        systems.fill();
        api = new ApiCaller(http, tokens);
        await().atMost(PATIENCE).until(() -> api.yaml(HttpMethod.PUT, "jobs", TwoSystems.job(JOB, ""))
                .getStatusCode()
                .is2xxSuccessful());
        JsonNode run = api.write(HttpMethod.POST, "jobs/" + JOB + "/runs", null).getBody();
        await().atMost(PATIENCE).until(() -> api.get("runs/" + run.path("id").asLong())
                .getBody()
                .at("/run/state")
                .asText()
                .equals("DONE_WITH_REJECTIONS"));
        enter();
    }

    @AfterAll
    void leave() throws IOException {
        api.removeJob(JOB);
        systems.close();
    }

    @Test
    void aPersonWhoSignedInGetsItAtThePage() throws Exception {
        assertThat(person.send(request(PAGE + JOB).build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .as("whoever only keeps the platform sees no rows as they are")
                .isEqualTo(403);
        Testers.admit(state, People.FIRST_ADMINISTRATOR, "data-steward", null);
        expectWorkbook(person.send(request(PAGE + JOB).build(), HttpResponse.BodyHandlers.ofByteArray()));
    }

    @Test
    void aProgramWithATokenGetsItOverRest() throws Exception {
        String token = tokens.issue("tester", "test", Duration.ofMinutes(5)).token();
        expectWorkbook(stranger.send(
                request(API + JOB).header("Authorization", "Bearer " + token).build(),
                HttpResponse.BodyHandlers.ofByteArray()));
        assertThat(api.get("journal?limit=20").getBody().path("items").findValuesAsText("act"))
                .contains("quarantine.exported");
    }

    @Test
    void aStrangerGetsNothingAtEitherAddress() throws Exception {
        HttpResponse<String> page = stranger.send(request(PAGE + JOB).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(page.statusCode()).isIn(302, 401);
        assertThat(page.headers().firstValue("Location").orElse("/login")).endsWith("/login");
        for (String header : new String[] {"", "Bearer guessed"}) {
            HttpRequest.Builder asked = request(API + JOB);
            if (!header.isEmpty()) {
                asked.header("Authorization", header);
            }
            HttpResponse<String> refused = stranger.send(asked.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.body()).contains("remedy").doesNotContain("Trần");
        }
    }

    @Test
    void aJobWithoutHeldRowsOrUnknownIsSaidInAProblemDocument() {
        assertThat(api.get("quarantine/corrections.xlsx?job=" + JOB + "&code=none")
                        .getStatusCode()
                        .value())
                .isEqualTo(404);
        assertThat(api.get("quarantine/corrections.xlsx?job=unknown")
                        .getBody()
                        .path("remedy")
                        .asText())
                .isNotBlank();
    }

    private void expectWorkbook(HttpResponse<byte[]> answer) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                .contains("attachment", JOB + "-sua-loi.xlsx");
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(sheet(answer.body())).contains("Trần Văn 200").doesNotContain("Trần Văn 199");
    }

    private String sheet(byte[] workbook) throws IOException {
        try (ZipFile zip =
                new ZipFile(Files.write(folder.resolve("answer.xlsx"), workbook).toFile())) {
            byte[] xml =
                    zip.getInputStream(zip.getEntry("xl/worksheets/sheet1.xml")).readAllBytes();
            return HtmlUtils.htmlUnescape(new String(xml, StandardCharsets.UTF_8));
        }
    }

    /** Signs in as a person does: the form with its hidden token, then a session in a cookie. */
    private void enter() throws Exception {
        signIn.provide();
        String token = Files.readString(signIn.file()).strip();
        String form = person.send(request("/login").build(), HttpResponse.BodyHandlers.ofString())
                .body();
        Matcher hidden =
                Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"").matcher(form);
        assertThat(hidden.find()).as("the form's own token").isTrue();
        String fields = "person=first-administrator&token=" + URLEncoder.encode(token, StandardCharsets.UTF_8)
                + "&_csrf=" + URLEncoder.encode(hidden.group(1), StandardCharsets.UTF_8);
        HttpResponse<String> entered = person.send(
                request("/login")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(fields))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(entered.headers().firstValue("Location").orElse("")).doesNotContain("refused");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }
}
