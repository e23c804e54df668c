package vn.lienthong.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.HubApplication;
import vn.lienthong.Lienthong;
import vn.lienthong.testing.ChildJava;
import vn.lienthong.testing.TestCertificate;

/** A hub that speaks TLS as a process of its own, and the commands that talk to it. */
class TlsCommandsTest {
    private static final Duration START = Duration.ofSeconds(180);

    @TempDir
    Path folder;

    private final List<Process> begun = new ArrayList<>();
    private TestCertificate laid;
    private String said = "";

    @BeforeEach
    void lay() throws Exception {
        laid = new TestCertificate(folder);
    }

    @AfterEach
    void end() throws InterruptedException {
        for (Process process : begun) {
            process.destroy();
            process.waitFor(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void commandsBelieveTheHubOfTheirFolderAndElsewhereWhomTheAuthorityVouchesFor() throws Exception {
        Process hub = serve();
        assertThat(said).contains("https://hub.example:");
        JsonNode door = door();
        String url = door.path("url").asText();
        String token = door.path("token").asText();
        int port = Integer.parseInt(url.replaceAll(".*:", ""));
        assertThat(url).startsWith("https://127.0.0.1:");
        assertThat(here()).as(said).isZero();

        Path ca = Files.writeString(folder.resolve("ca.pem"), laid.authority().certificate());
        assertThat(there("https://localhost:" + port, token, "--ca", ca.toString()))
                .as(said)
                .isZero();
        assertThat(there("https://localhost:" + port, token)).isEqualTo(1);
        assertThat(said).contains("cannot be believed", "LIENTHONG_CA").doesNotContain("Exception", "\tat ");
        assertThat(there(url, token, "--ca", ca.toString()))
                .as("a name it is not for")
                .isEqualTo(1);
        assertThat(said).contains("cannot be believed");
        assertThat(there("http://localhost:" + port, token)).isEqualTo(1);
        assertThat(said).contains("https only");
        assertThat(there(
                        "https://localhost:" + port,
                        token,
                        "--ca",
                        folder.resolve("authority").toString()))
                .isEqualTo(1);
        assertThat(said).contains("no certificate of an authority");

        laid.swap(laid.issue("-1H"));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !door().path("certificate").equals(door.path("certificate")));
        assertThat(here()).as(said).isZero();

        Files.writeString(doorFile(), ((ObjectNode) door).toString());
        assertThat(here()).as("a hub with another certificate").isEqualTo(1);
        assertThat(said).contains("another certificate");
        assertThat(hub.isAlive()).isTrue();
    }

    @Test
    void aTokenIsNotSentReadablyThroughANetwork() {
        assertThat(there("http://hub.example:8080", "a-token")).isEqualTo(1);

        assertThat(said).contains("not encrypted", "https").doesNotContain("a-token");
    }

    @Test
    void aHubThatCannotShowItselfDoesNotStartAndSaysWhy() throws Exception {
        Files.writeString(laid.key(), Files.readString(laid.issue("-1H").resolve("tls.key")));

        Process hub = start();

        assertThat(hub.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(hub.exitValue()).isEqualTo(1);
        assertThat(Files.readString(output())).doesNotContain("Exception", "\tat ");
        assertThat(Files.readString(output()).lines())
                .last()
                .asString()
                .contains("does not belong to the first certificate", "Lay both files of the same issue there");
    }

    /** A hub that has said where it is to be found: the last thing that a start says. */
    private Process serve() throws IOException {
        Process hub = start();
        await().atMost(START)
                .until(() -> !hub.isAlive() || Files.readString(output()).contains("https://"));
        said = Files.readString(output());
        assertThat(hub.isAlive()).as(said).isTrue();
        return hub;
    }

    private Process start() throws IOException {
        List<String> line = ChildJava.line("-Xmx512m");
        line.addAll(
                List.of(Lienthong.class.getName(), "serve", "--home", folder.toString(), "--data", data().toString()));
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output().toFile());
        builder.environment().keySet().removeAll(List.of("LC_ALL", "LC_MESSAGES", "LANGUAGE"));
        builder.environment().put("LANG", "C.UTF-8");
        builder.environment().put("LIENTHONG_PORT", "0");
        builder.environment().put("LIENTHONG_MANAGEMENT_PORT", "0");
        builder.environment().put("LIENTHONG_TLS_CERT", laid.cert().toString());
        builder.environment().put("LIENTHONG_TLS_KEY", laid.key().toString());
        Process process = builder.start();
        begun.add(process);
        return process;
    }

    private int here() {
        return enter("token", "list", "--home", folder.toString(), "--data", data().toString());
    }

    private int there(String url, String token, String... further) {
        List<String> arguments = new ArrayList<>(List.of("token", "list", "--server", url, "--token", token));
        arguments.addAll(List.of(further));
        return enter(arguments.toArray(new String[0]));
    }

    private int enter(String... arguments) {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        PrintStream shown = new PrintStream(screen, true, StandardCharsets.UTF_8);
        int code = new CommandLineDoor(HubApplication.class, Locale.ENGLISH, shown, shown).enter(arguments);
        said = screen.toString(StandardCharsets.UTF_8);
        return code;
    }

    private JsonNode door() throws IOException {
        return new ObjectMapper().readTree(Files.readString(doorFile()));
    }

    private Path doorFile() {
        return data().resolve(HubDoor.FILE);
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path output() {
        return folder.resolve("serve.out");
    }
}
