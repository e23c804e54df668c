package vn.lienthong.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.HubApplication;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.cli.CommandLineDoor;
import vn.lienthong.store.DataFolderLock;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.HubTest;
import vn.lienthong.vault.Vault;

/** Every command against a running hub: its exit codes, its JSON, its refusals. */
@HubTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @LocalServerPort
    int port;

    @Autowired
    ApiTokens tokens;

    @Autowired
    HubFolders folders;

    @Autowired
    Vault vault;

    @Autowired
    JdbcClient state;

    @TempDir
    Path folder;

    private TwoSystems systems;
    private String token;
    private Locale language = Locale.ENGLISH;
    private String out = "";
    private String err = "";

    @BeforeAll
    void layOut() throws IOException {
        systems = new TwoSystems(folders, vault);
        token = tokens.issue("tester", "test", Duration.ofMinutes(30)).token();
        await().atMost(PATIENCE).until(() -> hub("test", "rest-there") == 0);
    }

    @AfterAll
    void stop() throws IOException {
        systems.close();
    }

    @BeforeEach
    void fill() {
        systems.fill();
    }

    @Test
    void runSaysDoneWithRejectionsFailedAndStoppedByAGuardInItsExitCode() throws IOException {
        apply("cmd-run", "guard: { stop_if_deletes_above: 1% }");
        assertThat(hub("run", "cmd-run", "--wait")).as(out + err).isEqualTo(3);
        assertThat(out).contains("read 200 = written 199");

        systems.source().update("update pupils set grade = 9 where id = 200");
        assertThat(hub("run", "cmd-run", "--wait", "--output", "json"))
                .as(out + err)
                .isZero();
        assertThat(json().at("/counts/written").asLong()).isOne();

        systems.source().update("delete from pupils where id <= 20");
        assertThat(hub("run", "cmd-run", "--wait")).as(out + err).isEqualTo(4);
        assertThat(out).contains("decide");
        assertThat(hub("status")).as(out + err).isEqualTo(2);
        assertThat(hub("status", "--output", "json")).isEqualTo(2);
        assertThat(json().path("healthy").asBoolean()).isFalse();
        removed("cmd-run");

        apply("cmd-fails", "");
        systems.source().execute("alter table pupils rename to hidden");
        try {
            assertThat(hub("run", "cmd-fails", "--wait")).as(out + err).isEqualTo(1);
            assertThat(err).isNotBlank().doesNotContain("Exception");
        } finally {
            systems.source().execute("alter table hidden rename to pupils");
        }
        removed("cmd-fails");
    }

    @Test
    void aDryRunAndReconcileSayWhatDiffers() throws IOException {
        apply("cmd-look", "");
        assertThat(hub("run", "cmd-look", "--dry-run", "--output", "json")).isZero();
        assertThat(json().path("inserts").asLong()).isEqualTo(199);
        assertThat(hub("reconcile", "cmd-look")).as(out + err).isEqualTo(5);
        assertThat(out).contains("lost: 199");

        assertThat(hub("run", "cmd-look", "--wait")).isEqualTo(3);
        assertThat(hub("reconcile", "cmd-look", "--output", "json"))
                .as(out + err)
                .isZero();
        assertThat(json().path("equal").asLong()).isEqualTo(199);
        removed("cmd-look");
    }

    @Test
    void validateAsksTheHubThatIsNamedForItsConnectors() throws IOException {
        Files.createDirectories(folder.resolve("routes"));
        Path job = folder.resolve("routes/cmd-checked.sync.yaml");
        Files.writeString(job, TwoSystems.job("cmd-checked", ""));
        assertThat(hub("validate", folder.toString())).as(out + err).isZero();
        assertThat(out).contains("nothing wrong").doesNotContain("warning");

        Files.writeString(job, TwoSystems.job("cmd-checked", "").replace("rest-there/pupils", "nobody-has-it/pupils"));
        assertThat(hub("validate", folder.toString())).as(out + err).isEqualTo(1);
        assertThat(out).contains("routes/cmd-checked.sync.yaml:5: ", "nor in the hub that was asked");
    }

    @Test
    void discoverTestExportAndJournalAnswerPeopleAndPrograms() throws IOException {
        assertThat(hub("discover", "rest-here", "--output", "json")).isZero();
        assertThat(json().at("/items/0/name").asText()).isEqualTo("rest-here/pupils");
        assertThat(hub("test", "rest-here", "--output", "json")).isZero();
        assertThat(json().path("passed").asBoolean()).isTrue();
        assertThat(hub("test", "rest-hree")).isEqualTo(1);
        assertThat(err).contains("rest-here").doesNotContain("Exception");
        assertThat(hub("export", "connector/rest-here")).isZero();
        assertThat(out).startsWith("connector: rest-here").contains("${secret:");
        assertThat(hub("export", "connector/rest-here", "--output", "json")).isZero();
        assertThat(json().path("yaml").asText()).startsWith("connector: rest-here");
        assertThat(hub("export", "nothing")).isEqualTo(1);

        assertThat(hub("token", "list")).as(out + err).isZero();
        assertThat(out).contains("until");
        long lost = state.sql("insert into agency_tokens (person, purpose, hash, created_at, expires_at)"
                        + " values ('tester', 'mislaid', 'x', now(), now() + interval '1 hour') returning id")
                .query(Long.class)
                .single();
        assertThat(hub("token", "revoke", String.valueOf(lost))).as(out + err).isZero();
        assertThat(out).contains("opens nothing any more");
        assertThat(hub("token", "list")).isZero();
        assertThat(out).doesNotContain("mislaid");
        assertThat(hub("token", "revoke", "987654")).isEqualTo(1);
        assertThat(hub("token")).isEqualTo(2);

        assertThat(hub("journal", "verify", "--output", "json")).as(out + err).isZero();
        assertThat(json().path("intact").asBoolean()).isTrue();
        long last = state.sql("select max(id) from journal_entries")
                .query(Long.class)
                .single();
        String before = state.sql("select actor from journal_entries where id = ?")
                .param(last)
                .query(String.class)
                .single();
        state.sql("update journal_entries set actor = 'nobody' where id = ?")
                .param(last)
                .update();
        try {
            assertThat(hub("journal", "verify")).isEqualTo(6);
            assertThat(out).contains(" " + last + " ");
        } finally {
            state.sql("update journal_entries set actor = ? where id = ?")
                    .params(before, last)
                    .update();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "test rest-here", "discover rest-here", "run x", "reconcile x", "export job/x"})
    void aWrongTokenAndADeadServerAreOneSentenceWithARemedy(String command) throws IOException {
        List<String> asked = new ArrayList<>(List.of(command.split(" ")));
        asked.addAll(List.of("--server", url(), "--token", "wrong"));
        assertThat(enter(asked)).isEqualTo(1);
        assertThat(err).contains("does not take the token").contains("--token").hasLineCount(1);

        language = Locale.forLanguageTag("vi");
        asked.set(asked.indexOf(url()), "http://127.0.0.1:" + freePort());
        assertThat(enter(asked)).isEqualTo(1);
        assertThat(err).contains("không kết nối được").contains("--server").hasLineCount(1);
        language = Locale.ENGLISH;
    }

    @Test
    void anAddressThatIsNoneAndAHubThatIsOnlyStartingAreSaidInWords() throws IOException {
        assertThat(enter(List.of("status", "--server", "nowhere", "--token", "x")))
                .isEqualTo(1);
        assertThat(err).contains("is not the address of a hub").hasLineCount(1);
        assertThat(enter(List.of("status", "--server", url()))).isEqualTo(1);
        assertThat(err).contains("A token is needed").hasLineCount(1);
        try (DataFolderLock held = DataFolderLock.take(folder.resolve("data"))) {
            assertThat(enter(List.of("status", "--home", folder.toString()))).isEqualTo(1);
            assertThat(err).contains("is starting").hasLineCount(1);
        }
        assertThat(enter(List.of("journal"))).isEqualTo(2);
    }

    @Test
    void anExportIsVerifiedWithoutAHub() throws IOException {
        assertThat(hub("journal", "export")).as(err).isZero();
        Path export = Files.writeString(folder.resolve("journal.ndjson"), out);
        assertThat(hub("journal", "key")).isZero();
        Path key = Files.writeString(folder.resolve("key"), out);

        assertThat(enter(List.of("journal", "verify", export.toString(), "--key", key.toString())))
                .as(out + err)
                .isZero();
        assertThat(out).contains("is whole").hasLineCount(1);
        assertThat(enter(List.of("journal", "verify", export.toString()))).isZero();
        assertThat(out).contains("fingerprint");

        List<String> lines = Files.readAllLines(export);
        assertThat(lines.get(lines.size() - 2)).contains("journal.exported");
        Files.write(export, lines.subList(0, lines.size() - 1));
        assertThat(enter(List.of("journal", "verify", export.toString(), "--output", "json")))
                .isEqualTo(6);
        assertThat(json().path("fault").asText()).isEqualTo("CUT");
        assertThat(enter(List.of("journal", "verify", export.toString()))).isEqualTo(6);
        assertThat(out).contains("It does not end where the hub ended it");

        assertThat(enter(List.of("journal", "verify", "nowhere"))).isEqualTo(1);
        assertThat(err).contains("cannot be read").hasLineCount(1);
        assertThat(enter(List.of("journal", "verify", export.toString(), "--key", export.toString())))
                .isEqualTo(1);
        assertThat(err).contains("holds no public key").hasLineCount(1);
    }

    /** The job's file, given to the hub by {@code apply}. */
    private void apply(String job, String further) throws IOException {
        Path file = folder.resolve(job + ".sync.yaml");
        Files.writeString(
                file, TwoSystems.job(job, further).replace("key: [pupil_id] }", "key: [pupil_id], deletes: delete }"));
        assertThat(hub("apply", file.toString(), "--output", "json"))
                .as(out + err)
                .isZero();
        assertThat(json().get(0).asText()).isEqualTo(file.toString());
    }

    private void removed(String job) {
        state.sql("delete from sync_jobs where name = ?").param(job).update();
        await().atMost(PATIENCE).until(() -> hub("export", "job/" + job) == 1);
    }

    private int hub(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--server", url(), "--token", token));
        return enter(all);
    }

    private int enter(List<String> arguments) {
        ByteArrayOutputStream answered = new ByteArrayOutputStream();
        ByteArrayOutputStream troubled = new ByteArrayOutputStream();
        int exit = new CommandLineDoor(
                        HubApplication.class,
                        language,
                        new PrintStream(answered, true, StandardCharsets.UTF_8),
                        new PrintStream(troubled, true, StandardCharsets.UTF_8))
                .enter(arguments.toArray(String[]::new));
        out = answered.toString(StandardCharsets.UTF_8);
        err = troubled.toString(StandardCharsets.UTF_8);
        return exit;
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out);
    }

    private String url() {
        return "http://127.0.0.1:" + port;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
