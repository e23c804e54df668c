package vn.lienthong.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;
import vn.lienthong.store.HubFolders;

class DestinationsTest {
    private static final String LIST = """
            destinations:
              - agency: H26
                hosts:
                  - { host: db.hanoi.example, ports: [5432] }
                  - { host: localhost, ports: ["20000-20010"] }
                  - { cidr: 10.1.0.0/16, ports: [1521, 3306] }
                  - { cidr: 0.0.0.0/0, ports: [443] }
                folders: [exchange]
              - agency: H41
                hosts: [{ host: 127.0.0.1, ports: [5432] }]
            """;

    @TempDir
    Path home;

    @Test
    void onlyWhatIsListedForTheAgencyIsReached() {
        assertThat(resolve("H26", "db.hanoi.example", 5432, "10.9.9.9"))
                .isEqualTo(new InetSocketAddress(address("10.9.9.9"), 5432));
        assertThat(resolve("H26", "anything.example", 3306, "10.1.200.7")).isNotNull();
        assertThat(resolve("H26", "localhost", 20010, "127.0.0.1")).isNotNull();

        denied("H26", "db.hanoi.example", 5433, "10.9.9.9");
        denied("H26", "other.example", 5432, "10.9.9.9");
        denied("H26", "anything.example", 3306, "10.2.0.1");
        denied("H41", "db.hanoi.example", 5432, "10.9.9.9");
        denied("H99", "db.hanoi.example", 5432, "10.9.9.9");
    }

    @Test
    void theLoopbackIsReachedOnlyWhereItIsListedItself() {
        denied("H26", "db.hanoi.example", 5432, "127.0.0.1");
        denied("H26", "db.hanoi.example", 5432, "::1");
        denied("H26", "anything.example", 443, "127.0.0.1");
        denied("H26", "::1", 443, "::1");
        assertThat(resolve("H41", "127.0.0.1", 5432, "127.0.0.1")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.1.1",
                "fe80::1",
                "fd00:ec2::254",
                "100.100.100.200",
                "168.63.129.16",
                "0.0.0.0",
                "0.1.2.3",
                "::",
                "224.0.0.1",
                "255.255.255.255",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::1",
                "64:ff9b::7f00:1",
                "64:ff9b:1:a9fe:a9:fe00::",
                "::ffff:0:a9fe:a9fe",
                "2001:0:4136:e378:8000:63bf:5601:5601",
                "2001:db8::200:5efe:169.254.169.254"
            })
    void someAddressesNobodyCanAllow(String forbidden) {
        denied("H26", "db.hanoi.example", 5432, forbidden);
        denied("H26", "anything.example", 443, forbidden);
    }

    @Test
    void oneForbiddenAddressAmongManyRefusesTheName() {
        denied("H26", "db.hanoi.example", 5432, "10.9.9.9", "169.254.169.254");
        denied("H26", "db.hanoi.example", 5432, "127.0.0.1", "10.9.9.9");
    }

    @Test
    void theNameIsResolvedOnceAndTheAddressCheckedIsTheOneToConnectTo() {
        List<String> asked = new ArrayList<>();
        NameService rebinding = host -> {
            asked.add(host);
            return List.of(address(asked.size() == 1 ? "10.9.9.9" : "127.0.0.1"));
        };

        InetSocketAddress way = network("H26", rebinding, OwnPorts.none()).resolve("db.hanoi.example", 5432);

        assertThat(way.getAddress()).isEqualTo(address("10.9.9.9"));
        assertThat(way.isUnresolved()).isFalse();
        assertThat(asked).hasSize(1);
    }

    @Test
    void theHubsOwnDoorsStayClosedEvenWhereTheyAreListed() {
        OwnPorts own = OwnPorts.onThisMachine(Set.of(20001));

        assertThatThrownBy(() -> network("H26", host -> List.of(address("127.0.0.1")), own)
                        .resolve("localhost", 20001))
                .isInstanceOf(HubException.class);
        assertThat(network("H26", host -> List.of(address("127.0.0.1")), own).resolve("localhost", 20002))
                .isNotNull();
    }

    @Test
    void anUnknownNameIsUnavailableAndNotDenied() {
        NameService none = host -> {
            throw new UnknownHostException(host);
        };

        HubException unknown = catchThrowableOfType(
                HubException.class, () -> network("H26", none, OwnPorts.none()).resolve("db.hanoi.example", 5432));
        assertThat(unknown.code()).isEqualTo(ConnectorError.HOST_UNKNOWN);
    }

    @Test
    void mistakesInTheListAreNamedWithTheirLine() {
        DocumentException wrong = catchThrowableOfType(DocumentException.class, () -> read("""
                destinations:
                  - agency: H26
                    hosts:
                      - { cidr: 10.1.0.0/33, ports: [1] }
                  - agency: H41
                    hosts:
                      - { host: a, ports: ["9-1"] }
                """));

        assertThat(wrong.problems()).extracting(problem -> problem.line()).containsExactly(4, 7);
        assertThat(catchThrowableOfType(
                                DocumentException.class, () -> read("destinations:\n- agency: H26\n  host: a\n"))
                        .problems())
                .isNotEmpty();
    }

    @Test
    void foldersLieBelowWhatWasGrantedWithLinksFollowed() throws IOException {
        Files.createDirectories(home.resolve("exchange/in"));
        Files.createDirectories(home.resolve("private"));
        Files.createDirectories(home.resolve("data"));
        Files.createSymbolicLink(home.resolve("exchange/leak"), home.resolve("private"));
        Files.createSymbolicLink(home.resolve("exchange/state"), home.resolve("data"));
        Folders folders = folders("H26", LIST);

        assertThat(folders.resolve("exchange/in"))
                .isEqualTo(home.resolve("exchange/in").toRealPath());
        assertThat(folders.resolve("exchange/new")).isEqualTo(home.toRealPath().resolve("exchange/new"));
        for (String outside : List.of(
                "private",
                "exchange/../private",
                "exchange/leak",
                "exchange/leak/new",
                "exchange/state",
                "/etc",
                "data",
                ".",
                "")) {
            assertThatThrownBy(() -> folders.resolve(outside)).as(outside).isInstanceOf(HubException.class);
        }
        assertThatThrownBy(() -> folders("H41", LIST).resolve("exchange/in")).isInstanceOf(HubException.class);
    }

    @Test
    void theHubsOwnFoldersStayClosedEvenWhereTheyAreGranted() throws IOException {
        Files.createDirectories(home.resolve("data/state"));
        Files.createDirectories(home.resolve("connectors"));
        Folders folders = folders("H26", "destinations:\n- agency: H26\n  folders: [., data, /]\n");

        for (String own : List.of("data", "data/state", "connectors", "routes", ".", "/")) {
            assertThatThrownBy(() -> folders.resolve(own)).as(own).isInstanceOf(HubException.class);
        }
        assertThat(folders.resolve("other")).isNotNull();
    }

    private void denied(String agency, String host, int port, String... addresses) {
        HubException denied = catchThrowableOfType(HubException.class, () -> resolve(agency, host, port, addresses));
        assertThat(denied).as("%s %s", host, List.of(addresses)).isNotNull();
        assertThat(denied.code()).isEqualTo(ConnectorError.DESTINATION_DENIED);
        assertThat(denied.remedy().en())
                .contains("- { agency: " + agency + ", hosts: [{ host: " + host + ", ports: [" + port + "] }] }");
    }

    private InetSocketAddress resolve(String agency, String host, int port, String... addresses) {
        NameService names =
                asked -> Arrays.stream(addresses).map(DestinationsTest::address).toList();
        return network(agency, names, OwnPorts.none()).resolve(host, port);
    }

    private Network network(String agency, NameService names, OwnPorts own) {
        Destinations destinations = read(LIST);
        return new GuardedNetwork(connector(agency), () -> destinations, names, own);
    }

    private Folders folders(String agency, String list) {
        Destinations destinations = read(list);
        return new GrantedFolders(connector(agency), () -> destinations, new HubFolders(home, home.resolve("data")));
    }

    private static Destinations read(String list) {
        return Destinations.read(Document.parse("destinations.yaml", list), new DocumentKinds());
    }

    private static Connector connector(String agency) {
        return new Connector(
                new ConnectorName("a"),
                Text.same("a"),
                new AgencyCode(agency),
                null,
                "test-tcp",
                Map.of(),
                Map.of(),
                Map.of(),
                Connector.Origin.FILE,
                "a");
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException invalid) {
            throw new IllegalArgumentException(literal, invalid);
        }
    }
}
