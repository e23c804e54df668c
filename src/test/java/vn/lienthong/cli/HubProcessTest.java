package vn.lienthong.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.Lienthong;
import vn.lienthong.store.DataFolderLock;
import vn.lienthong.testing.ChildJava;
import vn.lienthong.testing.OpenToOthers;

/** The hub and its commands as processes of their own, on a data folder of their own: how they find each other and how they end. */
class HubProcessTest {
    private static final Duration START = Duration.ofSeconds(180);
    private static final Duration SECONDS = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final List<Process> begun = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (Process process : begun) {
            process.destroyForcibly().waitFor();
        }
        servers().forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void aCommandStartsTheHubWithinItselfAndLeavesNothing() throws Exception {
        Ended status = command("token", "list", "--output", "json");

        assertThat(status.code()).as(status.said()).isZero();
        assertThat(status.said()).contains("\"command-line\"");
        assertNothingIsLeft();
    }

    @Test
    void aHubForOneCommandFollowsNothingAndSaysNothingButTheAnswer() throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("connectors")).resolve("far.connector.yaml"), """
                connector: far
                title: { vi: Xa, en: Far }
                agency: H26
                type: postgresql
                settings: { host: 127.0.0.1, database: far, username: reader, password: "${secret:far/password}" }
                datasets:
                  pupils: { from: public.pupils, key: [id], classes: { "*": internal } }
                """);
        Files.writeString(Files.createDirectories(folder.resolve("routes")).resolve("followed.sync.yaml"), """
                sync: followed
                title: { vi: Theo dõi, en: Followed }
                agency: H26
                from: { dataset: far/pupils, read: changes }
                to: { dataset: far/copies, key: [id] }
                map: { id: id }
                """);
        command("test", "far", "--output", "json");
        Ended status = command("status", "--output", "json");

        assertThat(status.said()).startsWith("{");
        assertThat(new ObjectMapper().readTree(status.said()).path("counts").toString())
                .as("never ran, so never failed")
                .doesNotContain("FAILED");
    }

    @Test
    void aCommandReachesTheRunningHubThroughTheOwnersFileAndSigtermEndsBoth() throws Exception {
        Process hub = serve();
        Path door = data().resolve(HubDoor.FILE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(door)))
                .isEqualTo("rw-------");

        Ended answered = command("token", "list", "--output", "json");
        assertThat(answered.code()).as(answered.said()).isZero();
        assertThat(answered.said()).contains("\"command-line\"");

        ObjectNode other = (ObjectNode) new ObjectMapper().readTree(Files.readString(door));
        Files.writeString(door, other.put("token", "of-somebody-else").toString());
        assertThat(command("token", "list").code())
                .as("nothing but the file opens it")
                .isEqualTo(1);

        ends(hub, "TERM");
    }

    @Test
    void theHubWithItsSampleKeepsItsDataToItselfAndControlCEndsIt() throws Exception {
        Process hub = serve("--sample");
        assertThat(OpenToOthers.in(data())).as("while it runs").isEmpty();
        assertThat(servers().map(line -> line.info().commandLine().orElse("")))
                .anyMatch(line -> line.contains("mariadb"))
                .anyMatch(line -> line.contains("postgres"));

        ends(hub, "INT");
        assertThat(OpenToOthers.in(data())).as("when it has ended").isEmpty();
    }

    private void ends(Process hub, String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(hub.pid())).start();
        assertThat(hub.waitFor(SECONDS.toSeconds(), TimeUnit.SECONDS))
                .as("it ends within seconds")
                .isTrue();
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(servers().map(server -> server.info().commandLine().orElse("")))
                .as("servers left behind")
                .isEmpty();
        assertThat(data().resolve(HubDoor.FILE)).doesNotExist();
        DataFolderLock.take(data()).close();
    }

    private Process serve(String... further) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("serve"));
        arguments.addAll(List.of(further));
        Path said = folder.resolve("serve.out");
        Process hub = start(said, arguments);
        await().atMost(START)
                .until(() -> !hub.isAlive() || Files.readString(said).contains("first-start-token"));
        assertThat(hub.isAlive()).as(() -> text(said)).isTrue();
        return hub;
    }

    private Ended command(String... arguments) throws IOException, InterruptedException {
        Path said = Files.createTempFile(folder, "command", ".out");
        Process command = start(said, List.of(arguments));
        assertThat(command.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return new Ended(command.exitValue(), text(said));
    }

    private record Ended(int code, String said) {}

    /**
     * As from a terminal: a shell that runs tests in its background would have taken Ctrl-C away from what it starts. From one
     * that leaves new files open to everybody.
     */
    private Process start(Path said, List<String> arguments) throws IOException {
        List<String> line =
                new ArrayList<>(List.of("sh", "-c", "umask 000; exec \"$@\"", "sh", "env", "--default-signal=INT"));
        line.addAll(ChildJava.line("-Xmx512m"));
        line.add(Lienthong.class.getName());
        line.addAll(arguments);
        line.addAll(List.of("--home", folder.toString(), "--data", data().toString()));
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().put("LIENTHONG_PORT", "0");
        builder.environment().put("LIENTHONG_MANAGEMENT_PORT", "0");
        builder.environment().put("LIENTHONG_SAMPLE_PUPILS", "3500");
        Process process = builder.start();
        begun.add(process);
        return process;
    }

    /** The database servers that have a folder of this test on their command line. */
    private Stream<ProcessHandle> servers() {
        long own = ProcessHandle.current().pid();
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != own)
                .filter(process -> process.info().commandLine().orElse("").contains(folder.toString()))
                .filter(process -> begun.stream().noneMatch(known -> known.pid() == process.pid()));
    }

    private Path data() {
        return folder.resolve("data");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
