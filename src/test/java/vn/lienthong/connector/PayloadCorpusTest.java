package vn.lienthong.connector;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.Yaml;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Variables;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Secret;

/**
 * Bent settings and hosts by the thousand, through what each door does with them before they reach the one validator: form, REST,
 * file, import. Each is refused, or proved harmless on the wire of a server that speaks the protocol. Made from rules and a seed,
 * which is printed; the same again with {@code -Dcorpus.seed=…}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PayloadCorpusTest {
    private static final long SEED = Long.getLong("corpus.seed", new SecureRandom().nextLong());
    private static final Set<String> SAID_BY_POSTGRES = Set.of(
            "user", "database", "client_encoding", "DateStyle", "TimeZone", "extra_float_digits", "application_name");
    private static final long LOCAL_FILES = 1 << 7;
    private static final long MANY_STATEMENTS = 1 << 16;

    private final DocumentKinds kinds = new DocumentKinds();
    private final ConnectorTypes types = ConnectorTypes.shipped();
    private final ConnectorReader reader = new ConnectorReader(kinds, types);
    private final Map<String, GreetedWire> wires = new HashMap<>();
    private TestServer trap;

    @BeforeAll
    void open() {
        // every refused login would say so here
        ((Logger) LoggerFactory.getLogger("org.mariadb.jdbc")).setLevel(Level.OFF);
        wires.put("postgresql", new GreetedWire(true));
        wires.put("mariadb", new GreetedWire(false));
        trap = new TestServer("x");
    }

    @AfterAll
    void close() throws IOException {
        for (GreetedWire wire : wires.values()) {
            wire.close();
        }
        trap.close();
    }

    /** A way into the registry, and what it makes of settings. */
    private enum Door {
        FORM,
        REST,
        FILE,
        IMPORT
    }

    @Test
    void noSettingReachesADriverAsMoreThanWhatItIs() throws IOException {
        settings(5_000);
    }

    @Test
    @Tag("long")
    void noneOfVeryManyDoes() throws IOException {
        settings(60_000);
    }

    @Test
    void noSpellingLeadsWhereNobodyMayGo() throws IOException {
        spellings(5_000);
    }

    @Test
    @Tag("long")
    void noneOfVeryManyLeadsThere() throws IOException {
        spellings(200_000);
    }

    private void settings(int wanted) throws IOException {
        Tally tally = new Tally("database settings", wanted);
        String trapped = "127.0.0.1:" + trap.port();
        for (JdbcPayloads.Payload payload : new JdbcPayloads(SEED, trapped, 1).some(wanted)) {
            Map<String, Object> settings = new LinkedHashMap<>(payload.settings());
            settings.replaceAll(
                    (key, value) -> value.equals(1) ? wires.get(payload.type()).port() : value);
            Set<Map<String, Object>> tried = new HashSet<>();
            for (Door door : Door.values()) {
                Connector connector = through(door, payload.type(), settings);
                if (connector == null) {
                    tally.refused(door);
                } else {
                    tally.harmless(door);
                    if (tried.add(connector.settings())) {
                        onTheWire(connector, tally);
                    }
                }
            }
        }
        tally.done();
        assertThat(trap.knocks())
                .as("somebody knocked at %s; seed %d", trapped, SEED)
                .isZero();
    }

    /** The connector that a door lets in, or null. */
    private Connector through(Door door, String type, Map<String, Object> settings) throws IOException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("connector", "corpus");
        document.put("agency", "H26");
        document.put("type", type);
        document.put("settings", settings);
        try {
            return switch (door) {
                case REST ->
                    reader.read(
                            Document.parse("connector", new ObjectMapper().writeValueAsString(document)),
                            null,
                            Connector.Origin.HUB);
                case FILE ->
                    reader.read(
                            Document.parse("corpus.connector.yaml", new Yaml().dump(document), Variables.environment()),
                            "corpus",
                            Connector.Origin.FILE);
                case IMPORT ->
                    reader.read(Document.parse("connector", new Yaml().dump(document)), "corpus", Connector.Origin.HUB);
                case FORM ->
                    reader.read(
                            Document.parse("connector", typed(type, settings).text(Set.of(), Map.of())),
                            null,
                            Connector.Origin.HUB);
            };
        } catch (DocumentException refused) {
            return null;
        }
    }

    private static ConnectorDraft typed(String type, Map<String, Object> settings) {
        Map<String, String> values = new HashMap<>(Map.of("name", "corpus", "title_vi", "x", "agency", "H26"));
        settings.forEach((key, value) -> values.put(
                "setting." + key,
                value instanceof List<?> list
                        ? String.join("\n", list.stream().map(String::valueOf).toList())
                        : String.valueOf(value)));
        return new ConnectorDraft(SettingsForm.of(type), values);
    }

    /** Lets the driver log in where it may go, and looks at what it says there. */
    private void onTheWire(Connector connector, Tally tally) {
        GreetedWire wire = wires.get(connector.type());
        NameService captured = host -> List.of(InetAddress.getByName("127.0.0.1"));
        Destinations narrow =
                destinations("- { agency: H26, hosts: [{ host: 127.0.0.1, ports: [" + wire.port() + "] }] }");
        Network network = new GuardedNetwork(connector, () -> narrow, captured, OwnPorts.none());
        Settings settings = new Settings(connector.settings(), Map.of("password", Secret.of("p")));
        Opening opening = new Opening(connector.name(), settings, network, Clock.systemUTC());
        try (Session session = types.get(connector.type()).open(opening)) {
            session.test(new Examination(List.of(), List.of()), check -> {});
        } catch (RuntimeException broken) {
            tally.passed("the doctor broke: " + broken.getClass().getSimpleName(), connector.settings());
        }
        for (GreetedWire.Login login : wire.take()) {
            tally.logins++;
            boolean plain = connector.type().equals("postgresql")
                    ? plainPostgres(login, connector.settings())
                    : plainMariaDb(login, connector.settings());
            if (!plain) {
                tally.passed("said " + login, connector.settings());
            }
        }
    }

    private static boolean plainPostgres(GreetedWire.Login login, Map<String, Object> settings) {
        Map<String, String> said = new HashMap<>();
        for (int i = 0; i + 1 < login.words().size(); i += 2) {
            said.put(login.words().get(i), login.words().get(i + 1));
        }
        return SAID_BY_POSTGRES.containsAll(said.keySet())
                && login.words().size() == 2 * said.size()
                && settings.get("username").equals(said.get("user"))
                && settings.get("database").equals(said.get("database"));
    }

    private static boolean plainMariaDb(GreetedWire.Login login, Map<String, Object> settings) {
        return (login.flags() & (LOCAL_FILES | MANY_STATEMENTS)) == 0
                && login.words().equals(List.of(settings.get("username"), settings.get("database")));
    }

    private void spellings(int wanted) throws IOException {
        Tally tally = new Tally("spellings of hosts", wanted);
        Destinations narrow = destinations("- { agency: H26, hosts: [{ host: " + Spellings.LISTED
                + ", ports: [5432] }, { cidr: 10.0.0.0/30, ports: [5432] }] }");
        Destinations wide = destinations(
                "- { agency: H26, hosts: [{ cidr: 0.0.0.0/0, ports: [1-65535] }, { cidr: \"::/0\", ports: [1-65535] }] }");
        for (Spellings.Spelling spelling : new Spellings(SEED).some(wanted)) {
            Set<Object> tried = new HashSet<>();
            for (Door door : Door.values()) {
                Map<String, Object> settings = new LinkedHashMap<>(Map.of(
                        "host", spelling.host(),
                        "port", 5432,
                        "database", "smas",
                        "username", "hub_reader",
                        "password", "${secret:corpus/password}"));
                Connector connector = through(door, "postgresql", settings);
                if (connector == null) {
                    tally.refused(door);
                    continue;
                }
                tally.harmless(door);
                if (tried.add(connector.settings().get("host"))) {
                    nowhere(connector, spelling, narrow, "narrow list", tally);
                    if (!listable(spelling.target())) {
                        nowhere(connector, spelling, wide, "widest list", tally);
                    }
                }
            }
        }
        tally.done();
    }

    /** What an administrator may list: a network of the agency's own. */
    private static boolean listable(String target) {
        return target.startsWith("10.") || target.startsWith("172.16.") || target.startsWith("192.168.");
    }

    private static void nowhere(
            Connector connector, Spellings.Spelling spelling, Destinations list, String which, Tally tally) {
        Network network = new GuardedNetwork(connector, () -> list, hostile(spelling.target()), OwnPorts.none());
        try {
            InetSocketAddress way =
                    network.resolve(connector.settings().get("host").toString(), 5432);
            if (which.equals("narrow list") || !elsewhere(way.getAddress(), spelling.target())) {
                tally.passed(which + " leads to " + way, Map.of("host", spelling.host(), "target", spelling.target()));
            }
        } catch (HubException refused) {
            tally.logins++;
        }
    }

    /** Whether the machine reads another address in it than was meant, which the list holds and to which alone it goes. */
    private static boolean elsewhere(InetAddress address, String target) {
        return address.getAddress().length == 4
                && !address.getHostAddress().equals(target)
                && !address.isLoopbackAddress()
                && !address.isLinkLocalAddress()
                && !address.isAnyLocalAddress();
    }

    /** What the machine takes for an address is one; every name is in the hands of whoever means the target. */
    private static NameService hostile(String target) {
        return host -> {
            if (host.equalsIgnoreCase(Spellings.LISTED)) {
                return List.of(InetAddress.getByName("10.9.9.9"));
            }
            if (host.matches("[0-9a-fA-FxX.:%\\[\\]]+") && !host.endsWith(".")) {
                try {
                    return List.of(InetAddress.getAllByName(host));
                } catch (UnknownHostException noAddress) {
                    return List.of(InetAddress.getByName(target));
                }
            }
            return List.of(InetAddress.getByName(target));
        };
    }

    private Destinations destinations(String line) {
        return Destinations.read(Document.parse("destinations.yaml", "destinations:\n" + line + "\n"), kinds);
    }

    /** Counts, and whatever went through. */
    private static final class Tally {
        private final String what;
        private final int wanted;
        private final Map<Door, Integer> refused = new EnumMap<>(Door.class);
        private final Map<Door, Integer> harmless = new EnumMap<>(Door.class);
        private final List<String> passed = new ArrayList<>();
        private int logins;

        Tally(String what, int wanted) {
            this.what = what;
            this.wanted = wanted;
        }

        void refused(Door door) {
            refused.merge(door, 1, Integer::sum);
        }

        void harmless(Door door) {
            harmless.merge(door, 1, Integer::sum);
        }

        void passed(String how, Map<String, Object> settings) {
            String shown = settings.toString();
            passed.add(how + " by " + (shown.length() > 300 ? shown.substring(0, 300) + "…" : shown));
        }

        void done() {
            System.out.printf(
                    "%d %s, seed %d: refused by the validator %s, let in %s and tried %d times, passed %d%n",
                    wanted, what, SEED, refused, harmless, logins, passed.size());
            assertThat(passed).as("again with -Dcorpus.seed=%d", SEED).isEmpty();
        }
    }
}
