package vn.lienthong.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.connector.Connectors;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Measured;
import vn.lienthong.service.Services;
import vn.lienthong.store.HubFolders;
import vn.lienthong.sync.Run;
import vn.lienthong.sync.RunControl;
import vn.lienthong.sync.Runs;
import vn.lienthong.sync.SyncJobs;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.Collector;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.Patience;
import vn.lienthong.testing.TestSystems;
import vn.lienthong.vault.Vault;

/**
 * A hub in which something happens that can be watched: a job has run and refused a row, another follows its source, and a service was
 * asked. Values that must be told nowhere begin with {@code canary}.
 */
@HubTest
@AutoConfigureObservability(tracing = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(Patience.class)
abstract class WatchedHub {
    static final String CANARY = "canary";
    /** Until the end of the process: the hub lives as long. */
    static final Collector CATALOGUE = new Collector();

    /** A catalogue of data flows hears of its runs. */
    @DynamicPropertySource
    static void told(DynamicPropertyRegistry properties) throws IOException {
        Path key = Files.writeString(Files.createTempFile("lineage", ".key"), "lineage-key\n");
        properties.add("lienthong.lineage.url", () -> CATALOGUE.url(""));
        properties.add("lienthong.lineage.namespace", () -> "moet-hub");
        properties.add("lienthong.lineage.key-file", key::toString);
    }

    private final String own;

    /** @param own what all names of this hub begin with: those of jobs, systems and programs are never given twice */
    WatchedHub(String own) {
        this.own = own;
    }

    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    @Autowired
    HubFolders folders;

    @Autowired
    Vault vault;

    @Autowired
    Connectors connectors;

    @Autowired
    SyncJobs jobs;

    @Autowired
    Services services;

    @Autowired
    Runs runs;

    @Autowired
    RunControl control;

    @Autowired
    List<Measured> rooms;

    @LocalServerPort
    int port;

    @LocalManagementPort
    int management;

    private final List<Path> written = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private TestSystems systems;
    JdbcTemplate source;
    JdbcTemplate target;
    ApiCaller api;
    private String secret;

    @BeforeAll
    void layOut() throws IOException {
        write(folders.connectors().resolve("agencies.yaml"), """
                agencies:
                  - { code: G03, name: Bộ Giáo dục }
                  - { code: G26, name: Bảo hiểm xã hội }
                """);
        systems = new TestSystems(folders, vault, "G03");
        source = systems.connector(own + "-here", "  pupils: { from: public.pupils, classes: { \"*\": internal } }");
        target = systems.connector(own + "-there", """
                  pupils: { from: public.pupils, classes: { "*": internal } }
                  followed: { from: public.followed, classes: { "*": internal } }
                """);
        // something is agreed on how much its log may keep for a job
        Path here = folders.connectors().resolve(own + "-here.connector.yaml");
        Files.writeString(here, Files.readString(here).replace("settings:\n", "settings:\n  changes_cap_gb: 1\n"));
        source.execute("create table pupils (id bigint primary key, name text, grade integer)");
        source.update(
                "insert into pupils select n, 'canary Trần Văn ' || n, 1 + n % 12 from generate_series(1, 200) n");
        source.update("update pupils set grade = 99 where id = 200");
        target.execute("create table pupils (pupil_id bigint primary key, full_name text, grade integer)");
        target.execute("create table followed (pupil_id bigint primary key, full_name text, grade integer)");
        // a job that begins to follow before its systems are known ends there
        await().until(() -> Stream.of("-here", "-there")
                .allMatch(name -> connectors.find(new ConnectorName(own + name)).isPresent()));
        job(own, "pupils", "every: 12h", "");
        job(own + "-follow", "followed", "", ", read: changes");
        service();
        api = new ApiCaller(http, tokens);
        await().until(() -> jobs.find(new JobName(own)).isPresent());
        await().until(() ->
                services.published().stream().anyMatch(id -> id.name().equals(own + "-status")));
        Run run = ended(control.start(new JobName(own), "tester").id());
        assertThat(run.failure()).isNull();
        secret = api.write(
                        HttpMethod.POST,
                        "callers",
                        Map.of("name", own + "-program", "agency", "G26", "contact", "it@x.example"))
                .getBody()
                .path("secret")
                .asText();
        api.write(HttpMethod.POST, "connectors/" + own + "-here/test", null);
    }

    private void job(String name, String table, String timing, String reading) throws IOException {
        write(folders.routes().resolve(name + ".sync.yaml"), """
                sync: %s
                title: { vi: Học sinh, en: Pupils }
                agency: G03
                from: { dataset: %s-here/pupils%s }
                to: { dataset: %s-there/%s, key: [pupil_id] }
                map: { pupil_id: id, full_name: name, grade: grade }
                check: { grade: [between(1, 12)] }
                batch: 100
                %s
                """.formatted(name, own, reading, own, table, timing));
    }

    private void service() throws IOException {
        write(folders.routes().resolve(own + "-status.service.yaml"), """
                service: %1$s-status
                version: 1
                title: { vi: Đang học, en: Studying }
                agency: G03
                dataset: %1$s-here/pupils
                ask: [name]
                answer: [grade]
                """.formatted(own));
        LocalDate today = LocalDate.now();
        write(folders.routes().resolve(own + "-status.bhxh.agreement.yaml"), """
                agreement: %1$s-status.bhxh
                service: %1$s-status/1
                consumer: G26
                purpose: { vi: Xét cấp thẻ, en: Health insurance cards }
                legal_basis: [nd-278-2025]
                answer: [grade]
                limits: { per_minute: 1000, per_day: 200000 }
                from: %2$s
                until: %3$s
                """.formatted(
                        own, today.minusDays(2), today.plusDays(30)));
    }

    /** Asks the service about a pupil. */
    int ask(String name) {
        String form = "grant_type=client_credentials&client_id=" + own + "-program&client_secret=" + secret;
        HttpResponse<String> token =
                send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/oauth2/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)));
        String bearer = token.body().replaceAll(".*\"access_token\"\\s*:\\s*\"([^\"]+)\".*", "$1");
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/data/" + own + "-status/v1"))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + bearer)
                        .POST(HttpRequest.BodyPublishers.ofString("{\"name\": \"" + name + "\"}")))
                .statusCode();
    }

    Run ended(long run) {
        await().until(() -> !runs.get(run).state().active());
        return runs.get(run);
    }

    /** What a stranger is answered at the hub's own port. */
    int visit(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)))
                .statusCode();
    }

    Scraped scrape() throws IOException {
        HttpResponse<String> answer = actuator("prometheus", token());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Scraped.of(answer.body());
    }

    String token() throws IOException {
        return Files.readString(folders.data().resolve("metrics-token")).strip();
    }

    HttpResponse<String> actuator(String path, @Nullable String token, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/actuator/" + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private void write(Path path, String text) throws IOException {
        written.add(path);
        Files.writeString(path, text);
    }

    @AfterAll
    void leave() throws IOException {
        for (Path file : written) {
            Files.deleteIfExists(file);
        }
        await().until(() -> jobs.find(new JobName(own + "-follow")).isEmpty());
        systems.close();
    }
}
