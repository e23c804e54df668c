package vn.lienthong.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.document.Variables;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Secret;
import vn.lienthong.store.HubFolders;
import vn.lienthong.vault.Secrets;

class ConnectionDoctorTest {
    private static final ConnectorName A = new ConnectorName("a");

    @TempDir
    Path home;

    @Test
    void aSilentServerGivesAFailedStepWithinTenSecondsAndWhatWasKnownStays() throws IOException {
        try (TestServer silent = new TestServer(null)) {
            Connectors connectors = connectors(silent.port(), true, known());
            ConnectionDoctor doctor = ConnectionDoctor.of(connectors, Clock.systemUTC());
            List<Check> heard = new ArrayList<>();
            long start = System.nanoTime();

            ConnectionDoctor.Diagnosis diagnosis = doctor.examine(A, heard::add);

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(11));
            assertThat(diagnosis.passed()).isFalse();
            assertThat(diagnosis.checks()).isEqualTo(heard);
            assertThat(diagnosis.checks()).extracting(Check::step).containsExactly("resolve", "answer");
            assertThat(diagnosis.checks().get(1)).satisfies(check -> {
                assertThat(check.outcome()).isEqualTo(Check.Outcome.FAILED);
                assertThat(check.found().en()).contains("did not answer within 10 seconds");
                assertThat(check.remedy()).isNotNull();
            });
            assertThat(doctor.last(A)).contains(diagnosis);
        }
    }

    @Test
    void discoveryOfASilentServerEndsToo() throws IOException {
        try (TestServer silent = new TestServer(null)) {
            ConnectionDoctor doctor = ConnectionDoctor.of(connectors(silent.port(), true, known()), Clock.systemUTC());

            HubException error = catchThrowableOfType(HubException.class, () -> doctor.discover(A));

            assertThat(error.code()).isEqualTo(RegistryError.SILENT);
        }
    }

    @Test
    void aServerThatAnswersPassesAndIsGivenTheSecret() throws IOException {
        try (TestServer server = new TestServer("x,y")) {
            ConnectionDoctor doctor = ConnectionDoctor.of(connectors(server.port(), true, known()), Clock.systemUTC());

            assertThat(doctor.last(A)).isEmpty();
            assertThat(doctor.examine(A, check -> {}).passed()).isTrue();
            assertThat(server.heard()).containsExactly("pass word");
            assertThat(doctor.discover(A)).extracting(Dataset::from).containsExactly("all");
        }
    }

    @Test
    void aDeniedDestinationAndAMissingSecretAreStepsWithARemedyAndNothingIsSent() throws IOException {
        try (TestServer server = new TestServer("x")) {
            ConnectionDoctor denied = ConnectionDoctor.of(connectors(server.port(), false, known()), Clock.systemUTC());
            assertThat(denied.examine(A, check -> {}).checks())
                    .singleElement()
                    .satisfies(check -> assertThat(check.step()).isEqualTo("destination"));

            ConnectionDoctor secretless = ConnectionDoctor.of(
                    connectors(server.port(), true, (connector, field) -> Optional.empty()), Clock.systemUTC());
            assertThat(secretless.examine(A, check -> {}).checks())
                    .singleElement()
                    .satisfies(check -> {
                        assertThat(check.step()).isEqualTo("secret");
                        assertThat(check.remedy()).isNotNull();
                    });
            assertThat(server.heard()).isEmpty();
        }
    }

    private static Secrets known() {
        return (connector, field) -> Optional.of(Secret.of("pass word"));
    }

    private Connectors connectors(int port, boolean listed, Secrets secrets) throws IOException {
        Path folder = Files.createDirectories(home.resolve("connectors"));
        Files.writeString(folder.resolve("a.connector.yaml"), """
                connector: a
                agency: H26
                type: test-tcp
                settings: { host: localhost, port: %d, password: "${secret:a/password}" }
                """.formatted(port));
        if (listed) {
            Files.writeString(
                    folder.resolve("destinations.yaml"),
                    "destinations: [{ agency: H26, hosts: [{ host: localhost, ports: [" + port + "] }] }]\n");
        } else {
            Files.deleteIfExists(folder.resolve("destinations.yaml"));
        }
        Connectors connectors = Connectors.ofFiles(
                new HubFolders(home, home.resolve("data")),
                ConnectorTypes.of(new TcpType()),
                secrets,
                Variables.of(Map.of()),
                Clock.systemUTC());
        assertThat(connectors.problems()).isEmpty();
        return connectors;
    }
}
