package vn.lienthong.route.made;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.connector.Connectors;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.TestSystems;
import vn.lienthong.vault.Vault;

/** A turn whose node dies in its middle leaves a sign, and what became of it is asked for. */
@HubTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledTurnsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ROUTE = "camel.killed.copy";

    @Autowired
    HubFolders folders;

    @Autowired
    Vault vault;

    @Autowired
    Connectors connectors;

    @Autowired
    KnownMade made;

    @Autowired
    JdbcClient state;

    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    private TestSystems systems;
    private JdbcTemplate source;
    private JdbcTemplate target;
    private ApiCaller api;
    private Path file;

    @BeforeAll
    void start() throws IOException {
        api = new ApiCaller(http, tokens);
        systems = new TestSystems(folders, vault, "G03");
        source = systems.connector("khere", "  log: { from: public.log, classes: { \"*\": internal } }");
        target = systems.connector("kthere", "  log: { from: public.log, classes: { \"*\": internal } }");
        source.execute("create table log (id bigint)");
        source.execute("insert into log values (1)");
        target.execute("create table log (id bigint)");
        await().atMost(PATIENCE)
                .until(() -> connectors.find(new ConnectorName("khere")).isPresent()
                        && connectors.find(new ConnectorName("kthere")).isPresent());
        file = folders.routes().resolve("killed.camel.yaml");
    }

    @AfterAll
    void stop() throws IOException {
        Files.deleteIfExists(file);
        await().atMost(PATIENCE).until(() -> made.find("killed").isEmpty());
        state.sql("delete from route_failed where route = ?").param(ROUTE).update();
        systems.close();
    }

    private void everyMillis(long period) throws IOException {
        Files.writeString(file, """
                - lienthong: { agency: G03, reads: [khere/log], writes: [kthere/log] }
                - route:
                    id: copy
                    group: test
                    description: Copies
                    errorHandler: { defaultErrorHandler: {} }
                    from:
                      uri: "timer:copy?period=%d&delay=0"
                      steps:
                        - to: { uri: "connector:khere/log?act=read&most=10", id: take }
                        - to: { uri: "connector:kthere/log?act=write&mode=append", id: put }
                """.formatted(period));
    }

    private int logged() {
        return target.queryForObject("select count(*) from log", Integer.class);
    }

    private long marks() {
        return state.sql("select count(*) from route_made_turns where route = ?")
                .param(ROUTE)
                .query(Long.class)
                .single();
    }

    private JsonNode failed(String how) {
        return api.get("failed-exchanges?route=" + ROUTE + "&state=" + how)
                .getBody()
                .at("/page/items");
    }

    @Test
    void itIsAFailedExchangeUntilATurnGoesThrough() throws IOException, SQLException {
        try (Connection holds = target.getDataSource().getConnection()) {
            holds.setAutoCommit(false);
            holds.createStatement().execute("lock table log in exclusive mode");
            everyMillis(3_600_000);
            await().atMost(PATIENCE).until(() -> marks() == 1);
            assertThat(logged()).as("the turn is in its middle").isZero();
            holds.rollback();
        }
        await().atMost(PATIENCE).until(() -> logged() == 1);
        await().atMost(PATIENCE).until(() -> marks() == 0);
        assertThat(failed("open")).isEmpty();

        state.sql("""
                        insert into route_made_turns (route, node, begun_at, leased_until)
                        values (?, gen_random_uuid(), now() - interval '2 minutes', now() - interval '1 minute')
                        """).param(ROUTE).update();
        await().atMost(PATIENCE).until(() -> failed("open").size() == 1);
        JsonNode one = failed("open").get(0);
        assertThat(one.path("code").asText()).isEqualTo("failed.NODE_GONE");
        assertThat(one.path("held").asBoolean()).isFalse();
        assertThat(marks()).isZero();

        everyMillis(1_000);
        await().atMost(PATIENCE).until(() -> failed("settled").size() == 1);
        assertThat(failed("open")).isEmpty();
    }
}
