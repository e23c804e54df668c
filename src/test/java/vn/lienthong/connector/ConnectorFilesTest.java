package vn.lienthong.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;
import vn.lienthong.document.Variables;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Secret;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.SetClock;

class ConnectorFilesTest {
    private static final ConnectorName SMAS = new ConnectorName("smas-hanoi");

    @TempDir
    Path home;

    private final List<Object> events = new ArrayList<>();
    private final SetClock clock = new SetClock(Instant.parse("2026-11-23T00:00:00Z"));
    private TestServer server;
    private ConnectorRegistry registry;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer("ma_hs,ho_ten,dan_toc");
        Files.createDirectories(home.resolve("connectors"));
        write(
                "destinations.yaml",
                "destinations:\n- agency: H26\n  hosts: [{ host: localhost, ports: [" + server.port() + "] }]\n");
        write("smas-hanoi.connector.yaml", connector(""));
        registry = registry();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void aFileBecomesAConnectorWithDefaultsFilledInAndTheSecretApart() {
        Connector connector = registry.get(SMAS);

        assertThat(registry.problems()).isEmpty();
        assertThat(connector.agency()).isEqualTo(new AgencyCode("H26"));
        assertThat(connector.title().en()).isEqualTo("Hanoi school management");
        assertThat(connector.origin()).isEqualTo(Connector.Origin.FILE);
        assertThat(connector.file()).isEqualTo("connectors/smas-hanoi.connector.yaml");
        assertThat(connector.settings())
                .containsEntry("username", "reader")
                .containsEntry("port", (long) server.port())
                .containsEntry("options", List.of("a"))
                .doesNotContainKey("password");
        assertThat(connector.secrets()).containsExactly(Map.entry("password", "password"));
        assertThat(connector.toString()).doesNotContain("pass word");
    }

    @Test
    void aBadFileChangesNothingAndIsShownUntilItIsMended() throws IOException {
        Connector before = registry.get(SMAS);

        write("smas-hanoi.connector.yaml", connector("settingz: {}\n"));
        registry.refresh();

        assertThat(registry.get(SMAS)).isEqualTo(before);
        assertThat(registry.problems()).singleElement().satisfies(problem -> assertThat(problem.in(Locale.ENGLISH))
                .contains("connectors/smas-hanoi.connector.yaml:", "settingz", "settings"));
        assertThat(events).isEmpty();

        write("smas-hanoi.connector.yaml", connector("contact: someone\n"));
        registry.refresh();
        assertThat(registry.problems()).isEmpty();
        assertThat(registry.get(SMAS).contact()).isEqualTo("someone");
        assertThat(events).containsExactly(new ConnectorChanged(SMAS));
    }

    @Test
    void aChangeThatKeepsSizeAndTimeIsSeen() throws IOException {
        Path file = write("smas-hanoi.connector.yaml", connector("contact: aaa\n"));
        registry.refresh();
        FileTime time = Files.getLastModifiedTime(file);

        write("smas-hanoi.connector.yaml", connector("contact: bbb\n"));
        Files.setLastModifiedTime(file, time);
        registry.refresh();

        assertThat(registry.get(SMAS).contact()).isEqualTo("bbb");
    }

    @Test
    void filesComeAndGoWithTheirConnectors() throws IOException {
        ConnectorName other = new ConnectorName("other");
        Path file = write("other.connector.yaml", connector("").replace("smas-hanoi", "other"));
        registry.refresh();
        Files.delete(file);
        registry.refresh();

        assertThat(registry.find(other)).isEmpty();
        assertThat(events).containsExactly(new ConnectorRegistered(other), new ConnectorRemoved(other));
    }

    @Test
    void aFolderThatCannotBeReadTakesNoConnectorAway() throws IOException {
        Files.move(home.resolve("connectors"), home.resolve("elsewhere"));
        registry.refresh();

        assertThat(registry.find(SMAS)).isPresent();
        assertThat(registry.problems()).hasSize(1);

        Files.move(home.resolve("elsewhere"), home.resolve("connectors"));
        registry.refresh();
        assertThat(registry.problems()).isEmpty();
        assertThat(events).isEmpty();
    }

    @Test
    void everythingWrongWithAFileIsSaidAtOnce() throws IOException {
        write("bad.connector.yaml", """
                connector: good
                agency: nowhere
                type: test-tpc
                hots: a
                """);
        write("worse.connector.yaml", """
                connector: worse
                agency: H26
                type: test-tcp
                settings:
                  hots: a
                  port: 70000
                  username: ${secret:worse/password}
                  password: S3CRET-typed-in
                """);
        write("stealing.connector.yaml", connector("").replace("connector: smas-hanoi", "connector: stealing"));
        registry.refresh();

        assertThat(registry.problems())
                .extracting(
                        problem -> problem.file().replaceAll("connectors/|.connector.yaml", "") + ":" + problem.line())
                .containsExactly(
                        "bad:1",
                        "bad:2",
                        "bad:3",
                        "bad:4",
                        "stealing:" + lineOf("password"),
                        "worse:4",
                        "worse:5",
                        "worse:6",
                        "worse:7",
                        "worse:8");
        assertThat(registry.problems().toString()).doesNotContain("S3CRET");
        assertThat(text(registry.problems(), "bad", 3)).contains("\"test-tcp\"");
        assertThat(text(registry.problems(), "worse", 5)).contains("\"host\"");
        assertThat(text(registry.problems(), "worse", 8)).contains("${secret:worse/password}");
        assertThat(registry.all()).extracting(Connector::name).containsExactly(SMAS);
    }

    @Test
    void whatIsPinnedLiesOverWhatTheSystemSays() {
        Dataset pupils = registry.dataset(DatasetName.parse("smas-hanoi/pupils"));

        assertThat(pupils.from()).isEqualTo("hoc_sinh");
        assertThat(pupils.key()).containsExactly("ma_hs");
        assertThat(pupils.schema().columns()).extracting(Column::name).containsExactly("ma_hs", "ho_ten", "dan_toc");
        assertThat(pupils.schema().columns())
                .extracting(Column::dataClass)
                .containsExactly(DataClass.INTERNAL, DataClass.PERSONAL, DataClass.SENSITIVE);
        assertThat(registry.dataset(DatasetName.parse("smas-hanoi/raw"))
                        .schema()
                        .column(0)
                        .dataClass())
                .isEqualTo(DataClass.UNCLASSIFIED);
    }

    @Test
    void aDatasetIsAskedForOnceAMinuteAndItsDriftIsSeen() {
        DatasetName raw = DatasetName.parse("smas-hanoi/raw");
        registry.dataset(raw);
        server.answer("ma_hs,lop");
        assertThat(registry.dataset(raw).schema().size()).isEqualTo(3);
        assertThat(server.heard()).hasSize(1);

        clock.advance(Duration.ofSeconds(61));

        assertThat(registry.dataset(raw).schema().size()).isEqualTo(2);
        assertThat(registry.drifts(SMAS)).singleElement().satisfies(drift -> {
            assertThat(drift.added()).containsExactly("lop");
            assertThat(drift.gone()).containsExactly("ho_ten", "dan_toc");
        });
        HubException gone = catchThrowableOfType(
                HubException.class, () -> registry.dataset(DatasetName.parse("smas-hanoi/narrow")));
        assertThat(gone.code()).isEqualTo(ConnectorError.COLUMN_UNKNOWN);
        assertThat(gone.getMessage()).contains("ho_ten");
    }

    @Test
    void anUnknownNameComesWithTheNearest() {
        assertThatThrownBy(() -> registry.get(new ConnectorName("smas-hanio"))).hasMessageContaining("smas-hanoi");
    }

    @Test
    void aVariableThatIsSetLaterTakesEffect() throws IOException {
        Map<String, String> values = new ConcurrentHashMap<>();
        long[] version = {0};
        Variables variables = new Variables() {
            @Override
            public String value(String name) {
                return values.get(name);
            }

            @Override
            public long version() {
                return version[0];
            }
        };
        write("smas-hanoi.connector.yaml", connector("contact: ${LIENTHONG_VAR_WHO}\n"));
        ConnectorRegistry other = registry(variables);
        assertThat(other.find(SMAS)).isEmpty();

        values.put("LIENTHONG_VAR_WHO", "somebody");
        version[0]++;
        other.refresh();

        assertThat(other.get(SMAS).contact()).isEqualTo("somebody");
    }

    private String connector(String more) {
        return """
                # yaml-language-server: $schema=http://localhost:8080/schemas/connector.json
                connector: smas-hanoi
                title: { vi: Phần mềm quản lý trường học Hà Nội, en: Hanoi school management }
                agency: H26
                type: test-tcp
                settings:
                  host: localhost
                  port: %d
                  password: ${secret:smas-hanoi/password}
                datasets:
                  pupils:
                    from: hoc_sinh
                    key: [ma_hs]
                    classes: { ho_ten: personal, dan_toc: sensitive, "*": internal }
                  narrow:
                    columns: [ma_hs, ho_ten]
                """.formatted(server.port()) + more;
    }

    private int lineOf(String key) {
        return (int) connector("")
                        .substring(0, connector("").indexOf("  " + key + ":"))
                        .lines()
                        .count()
                + 1;
    }

    private static String text(List<Problem> problems, String file, int line) {
        return problems.stream()
                .filter(problem -> problem.file().contains("/" + file + ".") && problem.line() == line)
                .map(problem -> problem.in(Locale.ENGLISH))
                .findFirst()
                .orElseThrow();
    }

    private Path write(String file, String text) throws IOException {
        return Files.writeString(home.resolve("connectors").resolve(file), text);
    }

    private ConnectorRegistry registry() {
        return registry(Variables.of(Map.of()));
    }

    private ConnectorRegistry registry(Variables variables) {
        DocumentKinds kinds = new DocumentKinds();
        ConnectorTypes types = ConnectorTypes.of(new TcpType());
        HubFolders folders = new HubFolders(home, home.resolve("data"));
        return new ConnectorRegistry(
                new ConnectorFolder(folders.connectors(), kinds, new ConnectorReader(kinds, types), variables),
                null,
                types,
                (connector, field) -> Optional.of(Secret.of("pass word")),
                new Ways.Surroundings(
                        folders, NameService.ofThisMachine(), OwnPorts.none(), Outboxes.none(), Dealings.ownOnly()),
                new SystemLook(new BoundedCalls(2)),
                clock,
                events::add);
    }
}
