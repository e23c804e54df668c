package vn.lienthong.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.Registrations;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.HubTest;

@HubTest
class SampleSecretsTest {
    @Autowired
    HubFolders folders;

    @Autowired
    Connectors connectors;

    @Autowired
    Registrations registrations;

    @Autowired
    JdbcClient state;

    @Test
    void aPasswordIsBoundWhenItIsSealedAndNotByWhoeverUsesItFirst() throws IOException {
        Files.copy(
                Path.of("connectors/smas-hanoi.connector.yaml"),
                folders.connectors().resolve("smas-hanoi.connector.yaml"));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> connectors.find(new ConnectorName("smas-hanoi")).isPresent());

        new SampleSecrets(connectors, registrations)
                .seal(Map.of("smas-hanoi", Map.of("password", "p"), "of-nobody", Map.of("password", "q")));

        List<String> bound = state.sql("select connector || ' ' || (bound_to is not null) from vault_secrets"
                        + " where connector in ('smas-hanoi', 'of-nobody')")
                .query(String.class)
                .list();
        assertThat(bound).containsExactly("smas-hanoi true");
    }
}
