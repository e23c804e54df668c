package vn.lienthong.connector.jdbc.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.Settings;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Secret;
import vn.lienthong.testing.Aside;

class GreetingTest {
    private static final int LENGTH = 0xFFFFFF;

    @Test
    void aGreetingThatNoMariaDbSendsIsNotTheHubsFault() throws Exception {
        try (ServerSocket liar = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> lying = Aside.run(() -> greet(liar));
            try (Session session = new MariaDbType().open(opening(liar.getLocalPort()))) {
                HubException said = catchThrowableOfType(HubException.class, () -> ((Discovers) session).discover());

                assertThat(said.code()).isEqualTo(ConnectorError.UNREACHABLE);
            }
            lying.join();
        }
    }

    @Test
    void aServerThatAsksForAFileGetsNone(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("key"), "CANARY of this machine");
        try (FileThief thief = new FileThief(file)) {
            try (Session session = new MariaDbType().open(opening(thief.port()))) {
                assertThatThrownBy(() -> ((Discovers) session).discover()).isInstanceOf(HubException.class);
            }
            thief.close();

            assertThat(thief.hasAsked()).as("the server came to ask").isTrue();
            assertThat(thief.offered())
                    .as("the hub says that it sends no files")
                    .isFalse();
            assertThat(thief.heard()).doesNotContain("CANARY");
        }
    }

    private static void greet(ServerSocket liar) {
        byte[] greeting = new byte[LENGTH + 4];
        Arrays.fill(greeting, (byte) 'a');
        greeting[0] = (byte) 0xFF;
        greeting[1] = (byte) 0xFF;
        greeting[2] = (byte) 0xFF;
        greeting[3] = 0;
        try (Socket caller = liar.accept()) {
            caller.getOutputStream().write(greeting);
            caller.getOutputStream().write(greeting);
        } catch (IOException hungUp) {
            assertThat(hungUp).isNotNull(); // the caller has heard enough
        }
    }

    private static Opening opening(int port) {
        Map<String, Object> settings = Map.of(
                "host",
                "127.0.0.1",
                "port",
                (long) port,
                "database",
                "any",
                "username",
                "any",
                "tls",
                "off",
                "max_connections",
                2L);
        return new Opening(
                new ConnectorName("liar"),
                new Settings(settings, Map.of("password", Secret.of("any"))),
                InetSocketAddress::new,
                Clock.systemUTC());
    }
}
