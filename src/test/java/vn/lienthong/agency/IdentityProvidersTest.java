package vn.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import vn.lienthong.kernel.HubException;
import vn.lienthong.testing.SetClock;

/** A sign-in provider that takes calls and never answers. */
class IdentityProvidersTest {
    private final SetClock clock = new SetClock(Instant.parse("2026-11-27T03:00:00Z"));

    @Test
    void whoeverComesByAProviderThatHangsKeepsFewWaitingAndIsToldSo() throws Exception {
        List<Socket> calls = Collections.synchronizedList(new ArrayList<>());
        ExecutorService many = Executors.newFixedThreadPool(13);
        try (ServerSocket hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Future<?> taking = many.submit(() -> take(hanging, calls));
            IdentityProviders providers = providers("http://127.0.0.1:" + hanging.getLocalPort());
            Callable<AgencyError> one = () -> refused(providers);
            for (Future<AgencyError> answer : many.invokeAll(Collections.nCopies(12, one))) {
                assertThat(answer.get()).isEqualTo(AgencyError.PROVIDER_AWAY);
            }
            assertThat(calls).hasSizeBetween(1, IdentityProviders.AT_A_TIME);

            int before = calls.size();
            assertThat(refused(providers)).isEqualTo(AgencyError.PROVIDER_AWAY);
            assertThat(calls).as("left alone for a while").hasSize(before);
            clock.advance(Duration.ofSeconds(11));
            assertThat(refused(providers)).isEqualTo(AgencyError.PROVIDER_AWAY);
            assertThat(calls).as("asked again").hasSize(before + 1);
            assertThat(providers.endSession("slow")).isEmpty();
            hanging.close();
            taking.get();
        } finally {
            many.shutdownNow();
            for (Socket call : calls) {
                call.close();
            }
        }
    }

    @Test
    void whatNobodyNamedIsNotThere() {
        assertThatThrownBy(() -> providers("http://127.0.0.1:9").open("another"))
                .isInstanceOfSatisfying(HubException.class, refused -> assertThat(refused.code())
                        .isEqualTo(AgencyError.PROVIDER_UNKNOWN));
    }

    private IdentityProviders providers(String issuer) {
        IdentitySettings.Provider slow =
                new IdentitySettings.Provider(issuer, "hub", null, null, null, List.of(), List.of());
        return new IdentityProviders(new IdentitySettings(Map.of("slow", slow), true), clock);
    }

    private static AgencyError refused(IdentityProviders providers) {
        try {
            providers.open("slow");
            throw new AssertionError("it answered");
        } catch (HubException refused) {
            return (AgencyError) refused.code();
        }
    }

    private static void take(ServerSocket server, List<Socket> calls) {
        try {
            while (!server.isClosed()) {
                calls.add(server.accept());
            }
        } catch (SocketException closed) {
            assertThat(server.isClosed()).isTrue();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }
}
