package vn.lienthong.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Text;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.PartnerApi;

/** The last exchanges with a partner are there for whoever looks after the connector: few, masked, from all nodes. */
@HubTest
class ExchangesKeptTest {
    private static final ConnectorName NAME = new ConnectorName("asked-partner");
    private static final Instant LATELY = Instant.parse("2026-11-28T08:00:00Z");

    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    @Autowired
    JdbcClient state;

    @Autowired
    HubFolders folders;

    @Autowired
    ConnectorRegistry registry;

    @Autowired
    KeptExchanges exchanges;

    private final PartnerApi partner = new PartnerApi();
    private ApiCaller api;

    @BeforeEach
    void register() throws IOException {
        api = new ApiCaller(http, tokens);
        partner.rows.add(Map.of("code", "015315000214", "name", "Nguyễn Thị Thảo"));
        Files.writeString(
                folders.connectors().resolve("destinations.yaml"),
                "destinations: [{ agency: H26, hosts: [{ host: 127.0.0.1, ports: [" + partner.port() + "] }] }]\n");
        Files.writeString(file(), """
                connector: %s
                title: { vi: Đối tác, en: Partner }
                agency: H26
                type: rest
                settings:
                  host: 127.0.0.1
                  port: %d
                  tls: off
                  base_path: /api
                  auth: none
                  resources: { rows: { path: /plain, columns: { code: /code, name: /name } } }
                """.formatted(NAME, partner.port()));
        registry.refresh();
        assertThat(registry.problems()).isEmpty();
    }

    @AfterEach
    void remove() throws IOException {
        partner.close();
        Files.delete(file());
        registry.refresh();
    }

    private Path file() {
        return folders.connectors().resolve(NAME + ".connector.yaml");
    }

    @Test
    void whatAnExaminationExchangedIsShownMasked() {
        assertThat(items()).isEmpty();
        api.write(HttpMethod.POST, "connectors/" + NAME + "/test", null);
        JsonNode items = items();
        assertThat(items).isNotEmpty();
        assertThat(items.get(0).path("operation").asText()).isEqualTo("rows");
        assertThat(items.get(0).has("answer")).isFalse();
        JsonNode one = api.get("connectors/" + NAME + "/exchanges/"
                        + items.get(0).path("id").asLong())
                .getBody();
        assertThat(one.path("good").asBoolean()).isTrue();
        assertThat(one.path("request").asText()).startsWith("GET /api/plain");
        assertThat(one.path("answer").asText()).contains("\"code\": \"############\"");
        assertThat(state.sql("select request || answer from connector_exchanges where connector = ?")
                        .param(NAME.value())
                        .query(String.class)
                        .list())
                .isNotEmpty()
                .allSatisfy(text -> assertThat(text).doesNotContain("015315000214", "Nguyễn"));
    }

    @Test
    void ofEachOperationTheLastAreKeptAndMoreOfThoseThatFailed() {
        KeptExchanges other = new KeptExchanges(state);
        for (int number = 0; number < 20; number++) {
            (number % 2 == 0 ? exchanges : other).note(exchange("one", number, null));
            other.note(exchange("one", number, new Text("hỏng", "broken")));
            other.note(exchange("two", number, null));
        }
        exchanges.close();
        other.close();
        assertThat(kept("one", true)).containsExactly(19L, 18L, 17L);
        assertThat(kept("one", false)).containsExactly(19L, 18L, 17L, 16L, 15L);
        assertThat(kept("two", true)).containsExactly(19L, 18L, 17L);

        exchanges.note(exchange("one", 20, null));
        assertThat(kept("one", true)).as("what is shown stays for a while").containsExactly(19L, 18L, 17L);
        exchanges.close();
        assertThat(kept("one", true)).containsExactly(20L, 19L, 18L);
        assertThat(exchanges.purge(LATELY.plusSeconds(17), 100)).isEqualTo(2);
        assertThat(kept("one", false)).containsExactly(19L, 18L, 17L);
    }

    @Test
    void ofABusyPartnerNotEachAnswerIsWorthItsMasking() {
        for (int number = 0; number < KeptExchanges.GOOD; number++) {
            assertThat(exchanges.wants(NAME, "busy", LATELY)).isTrue();
            exchanges.note(exchange("busy", 0, null));
        }
        assertThat(exchanges.wants(NAME, "busy", LATELY.plusMillis(900))).isFalse();
        assertThat(exchanges.wants(NAME, "rare", LATELY)).isTrue();
        assertThat(exchanges.wants(NAME, "busy", LATELY.plusSeconds(1))).isTrue();
    }

    @Test
    void theyGoWithTheirConnector() throws IOException {
        exchanges.note(exchange("one", 1, null));
        assertThat(kept("one", true)).as("at once on the node itself").hasSize(1);
        String text = Files.readString(file());
        Files.delete(file());
        registry.refresh();
        await().atMost(Duration.ofSeconds(10)).until(() -> kept("one", true).isEmpty());
        Files.writeString(file(), text);
    }

    private JsonNode items() {
        return api.get("connectors/" + NAME + "/exchanges").getBody().path("items");
    }

    private List<Long> kept(String operation, boolean good) {
        List<Long> seconds = new ArrayList<>();
        for (KeptExchanges.Kept each : exchanges.of(NAME)) {
            if (each.exchange().operation().equals(operation) && each.exchange().good() == good) {
                seconds.add(each.exchange().at().getEpochSecond() - LATELY.getEpochSecond());
            }
        }
        return seconds;
    }

    private static Exchange exchange(String operation, int second, Text failure) {
        return new Exchange(
                NAME,
                operation,
                LATELY.plusSeconds(second),
                Duration.ofMillis(5),
                failure == null ? 200 : null,
                failure,
                "GET /",
                "200");
    }
}
