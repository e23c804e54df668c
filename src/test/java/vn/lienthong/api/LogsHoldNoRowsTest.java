package vn.lienthong.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.agency.SignInToken;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.HubTest;
import vn.lienthong.vault.Vault;

/**
 * Values that stand in rows and nowhere else, through everything that can go wrong with a row; then every line that was logged,
 * every table of the hub's own state, and what its pages, its streams and its API say.
 */
@HubTest
class LogsHoldNoRowsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String CANARY = "CANARY";
    /** As the state's tables show bytes that are not sealed. */
    private static final String CANARY_BYTES = HexFormat.of().formatHex(CANARY.getBytes(StandardCharsets.US_ASCII));
    /** Servers that this process began write here too: in their own words no row, but what the target's trigger says is its own. */
    private static final String OF_SERVERS = "io.zonky.";

    private static final int GRADE = 1_987_654_321;

    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    @Autowired
    HubFolders folders;

    @Autowired
    Vault vault;

    @Autowired
    JdbcTemplate state;

    @Autowired
    SignInToken signIn;

    @LocalServerPort
    int port;

    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final Map<Logger, Level> levels = new HashMap<>();
    private final Listening listening = new Listening();
    private TwoSystems systems;
    private ApiCaller api;

    @BeforeEach
    void listen() throws IOException {
        LoggerContext logs = (LoggerContext) LoggerFactory.getILoggerFactory();
        for (Logger logger : logs.getLoggerList()) {
            if (logger.getLevel() != null) {
                levels.put(logger, logger.getLevel());
                logger.setLevel(Level.INFO);
            }
        }
        logs.getLogger("vn.lienthong").setLevel(Level.DEBUG);
        listening.setContext(logs);
        listening.start();
        logs.getLogger("ROOT").addAppender(listening);
        api = new ApiCaller(http, tokens);
        systems = new TwoSystems(folders, vault);
        await().atMost(PATIENCE)
                .until(() -> api.get("connectors/rest-there").getStatusCode().is2xxSuccessful());
        systems.source()
                .update("insert into pupils select n, 'CANARY ' || n, 1 + n % 12 from generate_series(1, 60) n");
    }

    @AfterEach
    void stop() throws IOException {
        api.removeJob("poisoned");
        ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("ROOT").detachAppender(listening);
        levels.forEach(Logger::setLevel);
        systems.close();
    }

    @Test
    void whateverGoesWrongWithARowItsContentIsToldNowhere() throws Exception {
        SignedInReader reader = SignedInReader.enter(port, signIn);
        LoggerFactory.getLogger("vn.lienthong.test").debug("listening");
        // refused by the mapping, refused by the target, and a batch that fails with the row in its message
        systems.source().update("update pupils set grade = ? where id = 10", GRADE);
        systems.target().execute("alter table pupils add constraint no_20 check (full_name <> 'CANARY 20')");
        fails("08006");
        register("poisoned");
        for (String page : List.of("", "jobs", "jobs/poisoned")) {
            reader.follow(page);
        }
        long run = start("poisoned");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(state(run)).isEqualTo("PAUSED"));
        nothingTold(reader, run);

        systems.target().execute("drop trigger fails on pupils");
        api.write(HttpMethod.POST, "runs/" + run + "/retry", null);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(state(run)).isEqualTo("DONE_WITH_REJECTIONS"));
        assertThat(held()).isEqualTo(2);

        // a value that a person typed, refused again
        long row = api.get("quarantine?job=poisoned")
                .getBody()
                .path("items")
                .get(0)
                .path("id")
                .asLong();
        api.write(HttpMethod.PATCH, "quarantine/" + row, Map.of("full_name", CANARY + " 20", "name", CANARY + " 20"));
        api.write(HttpMethod.POST, "quarantine/release", Map.of("rows", List.of(row)));
        api.write(HttpMethod.POST, "jobs/poisoned/dry-run", null);
        api.write(HttpMethod.POST, "jobs/poisoned/reconcile", null);

        // a target that answers with what only its makers know
        fails("XX000");
        systems.source().update("update pupils set name = 'CANARY new ' || id");
        long broken = start("poisoned");
        await().atMost(PATIENCE).until(() -> !List.of("PLANNED", "RUNNING").contains(state(broken)));

        assertThat(logged).as("what is heard").anyMatch(line -> line.contains("listening"));
        assertThat(logged).noneMatch(LogsHoldNoRowsTest::tells);
        nothingTold(reader, broken);
    }

    private void nothingTold(SignedInReader reader, long run) throws Exception {
        List<String> pages = new ArrayList<>();
        for (String path : List.of(
                "/",
                "/jobs",
                "/jobs/poisoned",
                "/jobs/poisoned/runs/" + run,
                "/connectors",
                "/connectors/rest-here",
                "/connectors/rest-there",
                "/routes")) {
            pages.add(reader.page(path));
        }
        assertThat(pages).allMatch(page -> page.startsWith("200 "));
        assertThat(pages).anyMatch(page -> page.contains("XX000") || page.contains("08006"));
        assertThat(pages).noneMatch(LogsHoldNoRowsTest::tells);
        for (String path : List.of(
                "runs/" + run,
                "jobs/poisoned/runs",
                "jobs/poisoned",
                "status",
                "journal?limit=200",
                "quarantine/groups")) {
            ResponseEntity<JsonNode> answer = api.get(path);
            assertThat(answer.getStatusCode().value()).as(path).isEqualTo(200);
            assertThat(answer.getBody().toString()).as(path).doesNotContain(CANARY, String.valueOf(GRADE));
        }
        await().atMost(PATIENCE).until(() -> reader.heard().stream()
                .map(line -> line.substring(0, line.indexOf(": ")))
                .collect(Collectors.toSet())
                .containsAll(Set.of("", "jobs", "jobs/poisoned")));
        assertThat(reader.heard()).noneMatch(LogsHoldNoRowsTest::tells);
        assertThat(kept()).hasSizeGreaterThan(20).noneMatch(LogsHoldNoRowsTest::tells);
    }

    /** Every row of every table in which the hub keeps its state, as text. */
    private List<String> kept() {
        List<String> rows = new ArrayList<>();
        for (String table : state.queryForList(
                "select quote_ident(table_name) from information_schema.tables where table_schema = current_schema()",
                String.class)) {
            state.queryForList("select t::text from " + table + " t", String.class)
                    .forEach(row -> rows.add(table + " " + row));
        }
        return rows;
    }

    private static boolean tells(String line) {
        return line.contains(CANARY) || line.contains(CANARY_BYTES) || line.contains(String.valueOf(GRADE));
    }

    private void fails(String code) {
        systems.target().execute("""
                create or replace function fails() returns trigger language plpgsql as $$
                begin
                    if new.pupil_id = 30 then
                        raise exception 'cannot take %%', new.full_name using errcode = '%s', detail = new.full_name;
                    end if;
                    return new;
                end $$
                """.formatted(code));
        systems.target()
                .execute(
                        "create trigger fails before insert or update on pupils for each row execute function fails()");
    }

    private void register(String job) {
        assertThat(api.yaml(HttpMethod.PUT, "jobs", TwoSystems.job(job, ""))
                        .getStatusCode()
                        .value())
                .isEqualTo(200);
    }

    private long start(String job) {
        JsonNode started =
                api.write(HttpMethod.POST, "jobs/" + job + "/runs", null).getBody();
        return started.path("id").asLong();
    }

    private String state(long run) {
        return api.get("runs/" + run).getBody().at("/run/state").asText();
    }

    private int held() {
        return state.queryForObject(
                "select count(*) from quarantine_rows where job = 'poisoned' and state = 'held'", Integer.class);
    }

    private final class Listening extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            String thrown =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            if (event.getLoggerName().startsWith(OF_SERVERS)
                    && event.getFormattedMessage().contains("cannot take")) {
                return;
            }
            logged.add(event.getLoggerName() + " " + event.getFormattedMessage() + " " + thrown);
        }
    }
}
