package vn.lienthong.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;
import vn.lienthong.HubApplication;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.cli.CommandLineDoor;
import vn.lienthong.connector.Connectors;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.JobName;
import vn.lienthong.store.HubFolders;
import vn.lienthong.sync.SyncJobs;
import vn.lienthong.testing.HubTest;
import vn.lienthong.vault.Vault;

/** What {@code status} says and ends with: all well, a job late, failing or waiting, of those with a clock and those that follow. */
@HubTest
@TestPropertySource(properties = "lienthong.test=a hub of its own, with no other job in it")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatusTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String JOB = "judged";
    private static final int WELL = 0;
    private static final int TROUBLE = 2;

    @LocalServerPort
    int port;

    @Autowired
    ApiTokens tokens;

    @Autowired
    HubFolders folders;

    @Autowired
    Vault vault;

    @Autowired
    SyncJobs jobs;

    @Autowired
    Connectors connectors;

    @Autowired
    JdbcTemplate state;

    private TwoSystems systems;
    private String token;
    private String out = "";

    @BeforeAll
    void layOut() throws IOException {
        systems = new TwoSystems(folders, vault);
        token = tokens.issue("tester", "test", Duration.ofMinutes(30)).token();
        await().atMost(PATIENCE).until(() -> hub("test", "rest-there") == WELL);
    }

    @AfterAll
    void stop() throws IOException {
        systems.close();
    }

    @BeforeEach
    void fill() {
        systems.fill();
        systems.source().update("update pupils set grade = 9 where id = 200");
    }

    @AfterEach
    void remove() throws IOException {
        Files.deleteIfExists(file());
        await().atMost(PATIENCE).until(() -> jobs.find(new JobName(JOB)).isEmpty());
    }

    @Test
    void whereAllIsWellNothingIsAskedOfAnybody() throws IOException {
        lay("every: 1h", false);
        assertThat(hub("run", JOB, "--wait")).as(out).isZero();
        assertThat(hub("status")).as(out).isEqualTo(WELL);
        assertThat(out)
                .contains("Every route is healthy; nothing needs you.")
                .contains("good: 1")
                .doesNotContain(JOB);

        assertThat(hub("status", "--output", "json")).isEqualTo(WELL);
        assertThat(json().path("healthy").asBoolean()).isTrue();
        assertThat(json().path("troubles")).isEmpty();
        assertThat(json().at("/counts/GOOD").asInt()).isOne();
    }

    @Test
    void aJobWhoseLastGoodRunIsTooLongAgoIsLate() throws IOException {
        lay("every: 1h", false);
        assertThat(hub("run", JOB, "--wait")).as(out).isZero();
        state.update(
                "update sync_runs set started = started - interval '3 hours', finished = finished - interval '3 hours' where job = ?",
                JOB);
        assertThat(hub("status")).as(out).isEqualTo(TROUBLE);
        assertThat(out)
                .contains("Pupils (judged): slow", "The last good run ended 3 hours ago; the schedule: Every hour.");
        assertThat(trouble().at("/health/state").asText()).isEqualTo("SLOW");
        assertThat(trouble().at("/health/code").asText()).isEqualTo("late");
        assertThat(trouble().path("lastFailure").isObject()).isFalse();
    }

    @Test
    void aJobThatIsNotAsFreshAsPromisedIsRedAndSaysWhatWasPromised() throws IOException {
        lay("every: 1h\npromise: { within: 2h }", false);
        assertThat(hub("run", JOB, "--wait")).as(out).isZero();
        assertThat(hub("status")).as(out).isEqualTo(WELL);
        state.update(
                "update sync_runs set started = started - interval '3 hours', finished = finished - interval '3 hours' where job = ?",
                JOB);
        assertThat(hub("status")).as(out).isEqualTo(TROUBLE);
        assertThat(out)
                .contains("Pupils (judged): failed", "Promised never older than 2 hours; the last success ended at");
        assertThat(trouble().at("/health/state").asText()).isEqualTo("FAILED");
        assertThat(trouble().at("/health/code").asText()).isEqualTo("overdue");
    }

    @Test
    void aFailedJobStandsWithItsCauseAndRemedy() throws IOException {
        lay("every: 1h", false);
        systems.source().execute("alter table pupils rename to hidden");
        try {
            assertThat(hub("run", JOB, "--wait")).as(out).isEqualTo(1);
        } finally {
            systems.source().execute("alter table hidden rename to pupils");
        }
        assertThat(hub("status")).as(out).isEqualTo(TROUBLE);
        JsonNode failure = trouble().path("lastFailure");
        assertThat(trouble().at("/health/state").asText()).isEqualTo("FAILED");
        assertThat(hub("status")).isEqualTo(TROUBLE);
        assertThat(out)
                .contains("Pupils (judged): failed")
                .contains(failure.at("/problem/en").asText())
                .contains(failure.at("/remedy/en").asText())
                .doesNotContain("Exception");
    }

    @Test
    void aJobThatFollowsIsWellInStepLateByTheLogKeptForItAndRedWhereItCannotGoOn() throws IOException {
        lay("", true);
        await().atMost(PATIENCE).until(() -> hub("status", "--output", "json") == WELL && counted("GOOD"));
        assertThat(json().path("troubles")).isEmpty();

        // an agreed cap of which the log that is kept, however little, is 60 %
        state.execute("""
                create or replace function small_cap() returns trigger language plpgsql as $$
                begin new.cap_bytes := greatest(new.kept_bytes * 10 / 6, 1); return new; end $$
                """);
        state.execute(
                "create trigger small_cap before update on sync_follows for each row execute function small_cap()");
        try {
            await().atMost(PATIENCE).until(() -> hub("status") == TROUBLE && out.contains("of the agreed cap"));
            assertThat(out)
                    .contains("Pupils (judged): slow", "The log that the source keeps for this job has reached")
                    .containsPattern("The source keeps \\d+ MB of log for this job, (59|60)% of the agreed cap\\.");
            assertThat(trouble().at("/health/state").asText()).isEqualTo("SLOW");
            assertThat(trouble().at("/following/percentOfCap").asInt()).isBetween(59, 60);
        } finally {
            state.execute("drop trigger small_cap on sync_follows");
        }

        systems.source().queryForList("select pg_terminate_backend(active_pid) from pg_replication_slots where active");
        systems.source().execute("alter table pupils rename to hidden");
        try {
            await().atMost(PATIENCE).until(() -> hub("status") == TROUBLE && out.contains("(judged): failed"));
            // the lost connection came first: between its pause and its end the run tries again
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(trouble().at("/health/state").asText()).isEqualTo("FAILED");
                assertThat(trouble().at("/lastFailure/problem/en").asText()).isNotBlank();
            });
        } finally {
            systems.source().execute("alter table hidden rename to pupils");
        }
    }

    /** The remedy says to enter the secret, and that is all there is to do. */
    @Test
    void aJobThatFollowsGoesOnByItselfOnceItsConnectorHasItsSecret() throws Exception {
        lay("", true);
        await().atMost(PATIENCE).until(() -> hub("status", "--output", "json") == WELL && counted("GOOD"));
        String password = vault.open("rest-here", "password").orElseThrow().reveal();
        vault.forget("rest-here");
        systems.source().queryForList("select pg_terminate_backend(active_pid) from pg_replication_slots where active");
        await().atMost(PATIENCE).until(() -> hub("status") == TROUBLE && out.contains("(judged): failed"));

        HttpRequest secret = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/v1/connectors/rest-here/secrets/password"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"value\": \"" + password + "\"}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(secret, HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(204);

        await().atMost(PATIENCE).until(() -> hub("status", "--output", "json") == WELL && counted("GOOD"));
    }

    @Test
    void aJobThatFollowsGoesOnByItselfOnceItsConnectorIsThere() throws IOException {
        Path file = folders.connectors().resolve("rest-here.connector.yaml");
        String text = Files.readString(file);
        Files.delete(file);
        await().atMost(PATIENCE)
                .until(() -> connectors.find(new ConnectorName("rest-here")).isEmpty());
        lay("", true);
        await().atMost(PATIENCE).until(() -> hub("status") == TROUBLE && out.contains("(judged): failed"));

        Files.writeString(file, text);

        await().atMost(PATIENCE).until(() -> hub("status", "--output", "json") == WELL && counted("GOOD"));
    }

    @Test
    void heldRowsAskForSomebodyAndAreCountedByJob() throws IOException {
        systems.source().update("update pupils set grade = 99 where id in (7, 8)");
        lay("every: 1h", false);
        assertThat(hub("run", JOB, "--wait")).as(out).isEqualTo(3);

        assertThat(hub("status")).as(out).isEqualTo(TROUBLE);
        assertThat(out)
                .contains("Pupils (judged): 2 rows wait in quarantine", "good: 1")
                .doesNotContain("nothing needs you");
        assertThat(hub("status", "--output", "json")).isEqualTo(TROUBLE);
        assertThat(json().path("healthy").asBoolean()).isFalse();
        assertThat(json().path("troubles")).isEmpty();
        assertThat(json().at("/held/0/job").asText()).isEqualTo(JOB);
        assertThat(json().at("/held/0/rows").asInt()).isEqualTo(2);

        systems.source().update("update pupils set grade = 9 where id in (7, 8)");
        assertThat(hub("run", JOB, "--wait")).as(out).isZero();
        assertThat(hub("status")).as(out).isEqualTo(WELL);
    }

    @Test
    void aConnectorThatDidNotPassIsNamedWithWhatIsToBeDoneAndNoneIsPraisedUnseen() throws IOException {
        assertThat(hub("status")).as(out).isEqualTo(WELL);
        assertThat(out).contains("Not examined since the hub started: rest-here.");

        Path file = folders.connectors().resolve("rest-there.connector.yaml");
        String good = Files.readString(file);
        Files.writeString(file, good.replaceAll("database: \\S+", "database: nowhere"));
        try {
            await().atMost(PATIENCE).until(() -> hub("test", "rest-there") == 1);
            assertThat(hub("status")).as(out).isEqualTo(TROUBLE);
            assertThat(out)
                    .contains("rest-there (rest-there): the connector did not pass its last examination.", "nowhere")
                    .contains("Examine it again with: lienthong test rest-there")
                    .doesNotContain("nothing needs you");
            assertThat(hub("status", "--output", "json")).isEqualTo(TROUBLE);
            assertThat(json().at("/unreachable/0/connector").asText()).isEqualTo("rest-there");
        } finally {
            Files.writeString(file, good);
        }
        await().atMost(PATIENCE).until(() -> hub("test", "rest-there") == WELL);
        assertThat(hub("status")).as(out).isEqualTo(WELL);
    }

    /** The process that sends the changes hangs; everything else of the source answers, and to the server nothing is wrong. */
    @Test
    void aJobWhoseSourceSaysNothingIsRedWithinTenSecondsAndGoesOnByItself() throws Exception {
        lay("", true);
        await().atMost(PATIENCE).until(() -> hub("status", "--output", "json") == WELL && counted("GOOD"));
        String sender = systems.source()
                .queryForObject("select active_pid::text from pg_replication_slots where active", String.class);
        signal("-STOP", sender);
        try {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> hub("status") == TROUBLE && out.contains("Pupils (judged): failed"));
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(trouble().at("/health/state").asText()).isEqualTo("FAILED"));
        } finally {
            signal("-CONT", sender);
        }
        systems.source().update("update pupils set grade = 12 where id = 1");
        await().atMost(PATIENCE)
                .until(() ->
                        systems.target().queryForObject("select grade from pupils where pupil_id = 1", Integer.class)
                                == 12);
        await().atMost(PATIENCE).until(() -> hub("status") == WELL);
    }

    private static void signal(String which, String pid) throws Exception {
        assertThat(new ProcessBuilder("kill", which, pid).inheritIO().start().waitFor())
                .isZero();
    }

    private void lay(String further, boolean follows) throws IOException {
        String job = TwoSystems.job(JOB, further);
        Files.writeString(
                file(), follows ? job.replace("rest-here/pupils }", "rest-here/pupils, read: changes }") : job);
        await().atMost(PATIENCE).until(() -> jobs.find(new JobName(JOB)).isPresent());
    }

    private Path file() {
        return folders.routes().resolve(JOB + ".sync.yaml");
    }

    private boolean counted(String kind) throws IOException {
        return json().at("/counts/" + kind).asInt() == 1;
    }

    /** The one trouble that the hub has. */
    private JsonNode trouble() throws IOException {
        assertThat(hub("status", "--output", "json")).isEqualTo(TROUBLE);
        assertThat(json().path("healthy").asBoolean()).isFalse();
        assertThat(json().path("troubles")).hasSize(1);
        return json().at("/troubles/0");
    }

    private int hub(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--server", "http://127.0.0.1:" + port, "--token", token));
        ByteArrayOutputStream answered = new ByteArrayOutputStream();
        PrintStream said = new PrintStream(answered, true, StandardCharsets.UTF_8);
        int exit =
                new CommandLineDoor(HubApplication.class, Locale.ENGLISH, said, said).enter(all.toArray(String[]::new));
        out = answered.toString(StandardCharsets.UTF_8);
        return exit;
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out);
    }
}
