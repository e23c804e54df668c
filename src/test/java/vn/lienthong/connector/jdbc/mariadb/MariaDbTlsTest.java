package vn.lienthong.connector.jdbc.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.Examination;
import vn.lienthong.connector.Session;
import vn.lienthong.kernel.HubException;
import vn.lienthong.testing.Aside;
import vn.lienthong.testing.TestAuthority;
import vn.lienthong.testing.TestMariaDb;

/**
 * MariaDB 11.4 encrypts by itself with a certificate that nobody signed, and shows that it is the right one by proving that it
 * knows the password too.
 */
class MariaDbTlsTest {
    @TempDir
    static Path folder;

    private final TestDatabase database = TestDatabase.create();

    @BeforeAll
    static void key() throws Exception {
        TestAuthority.key(folder, folder.resolve("key"), folder.resolve("request"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"prefer", "require", "verify"})
    void theServerItselfIsTaken(String tls) {
        assertThat(examine(Map.of("tls", tls)))
                .filteredOn(check -> check.step().equals("tls"))
                .singleElement()
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(Check.Outcome.OK))
                .satisfies(check -> assertThat(check.found().en()).contains("is encrypted"));
    }

    @Test
    void aPasswordThatTheServerDoesNotKnowIsRefused() {
        assertThat(failed(Map.of("tls", "verify", "password", "guessed"))).isNotEmpty();
    }

    @Test
    void whoStandsBetweenIsRefusedWhereTheCertificateIsChecked() throws Exception {
        try (ManBetween between = between()) {
            assertThat(failed(Map.of("tls", "verify", "port", (long) between.port())))
                    .containsExactly("tls");
        }
    }

    /** What the help of the setting says: only checking makes sure that it is the right server. */
    @Test
    void whoStandsBetweenIsNotSeenWhereItIsNotChecked() throws Exception {
        try (ManBetween between = between()) {
            assertThat(failed(Map.of("tls", "require", "port", (long) between.port())))
                    .isEmpty();
        }
    }

    /** A server that dies while it begins to encrypt is away for a while; nobody has to set it up otherwise. */
    @Test
    void aServerThatHangsUpWhileItEncryptsIsOutOfReachAndNotBadlySetUp() throws Exception {
        try (ServerSocket door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> dying = Aside.run(() -> hangUp(door));
            try (Session session = new MariaDbType()
                    .open(database.opening(Map.of("tls", "require", "port", (long) door.getLocalPort())))) {
                assertThatThrownBy(() -> ((Discovers) session).discover())
                        .isInstanceOfSatisfying(HubException.class, said -> assertThat(said.code())
                                .isEqualTo(ConnectorError.UNREACHABLE));
            }
            dying.join();
        }
    }

    private static void hangUp(ServerSocket door) {
        try (Socket client = door.accept();
                Socket server = new Socket(
                        InetAddress.getLoopbackAddress(), TestMariaDb.served().port())) {
            client.getOutputStream().write(ManBetween.packet(server)); // the greeting
            ManBetween.packet(client); // the wish to encrypt
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static ManBetween between() throws Exception {
        return new ManBetween(TestMariaDb.server().port(), TestAuthority.unsigned(folder), TestAuthority.trusting());
    }

    private List<String> failed(Map<String, Object> settings) {
        return examine(settings).stream()
                .filter(check -> check.outcome() == Check.Outcome.FAILED)
                .map(Check::step)
                .toList();
    }

    private List<Check> examine(Map<String, Object> settings) {
        List<Check> checks = new ArrayList<>();
        try (Session session = new MariaDbType().open(database.opening(settings))) {
            session.test(new Examination(List.of(), List.of()), checks::add);
        }
        return checks;
    }
}
