package vn.lienthong.route.made;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.Partners;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HoldsPersons;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.ValueType;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.Aside;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.TestSystems;
import vn.lienthong.vault.Vault;

/** Turns of hand-made routes that fail, in a whole hub with real databases: nothing of them is lost, and nothing arrives twice. */
@HubTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailedTurnsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Autowired
    HubFolders folders;

    @Autowired
    Vault vault;

    @Autowired
    Connectors connectors;

    @Autowired
    Partners partners;

    @Autowired
    Journal journal;

    @Autowired
    KnownMade made;

    @Autowired
    JdbcClient state;

    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    @Autowired
    List<HoldsPersons> rooms;

    private TestSystems systems;
    private JdbcTemplate source;
    private JdbcTemplate target;
    private ApiCaller api;
    private String name;
    private String route;
    private Path file;

    @BeforeAll
    void start() throws IOException {
        api = new ApiCaller(http, tokens);
        systems = new TestSystems(folders, vault, "G03");
        source = systems.connector(
                "fhere",
                "  others: { from: public.others, classes: { \"*\": personal } }\n"
                        + "  pupils: { from: public.pupils, classes: { \"*\": personal } }");
        target = systems.connector(
                "fthere",
                "  log: { from: public.log, classes: { \"*\": personal } }\n"
                        + "  pupils: { from: public.pupils, classes: { \"*\": personal } }");
        await().atMost(PATIENCE)
                .until(() -> connectors.find(new ConnectorName("fthere")).isPresent()
                        && connectors.find(new ConnectorName("fhere")).isPresent());
    }

    @BeforeEach
    void layOut() {
        source.execute("drop table if exists pupils, others");
        source.execute("create table others as select 2001::bigint as id, 'Lê Thị 1'::text as name");
        target.execute("drop table if exists log, pupils");
        source.execute("create table pupils (id bigint primary key, name text)");
        source.update("insert into pupils select 1000 + n, 'Trần Văn ' || n from generate_series(1, 50) n");
        target.execute("create table log (id bigint, name text)");
        target.execute(
                "create table pupils (id bigint primary key, name text, constraint bad check (name not like '%7'))");
        name = "failing-" + NUMBER.incrementAndGet();
        route = "camel." + name + ".copy";
        file = folders.routes().resolve(name + ".camel.yaml");
    }

    @AfterEach
    void clear() throws IOException {
        Files.deleteIfExists(file);
        await().atMost(PATIENCE).until(() -> made.find(name).isEmpty());
        state.sql("delete from route_failed where route = ?").param(route).update();
    }

    @AfterAll
    void stop() throws IOException {
        systems.close();
    }

    /** A turn in an hour: first rows without a key, then rows that the target refuses. */
    private String text() {
        return """
                - lienthong: { agency: G03, reads: [fhere/pupils], writes: [fthere/log, fthere/pupils] }
                - route:
                    id: copy
                    group: test
                    description: Copies pupils
                    errorHandler: { defaultErrorHandler: { redeliveryPolicy: { maximumRedeliveries: 2, redeliveryDelay: 50 } } }
                    from:
                      uri: "timer:copy?period=3600000&delay=0"
                      steps:
                        - to: { uri: "connector:fhere/pupils?act=read&most=100", id: take }
                        - to: { uri: "connector:fthere/log?act=write&mode=append", id: note }
                        - to: { uri: "direct:%s", id: hand }
                - route:
                    id: put
                    group: test
                    description: Puts them there
                    errorHandler: { defaultErrorHandler: {} }
                    from:
                      uri: direct:%s
                      steps:
                        - filter:
                            simple: "${header.written} == 50"
                            steps:
                              - to: { uri: "connector:fthere/pupils?act=write&mode=upsert&key=id", id: put }
                """.formatted("put", "put");
    }

    private JsonNode failed() throws IOException {
        Files.writeString(file, text());
        await().atMost(PATIENCE).until(() -> waiting().size() == 1);
        return waiting().get(0);
    }

    private JsonNode waiting() {
        return api.get("failed-exchanges?route=" + route).getBody().at("/page/items");
    }

    private String stateOf(long id) {
        return api.get("failed-exchanges/" + id).getBody().path("state").asText();
    }

    private int count(String table) {
        return target.queryForObject("select count(*) from " + table, Integer.class);
    }

    private ResponseEntity<JsonNode> act(long id, String act) {
        return api.write(HttpMethod.POST, "failed-exchanges/" + id + "/" + act, Map.of("reason", "thử"));
    }

    @Test
    void aTurnIsTakenUpWhereItFailedWithTheRowsItHadAndNothingTwice() throws IOException {
        JsonNode failed = failed();
        long id = failed.path("id").asLong();
        assertThat(failed.path("step").asText()).isEqualTo("put");
        assertThat(failed.path("dataset").asText()).isEqualTo("fthere/pupils");
        assertThat(failed.path("code").asText()).isEqualTo("made.ROWS_REFUSED");
        assertThat(failed.path("rows").asInt()).isEqualTo(50);
        assertThat(failed.path("held").asBoolean()).isTrue();
        assertThat(count("log")).isEqualTo(50);
        assertThat(count("pupils")).isZero();
        byte[] kept = state.sql("select content from route_failed where id = ?")
                .param(id)
                .query(byte[].class)
                .single();
        assertThat(new String(kept, StandardCharsets.UTF_8))
                .doesNotContain("Trần")
                .doesNotContain("take");

        assertThat(find("1007").findValuesAsText("id")).containsExactly(String.valueOf(id));
        assertThat(find("2007")).isEmpty();

        // what it had counts, whatever the source says now
        source.update("update pupils set name = 'khác' where id = 1001");
        target.execute("alter table pupils drop constraint bad");
        JsonNode begun = api.write(
                        HttpMethod.POST,
                        "failed-exchanges/replay",
                        Map.of(
                                "which",
                                Map.of("route", route, "key", "1007", "code", "made.ROWS_REFUSED"),
                                "reason",
                                "sửa"))
                .getBody();
        assertThat(begun.path("count").asInt()).isEqualTo(1);
        await().atMost(PATIENCE).until(() -> stateOf(id).equals("REPLAYED"));

        assertThat(count("log")).as("the step that was done is not done again").isEqualTo(50);
        assertThat(target.queryForObject("select name from pupils where id = 1001", String.class))
                .isEqualTo("Trần Văn 1");
        assertThat(count("pupils")).isEqualTo(50);
        assertThat(state.sql("select content from route_failed where id = ?")
                        .param(id)
                        .query(byte[].class)
                        .optional())
                .as("nothing of it is kept once it went through")
                .isEmpty();
        assertThat(api.get("failed-exchanges/replays/" + begun.path("replay").asLong())
                        .getBody()
                        .path("done")
                        .asInt())
                .isEqualTo(1);
        assertThat(act(id, "replay").getBody().path("code").asText()).isEqualTo("failed.NOT_WAITING");
        assertThat(state.sql("select count(*) from journal_entries where act = 'failed.replayed' and reason = 'sửa'")
                        .query(Long.class)
                        .single())
                .isPositive();
        assertThat(state.sql(
                                "select count(*) from journal_entries where act like 'failed.%' and details::text || subject like '%1007%'")
                        .query(Long.class)
                        .single())
                .as("the key stands nowhere")
                .isZero();
    }

    private JsonNode find(String key) {
        return api.write(HttpMethod.POST, "failed-exchanges/search", Map.of("route", route, "key", key))
                .getBody()
                .at("/page/items");
    }

    @Test
    void whatFailsAgainWaitsAgainAndWhatNeedNotArriveIsDiscarded() throws IOException {
        long id = failed().path("id").asLong();
        act(id, "replay");
        await().atMost(PATIENCE)
                .until(() -> stateOf(id).equals("OPEN")
                        && api.get("failed-exchanges/" + id)
                                        .getBody()
                                        .path("attempts")
                                        .asInt()
                                == 2);
        assertThat(count("log")).isEqualTo(50);

        assertThat(api.write(HttpMethod.POST, "failed-exchanges/" + id + "/discard", Map.of())
                        .getBody()
                        .path("code")
                        .asText())
                .isEqualTo("failed.REASON");
        assertThat(act(id, "discard").getBody().path("state").asText()).isEqualTo("DISCARDED");
        assertThat(api.get("failed-exchanges/" + id).getBody().path("held").asBoolean())
                .isFalse();
        assertThat(waiting()).isEmpty();
    }

    /** The commit's answer was lost: the target is asked, and where it cannot tell, a person is. */
    @Test
    void aWriteWhoseEndNobodyHeardIsLookedForInTheTarget() {
        RowsDoor door = new RowsDoor(connectors, partners, journal);
        Reach reach = new Reach(
                new DatasetName(new ConnectorName("fthere"), "log"),
                "write",
                100,
                List.of(),
                List.of(),
                false,
                route,
                "note");
        Rows rows = new Rows(
                new DatasetName(new ConnectorName("fhere"), "pupils"),
                RowBatch.of(
                        new Schema(List.of(
                                Column.of("id", ValueType.INTEGER).classed(DataClass.PERSONAL),
                                Column.of("name", ValueType.TEXT).classed(DataClass.PERSONAL))),
                        List.<@Nullable Object[]>of(new Object[] {1L, "An"}, new Object[] {2L, "Bình"}),
                        1));
        List<Map<String, Long>> asked = new ArrayList<>();
        TurnMemo.Keeping keeping = memo -> asked.add(memo.asked());
        Counts counts = door.write(reach, rows, TurnMemo.again(List.of(), Map.of(), keeping));
        assertThat(counts.written()).isEqualTo(2);
        assertThat(asked).as("what is to be committed is durable before it is").hasSize(1);
        Map<String, Long> open = asked.get(0);

        assertThat(door.write(reach, rows, TurnMemo.again(List.of(), open, keeping)))
                .isEqualTo(counts);
        assertThat(count("log")).as("it had arrived").isEqualTo(2);

        Map<String, Long> never = Map.of(TurnMemo.step(reach), open.get(TurnMemo.step(reach)) + 1);
        door.write(reach, rows, TurnMemo.again(List.of(), never, keeping));
        assertThat(count("log")).as("it had not").isEqualTo(4);

        assertThatThrownBy(() -> door.write(reach, rows, TurnMemo.again(List.of(), open, keeping)))
                .isInstanceOfSatisfying(
                        HubException.class, why -> assertThat(why.code()).isEqualTo(MadeError.MAYBE_WRITTEN));
        assertThat(count("log")).isEqualTo(4);
    }

    @Test
    void twoWhoWantTheSameAgainHaveItOnce() throws Exception {
        long id = failed().path("id").asLong();
        target.execute("alter table pupils drop constraint bad");
        List<CompletableFuture<Integer>> both = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            both.add(Aside.supply(() -> act(id, "replay").getStatusCode().value()));
        }
        assertThat(both.stream().map(CompletableFuture::join))
                .containsOnlyOnce(200)
                .containsOnly(200, 409);
        await().atMost(PATIENCE).until(() -> stateOf(id).equals("REPLAYED"));
        assertThat(count("log")).isEqualTo(50);
        assertThat(count("pupils")).isEqualTo(50);
    }

    /** The state cannot be written just when a tick comes: no turn begins of which nothing would be kept, and the tick is nobody's. */
    @Test
    void aTickThatCannotBeTakenIsLeftAndTheNextOneCounts() throws IOException {
        target.execute("alter table pupils drop constraint bad");
        state.sql("create sequence tick_tries").update();
        state.sql("""
                        create function refuse_turn() returns trigger language plpgsql as
                        'begin perform nextval(''tick_tries''); raise exception ''away''; end'
                        """).update();
        state.sql(
                        "create trigger refused before insert on route_made_turns for each row execute function refuse_turn()")
                .update();
        try {
            Files.writeString(file, text().replace("period=3600000", "period=1000"));
            await().atMost(PATIENCE)
                    .until(() -> state.sql("select last_value from tick_tries")
                                    .query(Long.class)
                                    .single()
                            >= 2);
            assertThat(count("log")).isZero();
            assertThat(waiting()).isEmpty();
            assertThat(state.sql("select count(*) from route_made_ticks where route = ?")
                            .param(route)
                            .query(Long.class)
                            .single())
                    .as("a tick that began nothing is not used up")
                    .isZero();
        } finally {
            state.sql("drop function refuse_turn() cascade").update();
            state.sql("drop sequence tick_tries").update();
        }
        await().atMost(PATIENCE).until(() -> count("pupils") == 50);
    }

    /** Two branches lead to one route: what it did for the one is not taken for what it failed to do for the other. */
    @Test
    void branchesThatMeetInARouteAreToldApart() throws IOException {
        target.execute("alter table log add constraint bad check (name not like '%7')");
        Files.writeString(file, """
                - lienthong: { agency: G03, reads: [fhere/pupils, fhere/others], writes: [fthere/log] }
                - route:
                    id: copy
                    group: test
                    description: Copies both
                    errorHandler: { defaultErrorHandler: {} }
                    from:
                      uri: "timer:copy?period=3600000&delay=0"
                      steps:
                        - multicast:
                            steps:
                              - to: { uri: direct:one, id: first }
                              - to: { uri: direct:two, id: second }
                %s%s- route:
                    id: put
                    group: test
                    description: Puts them there
                    errorHandler: { defaultErrorHandler: {} }
                    from:
                      uri: direct:put
                      steps:
                        - to: { uri: "connector:fthere/log?act=write&mode=append", id: put }
                """.formatted(branch("one", "pupils"), branch("two", "others")));
        await().atMost(PATIENCE).until(() -> waiting().size() == 1);
        assertThat(count("log")).isEqualTo(1);

        target.execute("alter table log drop constraint bad");
        long id = waiting().get(0).path("id").asLong();
        act(id, "replay");
        await().atMost(PATIENCE).until(() -> stateOf(id).equals("REPLAYED"));
        assertThat(target.queryForList("select distinct name from log", String.class))
                .hasSize(51);
        assertThat(count("log")).isEqualTo(51);
    }

    private static String branch(String id, String dataset) {
        return """
                - route:
                    id: %s
                    group: test
                    description: Brings them
                    errorHandler: { defaultErrorHandler: {} }
                    from:
                      uri: direct:%s
                      steps:
                        - to: { uri: "connector:fhere/%s?act=read&most=100", id: take }
                        - to: { uri: direct:put, id: hand }
                """.formatted(id, id, dataset);
    }

    /** What a person has to mend is not tried again, however often the route says. */
    @Test
    void redeliveryIsForWhatPassesByItself() throws IOException {
        Files.writeString(
                file, text().replace("fthere/log?act=write&mode=append", "fthere/pupils?act=write&mode=append"));
        await().atMost(PATIENCE).until(() -> waiting().size() == 1);
        assertThat(waiting().get(0).path("step").asText()).isEqualTo("note");
        assertThat(tries()).isEqualTo(1);
    }

    private long tries() {
        return state.sql("select count(*) from journal_entries where act = 'route.written' and subject = ?")
                .param("route/" + route)
                .query(Long.class)
                .single();
    }

    @Test
    void aPersonWhoIsErasedGoesFromWhatIsHeldAndTheOthersStay() throws IOException {
        long id = failed().path("id").asLong();
        assertThat(rooms.stream()
                        .mapToInt(room -> room.erase(
                                List.of("G03"), (column, text) -> column.equals("name") && text.equals("Trần Văn 7")))
                        .sum())
                .isEqualTo(1);
        target.execute("alter table pupils drop constraint bad");
        act(id, "replay");
        await().atMost(PATIENCE).until(() -> stateOf(id).equals("REPLAYED"));
        assertThat(count("pupils")).isEqualTo(49);
        assertThat(target.queryForObject("select count(*) from pupils where id = 1007", Integer.class))
                .isZero();
    }

    @Test
    void aKeyIsTracedThroughTheRoomsAndStandsNowhere() throws IOException {
        long id = failed().path("id").asLong();
        assertThat(api.write(HttpMethod.POST, "traces", Map.of("key", "1008"))
                        .getBody()
                        .path("code")
                        .asText())
                .isEqualTo("failed.REASON");
        JsonNode found = api.write(HttpMethod.POST, "traces", Map.of("key", " 1008 ", "reason", "phụ huynh hỏi"))
                .getBody()
                .path("items");
        assertThat(found.findValuesAsText("page")).contains("/failed-exchanges/" + id);
        assertThat(found.toString()).doesNotContain("Trần");
        assertThat(api.write(HttpMethod.POST, "traces", Map.of("key", "1008", "route", "sync.other", "reason", "x"))
                        .getBody()
                        .path("items"))
                .isEmpty();
        assertThat(state.sql(
                                "select count(*) from journal_entries where act = 'trace.asked' and reason = 'phụ huynh hỏi' and person is not null")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(state.sql(
                                "select count(*) from journal_entries where act = 'trace.asked' and details::text || subject like '%1008%'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    /** Another node had it and died; this one had it and was thought dead. */
    @Test
    void whatADeadNodeHadWaitsForAPersonAndItsLateWordCountsNoMore() throws IOException {
        long id = failed().path("id").asLong();
        target.execute("alter table pupils drop constraint bad");
        state.sql("""
                        update route_failed set state = 'replaying', lease = gen_random_uuid(), leased_until = now() - interval '1 second'
                        where id = ?
                        """).param(id).update();
        await().atMost(PATIENCE).until(() -> stateOf(id).equals("OPEN"));
        assertThat(api.get("failed-exchanges/" + id).getBody().path("code").asText())
                .isEqualTo("failed.NODE_DIED");
        act(id, "replay");
        await().atMost(PATIENCE).until(() -> stateOf(id).equals("REPLAYED"));
        assertThat(count("log")).isEqualTo(50);
        assertThat(count("pupils")).isEqualTo(50);
    }

    @Test
    void aRouteOfWhichTooManyWaitIsCountedAndNothingMore() throws IOException {
        state.sql("""
                        insert into route_failed (route, agency, form, step, code, kind, problem_vi, problem_en, remedy_vi, remedy_en,
                            rows, marks, state, failed_at, last_at)
                        select :route, 'G03', 'turn', 'put', 'x.Y', 'DATA', 'a', 'a', 'b', 'b', 0, '{}', 'open', now(), now()
                        from generate_series(1, 500)
                        """).param("route", route).update();
        Files.writeString(file, text());
        await().atMost(PATIENCE)
                .until(() -> api.get("failed-exchanges?route=" + route)
                                .getBody()
                                .path("beyond")
                                .asLong()
                        == 1);
        assertThat(api.get("failed-exchanges?route=" + route)
                        .getBody()
                        .path("count")
                        .asLong())
                .isEqualTo(500);
        state.sql("delete from route_failed_beyond where route = ?")
                .param(route)
                .update();
    }
}
