package vn.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import vn.lienthong.connector.ConnectionDoctor;
import vn.lienthong.connector.ConnectorExamined;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Partner;
import vn.lienthong.connector.Partners;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;

/** A service gives all of its rows page by page to whom an agreement says so, and everybody on a page stands in the journal. */
class DataListTest extends ServiceGround {
    private static final String LIST = "/data/pupil-list/v1/rows";
    private static final String SOME = "/data/some-pupils/v1/rows";

    @Autowired
    private OpenPages pages;

    @Autowired
    private Partners partners;

    @Autowired
    private ApplicationEventPublisher examined;

    DataListTest() {
        super("bhxh-lists");
    }

    @BeforeAll
    void agreed() throws IOException {
        pupils.update("insert into pupils select i, 'list-' || i, '2011-01-01', 'Người ' || i, 's-' || i % 3,"
                + " case i % 2 when 0 then 'even' else 'odd' end, '01' from generate_series(11, 15) i");
        offered("pupil-list", "list: { most: 3 }");
        offered("some-pupils", "list: { most: 3 }");
        agreement("pupil-list.bhxh", "pupil-list/1", "G26", 5_000, 0, 30, "school_code, status", "list: true");
        agreement(
                "some-pupils.bhxh",
                "some-pupils/1",
                "G26",
                5_000,
                0,
                30,
                "school_code",
                "where: row.status == 'odd'\nlist: true");
        agreement(
                "pupil-list.other", "pupil-list/1", "G27", 5_000, 0, 30, "school_code, status", "contact: a@b.example");
        services.refresh();
        assertThat(services.problems()).isEmpty();
    }

    private void offered(String name, String further) throws IOException {
        write(name + ".service.yaml", """
                service: %s
                version: 1
                title: { vi: Danh sách học sinh, en: A list of pupils }
                agency: G03
                dataset: data-csdl/pupils
                ask: [personal_id]
                answer: [full_name, school_code, status]
                %s
                """.formatted(name, further));
    }

    /** A page, with what it is to be. */
    private JsonNode page(String address) {
        HttpResponse<String> answer = program.get(address, token);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
        JsonNode page = Asking.json(answer);
        String next = page.path("next").asText();
        if (next.isEmpty()) {
            assertThat(answer.headers().map()).doesNotContainKey("link");
        } else {
            assertThat(answer.headers().firstValue("link").orElse(""))
                    .startsWith("<" + address.replaceFirst("\\?.*", "") + "?limit=")
                    .endsWith("&cursor=" + next + ">; rel=\"next\"");
        }
        return page;
    }

    /** The sizes of the pages, and all rows in one text. */
    private List<String> whole(String address, int limit) {
        List<String> pages = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = page(address + "?limit=" + limit + (next.isEmpty() ? "" : "&cursor=" + next));
            List<String> rows = new ArrayList<>();
            page.path("rows").forEach(row -> rows.add(row.toString()));
            pages.add(String.join("", rows));
            next = page.path("next").asText();
        } while (!next.isEmpty());
        return pages;
    }

    private static String row(int pupil) {
        return "{\"school_code\":\"s-" + pupil % 3 + "\",\"status\":\"" + (pupil % 2 == 0 ? "even" : "odd") + "\"}";
    }

    @Test
    void allRowsComeOnceInTheOrderOfTheirKeyHoweverLongAPageIs() {
        String first =
                "{\"school_code\":\"s-1\",\"status\":\"studying\"}{\"school_code\":\"s-2\",\"status\":\"studying\"}";

        assertThat(whole(LIST, 3)).containsExactly(first + row(11), row(12) + row(13) + row(14), row(15));
        assertThat(whole(LIST, 900)).as("the service says how many at most").hasSize(3);
        assertThat(String.join("", whole(LIST, 1))).isEqualTo(first + row(11) + row(12) + row(13) + row(14) + row(15));
        assertThat(whole(LIST, 1)).hasSize(7);
        assertThat(page(LIST).path("rows")).hasSize(3);
        assertThat(page(LIST).path("service").asText()).isEqualTo("pupil-list/1");
    }

    /** Whoever reads lists does not wait for a system that nobody else waits for. */
    @Test
    void aSystemThatIsLeftAloneIsAskedForNoPage() {
        page(LIST);
        Partner system = partners.partner(new ConnectorName("data-csdl"));
        for (int time = 0; time < Partner.FAILURES_IN_A_ROW; time++) {
            system.failed();
        }
        try {
            assertThat(program.get(LIST, token).statusCode()).isEqualTo(503);
        } finally {
            system.answered();
        }
        page(LIST);
    }

    @Test
    void rowsThatAreNotThereForTheConsumerMakeNoPageShorter() throws IOException {
        String odd = "{\"school_code\":\"s-2\"}{\"school_code\":\"s-1\"}";
        assertThat(whole(SOME, 2)).containsExactly(odd, "{\"school_code\":\"s-0\"}");
        assertThat(whole(SOME, 3)).containsExactly(odd + "{\"school_code\":\"s-0\"}");

        agreement(
                "some-pupils.bhxh",
                "some-pupils/1",
                "G26",
                5_000,
                0,
                30,
                "school_code",
                "where: row.status != 'even' && row.status != 'studying'\nlist: true");
        services.refresh();
        assertThat(whole(SOME, 2)).as("the system cannot tell").containsExactly(odd, "{\"school_code\":\"s-0\"}");
    }

    @Test
    void aListGoesOnWhereItWasWhateverBecomesOfTheRowsMeanwhile() {
        pupils.update("insert into pupils select i, 'moved-' || i, '2011-01-01', 'x', 's-m', 'odd', '48'"
                + " from generate_series(101, 104) i");
        try {
            String next = page(LIST + "?limit=3").path("next").asText();
            next = page(LIST + "?limit=3&cursor=" + next).path("next").asText();
            next = page(LIST + "?limit=2&cursor=" + next).path("next").asText(); // behind 15 and 101
            pupils.update("delete from pupils where pupil_id in (101, 102)");
            pupils.update("insert into pupils values (100, 'late', '2011-01-01', 'x', 's-late', 'odd', '48')");

            JsonNode last = page(LIST + "?cursor=" + next);
            assertThat(last.path("rows")).as("103 and 104").hasSize(2);
            assertThat(last.toString()).doesNotContain("s-late", "next");
        } finally {
            pupils.update("delete from pupils where pupil_id between 100 and 104");
        }
    }

    @Test
    void aPageEndsOnceEnoughRowsWereLookedAtAndTheListGoesOnBehindThem() throws IOException {
        offered("far-pupils", "list: { most: 3 }");
        agreement(
                "far-pupils.bhxh",
                "far-pupils/1",
                "G26",
                5_000,
                0,
                30,
                "status",
                "where: row.full_name.startsWith('far')\nlist: true");
        services.refresh();
        pupils.update("insert into pupils select i, 'f-' || i, '2011-01-01', 'near', 's', 'far', '48'"
                + " from generate_series(10001, 30000) i");
        pupils.update("insert into pupils values (30001, 'f', '2011-01-01', 'far', 's', 'far', '48')");
        try {
            List<String> pages = whole("/data/far-pupils/v1/rows", 3);
            assertThat(pages).as("more, where looking takes long").hasSizeGreaterThan(1);
            assertThat(pages.get(0)).isEmpty();
            assertThat(String.join("", pages)).isEqualTo("{\"status\":\"far\"}");
        } finally {
            pupils.update("delete from pupils where pupil_id > 10000");
        }
    }

    @Test
    void aRowThatNoValueStandsForEndsNoList() throws IOException {
        write("born.service.yaml", """
                service: born
                version: 1
                title: { vi: Ngày sinh, en: Days of birth }
                agency: G03
                dataset: data-csdl/pupils
                ask: [personal_id]
                answer: [birth_date, school_code]
                list: { most: 2 }
                """);
        agreement("born.bhxh", "born/1", "G26", 5_000, 0, 30, "birth_date, school_code", "list: true");
        services.refresh();
        pupils.update("update pupils set birth_date = 'infinity' where pupil_id = 11");
        try {
            List<String> pages = whole("/data/born/v1/rows", 2);
            assertThat(pages).hasSize(3);
            assertThat(String.join("", pages)).contains("s-0\"}", "2011-01-01").doesNotContain("infinity");
            assertThat(String.join("", pages).split("birth_date"))
                    .as("all seven but that one")
                    .hasSize(7);
        } finally {
            pupils.update("update pupils set birth_date = '2011-01-01' where pupil_id = 11");
        }
    }

    @Test
    void whoeverMayAskForSingleRowsMayNotTakeAListForThat() {
        String other = program.token("no-lists", registered("no-lists", "G27"));
        Map<String, HttpResponse<String>> refused = new LinkedHashMap<>();
        String none = Asking.whole(program.post(STATUS, token, AN.replace("0001\"", "0009\"")));
        refused.put("a service that gives none", program.get(STATUS + "/rows", token));
        refused.put("an agreement without lists", program.get(LIST, other));
        refused.put("an agreement without lists, asked wrongly", program.get(LIST + "?limit=x", other));
        refused.put("no such service", program.get("/data/none/v1/rows", token));
        refused.put("by POST", program.post(LIST, token, "{}"));
        refused.put("another path", program.get(LIST + "/x", token));
        suspensions.suspend("pupil-list.bhxh", "test", null);
        refused.put("a suspended agreement", program.get(LIST, token));
        suspensions.lift("pupil-list.bhxh", "test");

        refused.forEach(
                (why, answer) -> assertThat(Asking.whole(answer)).as(why).isEqualTo(none));
        assertThat(program.get(LIST, null).statusCode()).isEqualTo(401);
        assertThat(program.post("/data/pupil-list/v1", other, "{\"personal_id\":\"list-12\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(state.sql("select distinct details ->> 'why' from journal_entries where actor = 'caller/no-lists'"
                                + " and act = 'service.called' and outcome = 'refused'")
                        .query(String.class)
                        .list())
                .containsExactly("service.LIST_NOT_AGREED");
    }

    @Test
    void nobodyReadsOrWritesWhereAListGoesOn() {
        String next = page(LIST).path("next").asText();
        String hex = HexFormat.of().formatHex(Base64.getUrlDecoder().decode(next));
        char turned = next.charAt(next.length() / 2) == 'A' ? 'B' : 'A';
        String altered = next.substring(0, next.length() / 2) + turned + next.substring(next.length() / 2 + 1);

        assertThat(hex).doesNotContain(HexFormat.of().formatHex("[\"11\"]".getBytes()));
        assertThat(next).isNotEqualTo(page(LIST).path("next").asText());
        for (String wrong : List.of(
                LIST + "?cursor=" + altered,
                LIST + "?cursor=" + next.substring(4),
                LIST + "?cursor=",
                LIST + "?cursor=WyIxMSJd",
                LIST + "?cursor=" + "A".repeat(4_200),
                SOME + "?cursor=" + next)) {
            HttpResponse<String> answer = program.get(wrong, token);
            assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
            assertThat(Asking.code(answer)).isEqualTo("service.CURSOR_UNUSABLE");
        }
        for (String wrong : List.of("limit=0", "limit=-1", "limit=x", "limit=", "limit=1.5", "offset=1")) {
            assertThat(Asking.code(program.get(LIST + "?" + wrong, token)))
                    .as(wrong)
                    .isEqualTo("service.ASK_LIST");
        }
    }

    @Test
    void thePageAndEverybodyOnItStandInTheJournalBeforeItIsAnswered() {
        program.post("/data/pupil-list/v1", token, "{\"personal_id\":\"list-12\"}");
        long before = state.sql("select max(id) from journal_entries")
                .query(Long.class)
                .single();
        String next = page(LIST + "?limit=3").path("next").asText();
        assertThat(persons(before)).hasSize(3).doesNotContain(mark());
        long between = state.sql("select max(id) from journal_entries")
                .query(Long.class)
                .single();
        page(LIST + "?limit=2&cursor=" + next);

        Map<String, Object> entry = state.sql("""
                        select subject, outcome, reason, under, details ->> 'fields' as fields, details ->> 'rows' as rows,
                            details ->> 'persons' as persons, array_to_string(agencies, ' ') as agencies
                        from journal_entries where act = 'service.listed' and id > ?
                        """).param(between).query().singleRow();
        assertThat(entry)
                .containsEntry("subject", "service/pupil-list/1")
                .containsEntry("outcome", "done")
                .containsEntry("reason", "Xét cấp thẻ bảo hiểm y tế")
                .containsEntry("under", "agreement/pupil-list.bhxh")
                .containsEntry("fields", "school_code, status")
                .containsEntry("rows", "2")
                .containsEntry("persons", "2")
                .containsEntry("agencies", "G03 G26");
        assertThat(persons(between)).as("as in a single call").hasSize(2).contains(mark());
        assertThat(state.sql("select count(*) from journal_entries where under = 'agreement/pupil-list.bhxh'"
                                + " and row(journal_entries.*)::text ~ 'list-1|Người'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void rowsOfWhomNobodyKnowsAreGivenAndCounted() {
        pupils.update("insert into pupils values (16, null, '2011-01-01', 'x', 's-1', 'even', '01'),"
                + " (17, ' ', '2011-01-01', 'x', 's-2', 'odd', '01')");
        try {
            assertThat(whole(LIST, 3)).hasSize(3).last().isEqualTo(row(15) + row(16) + row(17));
        } finally {
            pupils.update("delete from pupils where pupil_id in (16, 17)");
        }
        assertThat(state.sql(
                                "select details ->> 'persons' || ' ' || (details ->> 'nameless') from journal_entries"
                                        + " where act = 'service.listed' and actor = 'caller/bhxh-lists' order by id desc limit 1")
                        .query(String.class)
                        .single())
                .isEqualTo("1 2");
    }

    private String mark() {
        return state.sql("select encode(person, 'hex') from journal_entries where act = 'service.called'"
                        + " and actor = 'caller/bhxh-lists' and subject = 'service/pupil-list/1' and person is not null"
                        + " order by id desc limit 1")
                .query(String.class)
                .single();
    }

    private Set<String> persons(long after) {
        return new TreeSet<>(state.sql("select encode(person, 'hex') from journal_entries"
                        + " where act = 'service.person-listed' and under = 'agreement/pupil-list.bhxh'"
                        + " and actor = 'caller/bhxh-lists' and id > ?")
                .param(after)
                .query(String.class)
                .list());
    }

    @Test
    void aPageThatCannotBeRecordedIsNotAnswered() {
        state.sql("create function no_persons() returns trigger language plpgsql as "
                        + "$$ begin raise exception 'the disk is full'; end $$")
                .update();
        state.sql("create trigger no_persons before insert on journal_entries for each row "
                        + "when (new.act = 'service.person-listed') execute function no_persons()")
                .update();
        try {
            HttpResponse<String> answer = program.get(LIST, token);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(Asking.code(answer)).isEqualTo("service.UNRECORDED");
            assertThat(answer.body()).doesNotContain("studying", "disk");
        } finally {
            state.sql("drop trigger no_persons on journal_entries").update();
            state.sql("drop function no_persons()").update();
        }
        page(LIST);
    }

    @Test
    void aPageKeepsItsPlaceUntilEverybodyOnItStandsInTheJournal() throws Exception {
        DatasetName dataset = DatasetName.parse("data-csdl/pupils");
        state.sql("create function waits() returns trigger language plpgsql as "
                        + "$$ begin perform pg_advisory_xact_lock(471147); return new; end $$")
                .update();
        state.sql("create trigger waits before insert on journal_entries for each row "
                        + "when (new.act = 'service.person-listed') execute function waits()")
                .update();
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try (Connection holding = batches.getDataSource().getConnection();
                Statement lock = holding.createStatement();
                OpenPages.Place other = pages.place(dataset)) {
            lock.execute("select pg_advisory_lock(471147)");
            Future<HttpResponse<String>> page = reader.submit(() -> program.get(LIST, token));
            await().atMost(Duration.ofMinutes(1))
                    .until(() ->
                            state.sql("select count(*) from pg_locks where locktype = 'advisory' and objid = 471147"
                                                    + " and not granted")
                                            .query(Long.class)
                                            .single()
                                    > 0);

            assertThatThrownBy(() -> pages.place(dataset))
                    .isInstanceOfSatisfying(
                            HubException.class, busy -> assertThat(busy.code()).isEqualTo(ServiceError.SYSTEM_BUSY));

            lock.execute("select pg_advisory_unlock(471147)");
            assertThat(page.get().statusCode()).isEqualTo(200);
            pages.place(dataset).close();
            assertThat(other).isNotNull();
        } finally {
            reader.shutdown();
            state.sql("drop trigger waits on journal_entries").update();
            state.sql("drop function waits()").update();
        }
    }

    @Test
    void theListIsDescribedToWhomItIsFor() {
        String other = program.token("not-listed", registered("not-listed", "G27"));
        String path = "/data/pupil-list/v1/openapi.json";

        JsonNode own = Asking.json(program.get(path, token));
        JsonNode limit =
                own.path("paths").path(LIST).path("get").path("parameters").path(0);
        assertThat(limit.path("name").asText()).isEqualTo("limit");
        assertThat(limit.path("schema").path("maximum").asInt()).isEqualTo(3);
        assertThat(own.at("/components/schemas/Page/properties/next").isMissingNode())
                .isFalse();
        assertThat(program.get(path, other).body()).contains("pupil-list").doesNotContain("/rows", "Page");
    }

    @Test
    void aListOfAVersionThatGoesSaysSoBesideWhereItGoesOn() throws IOException {
        LocalDate today = LocalDate.now(ServiceCall.ZONE);
        offered("old-list", "list: { most: 1 }\ndeprecated: " + today + "\nuntil: " + today.plusDays(9));
        write("old-list.v2.service.yaml", """
                service: old-list
                version: 2
                title: { vi: Danh sách học sinh, en: A list of pupils }
                agency: G03
                dataset: data-csdl/pupils
                ask: [personal_id]
                answer: [status]
                """);
        agreement("old-list.bhxh", "old-list/1", "G26", 100, 0, 30, "status", "list: true");
        agreement("old-list.new", "old-list/2", "G26", 100, 0, 30, "status", "contact: a@b.example");
        services.refresh();

        HttpResponse<String> page = program.get("/data/old-list/v1/rows", token);
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        assertThat(page.headers().map()).containsKeys("deprecation", "sunset");
        assertThat(page.headers().firstValue("link").orElse(""))
                .startsWith("</data/old-list/v1/rows?limit=1&cursor=")
                .endsWith("; rel=\"next\", </data/old-list/v2>; rel=\"successor-version\"");
    }

    @Test
    void aListOfNobodyNamesNobodyAndOneWithoutAnOrderIsNotGiven() throws IOException {
        write("school-list.service.yaml", """
                service: school-list
                version: 1
                title: { vi: Danh sách trường, en: A list of schools }
                agency: G03
                dataset: data-csdl/schools
                ask: [school_code]
                answer: [name]
                list: { most: 1 }
                """);
        agreement("school-list.bhxh", "school-list/1", "G26", 100, 0, 30, "name", "list: true");
        services.refresh();
        pupils.update("insert into schools values ('s-2', 'Trường hai', 50)");
        try {
            assertThat(String.join("", whole("/data/school-list/v1/rows", 1)))
                    .isEqualTo("{\"name\":\"Trường một\"}{\"name\":\"Trường hai\"}");
            pupils.execute("alter table schools drop constraint schools_pkey");
            HttpResponse<String> none = program.get("/data/school-list/v1/rows", token);
            assertThat(none.statusCode()).isEqualTo(503);
            assertThat(Asking.code(none)).isEqualTo("service.NO_ANSWER_NOW");
            DatasetName schools = DatasetName.parse("data-csdl/schools");
            Dataset described = lookUps.dataset(schools);
            assertThat(program.get("/data/school-list/v1/rows", token).statusCode())
                    .isEqualTo(503);
            assertThat(lookUps.dataset(schools)).as("not described anew").isSameAs(described);
            pupils.execute("alter table schools add primary key (school_code)");
            lookUps.forget(schools.connector());
            examined.publishEvent(new ConnectorExamined(
                    schools.connector(), new ConnectionDoctor.Diagnosis(Instant.now(), List.of(), Optional.empty())));
            assertThat(whole("/data/school-list/v1/rows", 1)).hasSize(2);
        } finally {
            pupils.update("delete from schools where school_code = 's-2'");
        }
        assertThat(state.sql("select act || coalesce(' ' || (details ->> 'why'), '') from journal_entries"
                                + " where under = 'agreement/school-list.bhxh' order by id")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "service.listed",
                        "service.listed",
                        "service.called service.LIST_WITHOUT_KEY",
                        "service.called service.LIST_WITHOUT_KEY",
                        "service.listed",
                        "service.listed");
    }

    @Test
    void whoeverApprovesSeesThatWholeListsGoOut() {
        LocalDate today = LocalDate.now(ServiceCall.ZONE);
        String yaml = """
                agreement: some-pupils.asked
                service: %s/1
                consumer: G27
                purpose: { vi: Thống kê, en: Statistics }
                legal_basis: [tt-42-2021]
                answer: [status]
                list: true
                limits: { per_minute: 5, per_day: 50 }
                from: %s
                until: %s
                """.formatted("some-pupils", today, today);
        ResponseEntity<JsonNode> asked = api.yaml(HttpMethod.POST, "agreements?reason=x", yaml);
        String number = "approvals/" + asked.getBody().path("approval").asLong();
        assertThat(api.get(number).getBody().toString()).contains("as a list, up to 3 with each call");
        api.write(HttpMethod.POST, number + "/withdraw", null);

        String none = yaml.replace("some-pupils", "pupil-status");
        assertThat(api.yaml(HttpMethod.POST, "agreements?reason=x", none)
                        .getBody()
                        .toString())
                .contains("pupil-status/1 gives no lists");
    }
}
