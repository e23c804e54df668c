package vn.lienthong.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.autoconfigure.web.servlet.MockMvcPrint;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.yaml.snakeyaml.Yaml;
import vn.lienthong.HubApplication;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.cli.CommandLineDoor;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Secret;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.Testers;
import vn.lienthong.vault.Vault;

/**
 * Some dozens of the corpora's payloads through the running hub's real doors, with the doctor behind each: whatever is let in, no
 * connection reaches a server that the list does not name, though every name of the world leads there.
 */
@HubTest
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
@Import(PayloadDoorsTest.HostileNames.class)
class PayloadDoorsTest {
    private static final long SEED = Long.getLong("corpus.seed", new SecureRandom().nextLong());
    /** Payloads of each corpus; -Dcorpus.each=100 for a long look. */
    private static final int EACH = Integer.getInteger("corpus.each", 10);

    @TestConfiguration
    static class HostileNames {
        @Bean
        @Primary
        NameService everyNameLeadsHome() {
            return host -> List.of(InetAddress.getByName("127.0.0.1"));
        }
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
    ConnectorRegistry registry;

    @Autowired
    ConnectionDoctor doctor;

    @Autowired
    MockMvc door;

    @LocalServerPort
    int hub;

    private ApiCaller api;
    private TestServer trap;
    private GreetedWire good;

    /** @param settings of a connector of the type; bent */
    private record Bent(String type, Map<String, Object> settings) {}

    @BeforeEach
    void open() throws IOException {
        trap = new TestServer("x");
        good = new GreetedWire(true);
        api = new ApiCaller(http, tokens);
        Files.writeString(
                folders.connectors().resolve("destinations.yaml"), """
                destinations:
                  - agency: H26
                    hosts:
                      - { host: 127.0.0.1, ports: [%d] }
                      - { host: %s, ports: [1-65535] }
                      - { cidr: 0.0.0.0/0, ports: [1-65535] }
                      - { cidr: "::/0", ports: [1-65535] }
                """.formatted(good.port(), Spellings.LISTED));
        registry.refresh();
    }

    @AfterEach
    void close() throws IOException {
        trap.close();
        good.close();
    }

    @Test
    void nothingBentReachesWhatTheListDoesNotName(@TempDir Path home) throws Exception {
        List<Bent> corpus = corpus();
        int let = 0;
        int number = 0;
        Files.createDirectories(home.resolve("connectors"));
        for (Bent bent : corpus) {
            for (Door way : Door.values()) {
                String name = "bent-" + ++number;
                way.knock(this, name, bent, home);
                Optional<Connector> there = registry.find(new ConnectorName(name));
                if (there.isPresent()) {
                    let++;
                    vault.seal(name, "password", Secret.of("p"), SecretUse.of(there.get()));
                    doctor.examine(there.get().name(), check -> {});
                }
                Files.deleteIfExists(folders.connectors().resolve(name + ".connector.yaml"));
            }
        }
        int checked = validate(home);
        registry.refresh();
        System.out.printf(
                "%d payloads through form, REST and file, seed %d: %d of %d let in and examined, %d files checked, %d logins where"
                        + " listed, %d connections to the trap%n",
                corpus.size(), SEED, let, number, checked, good.take().size(), trap.knocks());
        assertThat(let).as("the doctor has something to examine").isPositive();
        assertThat(trap.knocks()).as("again with -Dcorpus.seed=%d", SEED).isZero();
    }

    private List<Bent> corpus() {
        Stream<Bent> hosts = new Spellings(SEED)
                .some(EACH * 4).stream()
                        .map(Spellings.Spelling::host)
                        .filter(host -> host.length() < 200)
                        .limit(EACH)
                        .map(host -> new Bent("postgresql", settings(host, trap.port())));
        Stream<Bent> own = Stream.of("127.0.0.1", "localhost", "127.1", "::1", "::ffff:127.0.0.1", Spellings.LISTED)
                .flatMap(host -> Stream.of(
                        new Bent("postgresql", settings(host, hub)), new Bent("mariadb", settings(host, trap.port()))));
        Stream<Bent> driver = new JdbcPayloads(SEED, "127.0.0.1:" + trap.port(), good.port())
                .some(EACH).stream().map(payload -> new Bent(payload.type(), payload.settings()));
        return Stream.of(hosts, own, driver).flatMap(each -> each).toList();
    }

    private static Map<String, Object> settings(String host, int port) {
        return new LinkedHashMap<>(Map.of("host", host, "port", port, "database", "smas", "username", "hub_reader"));
    }

    private static Map<String, Object> document(String name, Bent bent) {
        Map<String, Object> settings = new LinkedHashMap<>(bent.settings());
        settings.put("password", "${secret:" + name + "/password}");
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("connector", name);
        document.put("agency", "H26");
        document.put("type", bent.type());
        document.put("settings", settings);
        return document;
    }

    private enum Door {
        REST {
            @Override
            void knock(PayloadDoorsTest test, String name, Bent bent, Path home) {
                test.api.write(HttpMethod.POST, "connectors", document(name, bent));
            }
        },
        FORM {
            @Override
            void knock(PayloadDoorsTest test, String name, Bent bent, Path home) throws Exception {
                MockHttpServletRequestBuilder form = post("/connectors/new")
                        .with(user(Testers.TESTER))
                        .with(csrf())
                        .param("type", bent.type())
                        .param("name", name)
                        .param("title_vi", name)
                        .param("agency", "H26");
                bent.settings().forEach((key, value) -> {
                    if (!key.equals("password")) {
                        form.param("setting." + key, String.valueOf(value));
                    }
                });
                test.door.perform(form);
            }
        },
        FILE {
            @Override
            void knock(PayloadDoorsTest test, String name, Bent bent, Path home) throws IOException {
                String yaml = new Yaml().dump(document(name, bent));
                Files.writeString(test.folders.connectors().resolve(name + ".connector.yaml"), yaml);
                Files.writeString(home.resolve("connectors/" + name + ".connector.yaml"), yaml);
                test.registry.refresh();
            }
        },
        IMPORT {
            @Override
            void knock(PayloadDoorsTest test, String name, Bent bent, Path home) {
                test.api.yaml(HttpMethod.PUT, "connectors/" + name, new Yaml().dump(document(name, bent)));
            }
        };

        /** Tries to register what is bent. */
        abstract void knock(PayloadDoorsTest test, String name, Bent bent, Path home) throws Exception;
    }

    /** The command that checks files, over all of them. */
    private static int validate(Path home) throws IOException {
        PrintStream printed = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        new CommandLineDoor(HubApplication.class, Locale.ENGLISH, printed, printed).enter("validate", home.toString());
        try (Stream<Path> files = Files.list(home.resolve("connectors"))) {
            return (int) files.count();
        }
    }
}
