package vn.lienthong.route.failed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Secret;
import vn.lienthong.store.HubFolders;
import vn.lienthong.sync.Run;
import vn.lienthong.sync.RunControl;
import vn.lienthong.sync.Runs;
import vn.lienthong.sync.SyncJobs;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.Everybody;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.TakingPartner;
import vn.lienthong.testing.TakingPartner.Fault;
import vn.lienthong.testing.TestSystems;
import vn.lienthong.vault.Vault;

/** One key is traced through what jobs did: held rows, rows on their way to a partner, and what the systems themselves have. */
@HubTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyTraceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ELSEWHERE = "4711";
    private static final String UNWANTED = "4712";
    private static final String UNSURE = "4713";
    private static final String NOWHERE = "4799";

    @Autowired
    HubFolders folders;

    @Autowired
    Vault vault;

    @Autowired
    SyncJobs jobs;

    @Autowired
    RunControl control;

    @Autowired
    Runs runs;

    @Autowired
    JdbcClient state;

    @Autowired
    BeyondStore beyond;

    @Autowired
    TraceDesk desk;

    @Autowired
    Callers callers;

    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    private final TakingPartner partner = new TakingPartner();
    private final List<Path> written = new ArrayList<>();
    private TestSystems systems;
    private ApiCaller api;

    @BeforeAll
    void move() throws IOException {
        api = new ApiCaller(http, tokens);
        systems = new TestSystems(folders, vault, "G03", "G26");
        JdbcTemplate source =
                systems.connector("thay", "  pupils: { from: public.pupils, classes: { \"*\": personal } }");
        String there = "  pupils: { from: public.pupils, classes: { \"*\": personal } }";
        JdbcTemplate target = systems.connector("tday", there);
        JdbcTemplate others = systems.connector("tkhac", "G26", there);
        source.execute("create table pupils (id bigint primary key, name text, grade integer)");
        source.update("insert into pupils select n, 'Trần Văn ' || n, 1 from generate_series(4711, 4714) n");
        source.update("update pupils set grade = 99 where id = 4712");
        for (JdbcTemplate one : List.of(target, others)) {
            one.execute("create table pupils (id bigint primary key, name text, grade integer, source text)");
            one.update("insert into pupils values (4799, 'Người Khác', 1, 'of-others')");
        }
        int gone;
        try (ServerSocket closed = new ServerSocket(0)) {
            gone = closed.getLocalPort();
        }
        Path destinations = folders.connectors().resolve("destinations.yaml");
        Files.writeString(
                destinations,
                Files.readString(destinations)
                        + "- { agency: G03, hosts: [{ host: localhost, ports: [%d] }, { host: 127.0.0.1, ports: [%d] }] }\n"
                                .formatted(partner.port(), gone));
        connector("tmat", """
                type: postgresql
                settings: { host: 127.0.0.1, port: %d, database: x, username: x, password: "${secret:tmat/password}" }
                datasets:
                  pupils: { from: public.pupils, classes: { "*": personal } }
                """.formatted(gone));
        vault.seal("tmat", "password", Secret.of("x"));
        connector("tgui", """
                type: rest
                settings:
                  host: localhost
                  port: %d
                  tls: "off"
                  base_path: /api
                  auth: none
                  per_minute: 60000
                  timeout_seconds: 5
                  resources:
                    taken:
                      path: /taken
                      rows: /data
                      columns: { pupil_id: { at: /id, type: integer }, full_name: /name }
                      write: { path: '/taken/{pupil_id}' }
                datasets:
                  taken: { from: taken, key: [pupil_id], classes: { "*": personal } }
                """.formatted(partner.port()));
        job("trace-own", "tday/pupils", "G03", "id: id, name: name, grade: grade, source: { value: own }", "own");
        job("trace-there", "tkhac/pupils", "G03", "id: id, name: name, grade: grade, source: { value: own }", "own");
        job("trace-gone", "tmat/pupils", "G03", "id: id, name: name", "");
        job("trace-sent", "tgui/taken", "G03", "pupil_id: id, full_name: name", "");
        await().atMost(PATIENCE).until(() -> List.of("own", "there", "gone", "sent").stream()
                .allMatch(name -> jobs.find(new JobName("trace-" + name)).isPresent()));

        partner.refuses.put(4712, "no");
        partner.faults = (key, row) -> key == 4713 ? Fault.RESET_AFTER : Fault.NONE;
        Run own = control.start(new JobName("trace-own"), "test");
        Run sent = control.start(new JobName("trace-sent"), "test");
        await().atMost(PATIENCE).until(() -> runs.get(own.id()).state().good());
        await().atMost(PATIENCE).untilAsserted(() -> {
            String how = String.valueOf(runs.get(sent.id()));
            assertThat(sent(ELSEWHERE)).as(how).contains("has arrived");
            assertThat(sent(UNWANTED)).as(how).contains("was refused by the partner");
            assertThat(sent(UNSURE)).as(how).contains("has left");
        });
        partner.faults = (key, row) -> Fault.NONE;
        control.cancel(sent.id(), "test", "test");
        await().atMost(PATIENCE).until(() -> !runs.get(sent.id()).state().active());
    }

    /** What the outbox says of a key, in words. */
    private String sent(String key) {
        return callers.as(new Everybody("test"), () -> desk.look(key, "sync.trace-sent", false, "test").items().stream()
                .map(one -> one.what().en())
                .collect(Collectors.joining("\n")));
    }

    private void connector(String name, String rest) throws IOException {
        Path file = folders.connectors().resolve(name + ".connector.yaml");
        written.add(file);
        Files.writeString(file, "connector: %1$s\ntitle: { vi: %1$s, en: %1$s }\nagency: G03\n".formatted(name) + rest);
    }

    private void job(String name, String to, String agency, String map, String scope) throws IOException {
        Path file = folders.routes().resolve(name + ".sync.yaml");
        written.add(file);
        Files.writeString(file, """
                sync: %s
                title: { vi: Học sinh, en: Pupils }
                agency: %s
                from: { dataset: thay/pupils }
                to: { dataset: %s, key: [%s]%s }
                map: { %s }
                %s
                """.formatted(
                        name,
                        agency,
                        to,
                        map.substring(0, map.indexOf(':')),
                        scope.isEmpty() ? "" : ", scope: { source: %s }".formatted(scope),
                        map,
                        map.contains("grade") ? "check: { grade: [between(1, 12)] }" : ""));
    }

    @AfterAll
    void stop() throws IOException {
        state.sql("delete from quarantine_rows where job like 'trace-%'").update();
        for (Path file : written) {
            Files.deleteIfExists(file);
        }
        partner.close();
        systems.close();
    }

    private JsonNode traced(String key, String route, boolean asking) {
        return api.write(
                        HttpMethod.POST,
                        "traces",
                        Map.of("key", key, "route", route, "systems", asking, "reason", "phụ huynh hỏi"))
                .getBody();
    }

    private static List<String> found(JsonNode traced) {
        return StreamSupport.stream(traced.path("systems").spliterator(), false)
                .filter(one -> one.path("where").asText().startsWith("sync.trace-"))
                .map(one -> one.path("job").path("value").asText(one.path("job").asText()) + " "
                        + one.path("side").asText() + " " + one.path("found").asText())
                .toList();
    }

    @Test
    void systemsOfJobsSayWhatTheyHaveNowAndOneThatIsAwayHidesNoOther() {
        JsonNode traced = traced(ELSEWHERE, "", true);
        assertThat(found(traced))
                .containsExactlyInAnyOrder(
                        "trace-own TARGET THERE",
                        "trace-own SOURCE THERE",
                        "trace-there TARGET NOT_THERE",
                        "trace-there SOURCE THERE",
                        "trace-gone TARGET NOT_ASKED",
                        "trace-gone SOURCE THERE",
                        "trace-sent TARGET NOT_ASKED",
                        "trace-sent SOURCE THERE");
        assertThat(traced.toString())
                .as("values stay masked")
                .doesNotContain("Trần")
                .contains("\"name\":\"•••\"");
        for (JsonNode one : traced.path("systems")) {
            boolean asked = !one.path("found").asText().equals("NOT_ASKED");
            assertThat(one.hasNonNull("why")).isNotEqualTo(asked);
        }

        assertThat(found(traced(NOWHERE, "", true)))
                .as("a row of another's part of the target is not the job's")
                .contains("trace-own TARGET NOT_THERE", "trace-own SOURCE NOT_THERE");
        assertThat(found(traced("A-" + NOWHERE, "sync.trace-own", true)))
                .containsExactlyInAnyOrder("trace-own TARGET NOT_THERE", "trace-own SOURCE NOT_THERE");
        assertThat(traced(ELSEWHERE, "sync.trace-own", false).path("systems"))
                .as("nobody is asked who was not to be")
                .isEmpty();
    }

    @Test
    void whoAskedWhyAndHowManyIsInTheJournalAndTheKeyIsNot() {
        traced(ELSEWHERE, "sync.trace-own", true);
        assertThat(state.sql("""
                        select details ->> 'systems' from journal_entries
                        where act = 'trace.asked' and details ->> 'route' = 'sync.trace-own' order by id desc limit 1
                        """).query(String.class).single()).isEqualTo("2");
        assertThat(state.sql(
                                "select count(*) from journal_entries where act = 'trace.asked' and details::text like '%4711%'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void rowsOnTheirWayToAPartnerAreFoundByTheirKey() {
        assertThat(sent(ELSEWHERE)).contains("A row sent one by one to tgui/taken has arrived");
        assertThat(sent(UNWANTED)).contains("was refused by the partner");
        assertThat(sent(NOWHERE)).isEmpty();
    }

    private static String words(JsonNode traced) {
        return String.join("\n", traced.path("items").findValuesAsText("en"));
    }

    /** More of one key lie above it than are shown. */
    @Test
    void whatIsOlderThanManyOthersIsFoundByItsRoute() {
        state.sql("""
                        insert into quarantine_rows (job, dataset, agency, run, batch, ordinal, state, key_mark, row_mark, content,
                            value_class, code, reason_vi, reason_en, first_seen, last_seen)
                        select 'trace-other', dataset, agency, run, batch, -n, 'superseded', key_mark, row_mark, content, value_class,
                            code, reason_vi, 'copied', first_seen, last_seen + make_interval(hours => n)
                        from quarantine_rows, generate_series(1, :rows) n where job = 'trace-own' and state = 'held'
                        """).param("rows", TraceDesk.MOST + 10).update();
        for (int i = 0; i <= TraceDesk.MOST; i++) {
            sent(UNWANTED); // each look stands in the journal under the key itself
        }
        assertThat(traced(UNWANTED, "", false).path("items").size()).isGreaterThanOrEqualTo(TraceDesk.MOST);
        assertThat(words(traced(UNWANTED, "sync.trace-own", false)))
                .contains("A refused row is held")
                .doesNotContain("copied");
    }

    /** Whose agencies they are of, is told how many were only counted. */
    @Test
    void whatWasOnlyCountedIsToldToItsAgenciesAlone() {
        Instant now = Instant.now();
        beyond.add("camel.counted.one", "G26", "x.Y", 3, now, now);
        beyond.add("camel.counted.one", "G03", "x.Y", 2, now, now);
        assertThat(beyond.of("camel.counted.one", List.of("G26"))).isEqualTo(3);
        assertThat(beyond.of("camel.counted.one", List.of("G03", "G26"))).isEqualTo(5);
        assertThat(beyond.of("camel.counted.one", List.of())).isZero();
        state.sql("delete from route_failed_beyond where route = 'camel.counted.one'")
                .update();
    }
}
