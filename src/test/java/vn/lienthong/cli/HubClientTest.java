package vn.lienthong.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.kernel.HubException;
import vn.lienthong.testing.PartnerApi;

/** A command that called too often waits as the hub tells it, and goes on. */
class HubClientTest {
    private static final String LIST = "../plain";

    private final PartnerApi hub = new PartnerApi();
    private HubClient client;

    @BeforeEach
    void make() throws NoSuchAlgorithmException {
        client = new HubClient("http://127.0.0.1:" + hub.port(), "token", Locale.ENGLISH, SSLContext.getDefault());
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void whatWasCalledTooOftenIsCalledAgainWhenTheHubSays() {
        hub.rows.add(Map.of("name", "one"));
        refuses("1");
        refuses("1");
        long begun = System.nanoTime();

        assertThat(client.get(LIST)).hasSize(1);

        assertThat(hub.asked).hasSize(3);
        assertThat(System.nanoTime() - begun).isGreaterThan(1_900_000_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "0", "86400"})
    void nobodyWaitsForGoodOrWithoutKnowingHowLong(String retryAfter) {
        refuses(retryAfter);

        assertThatThrownBy(() -> client.get(LIST))
                .isInstanceOfSatisfying(
                        HubException.class,
                        refused -> assertThat(refused.problem().en()).contains("too many calls"))
                .hasMessageContaining("Call again later.");
        assertThat(hub.asked).hasSize(1);
    }

    private void refuses(String retryAfter) {
        hub.once.add(new PartnerApi.Once(
                429,
                retryAfter.isEmpty() ? Map.of() : Map.of("Retry-After", retryAfter),
                "{\"detail\":\"too many calls\",\"remedy\":\"Call again later.\"}"));
    }
}
