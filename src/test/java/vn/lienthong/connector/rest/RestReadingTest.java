package vn.lienthong.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.http.HttpError;
import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.testing.PartnerApi;

/** Lists of a partner in all their parts, each row once, each value as it was sent. */
class RestReadingTest {
    private static final String RESOURCES = """
            plain: { path: /plain, columns: &c { id: { at: /id, type: integer } } }
            pages: { path: /pages, rows: /data, columns: *c, paging: { by: page, parameter: page, size_parameter: size, size: 10, total: /meta/total } }
            unsure: { path: /pages, rows: /data, columns: *c, paging: { by: page, parameter: page, size_parameter: size, size: 10 } }
            offsets: { path: /offsets, rows: /data, columns: *c, paging: { by: offset, parameter: offset, size_parameter: size, size: 10 } }
            marks: { path: /marks, rows: /data, columns: *c, paging: { by: cursor, parameter: after, next: /next, size_parameter: size, size: 10 } }
            links: { path: /links, columns: *c, paging: { by: link, size_parameter: size, size: 10 } }
            around: { path: /around, rows: /data, columns: *c, paging: { by: cursor, parameter: after, next: /next } }
            elsewhere: { path: /away, rows: /data, columns: *c, paging: { by: link, next: /next } }
            page: { path: /page.html, columns: *c }
            wrong: { path: /pages, rows: /rows, columns: *c }
            gone: { path: /gone, columns: *c }
            new: { path: /since, rows: /data, since: { parameter: since, column: changed }, columns: { id: { at: /id, type: integer }, changed: { at: /changed, type: moment } } }
            """;

    private final PartnerApi partner = new PartnerApi();
    private final RestWay way = new RestWay(partner.port()).resources(RESOURCES);

    @AfterEach
    void stop() {
        partner.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "pages", "unsure", "offsets", "marks", "links"})
    void eachRowComesOnceHoweverTheListIsParted(String resource) {
        for (int count : new int[] {0, 1, 10, 25, 30}) {
            partner.rows.clear();
            partner.rows.addAll(PartnerApi.some(count));
            assertThat(ids(way.snapshot(resource))).as("%s rows", count).isEqualTo(range(1, count));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unsure", "offsets"})
    void aPartnerThatGivesFewerThanItWasAskedForIsNotTakenForOneAtItsEnd(String resource) {
        partner.rows.addAll(PartnerApi.some(25));
        partner.most = 10;
        RestWay greedy = new RestWay(partner.port()).resources(RESOURCES.replace("size: 10", "size: 500"));
        List<Long> read = ids(greedy.snapshot(resource));
        assertThat(read).isEqualTo(range(1, 25));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "pages", "offsets", "marks", "links"})
    void aReadGoesOnFromEachOfItsPositions(String resource) {
        partner.rows.addAll(PartnerApi.some(25));
        for (int batch : new int[] {4, 10, 25}) {
            RestWay.Read first = firstPart(resource, batch);
            RestWay.Read rest =
                    way.read(resource, ReadRequest.Kind.SNAPSHOT, null, first.position(), Duration.ZERO, 100);
            assertThat(ids(rest)).as("after %s", batch).isEqualTo(range(batch + 1, 25));
            assertThat(way.read(resource, ReadRequest.Kind.SNAPSHOT, null, rest.position(), Duration.ZERO, 100)
                            .rows())
                    .as("after the end")
                    .isEmpty();
        }
    }

    /** What a run has when it stops after its first part. */
    private RestWay.Read firstPart(String resource, int batch) {
        try (var session = way.open()) {
            var dataset = ((vn.lienthong.connector.Discovers) session).describe(resource);
            try (var parts = ((vn.lienthong.connector.Reads) session).read(dataset, ReadRequest.snapshot(batch))) {
                var part = parts.next();
                assertThat(part).isNotNull();
                return new RestWay.Read(List.of(), List.of(), part.position());
            }
        }
    }

    @Test
    void onlyWhatIsNewIsAskedForTheNextTime() {
        partner.rows.add(Map.of("id", 1, "changed", "2026-11-01T08:00:00Z"));
        partner.rows.add(Map.of("id", 2, "changed", "2026-11-03T08:00:00Z"));
        RestWay.Read first = way.newer("new", "changed", null, Duration.ZERO);
        assertThat(ids(first)).containsExactly(1L, 2L);

        partner.rows.add(Map.of("id", 3, "changed", "2026-11-02T08:00:00Z"));
        partner.rows.add(Map.of("id", 4, "changed", "2026-11-04T08:00:00Z"));
        assertThat(ids(way.newer("new", "changed", first.position(), Duration.ZERO)))
                .as("the newest of before comes again, for another of the same moment may have come")
                .containsExactly(2L, 4L);
        RestWay.Read late = way.newer("new", "changed", first.position(), Duration.ofDays(1));
        assertThat(ids(late)).as("and what was committed late, within the lag").containsExactly(2L, 3L, 4L);

        RestWay.Read nothing = way.newer("new", "changed", late.position(), Duration.ZERO);
        assertThat(ids(nothing)).containsExactly(4L);
        partner.rows.clear();
        assertThat(way.newer("new", "changed", nothing.position(), Duration.ZERO)
                        .rows())
                .isEmpty();
        assertThat(partner.asked).last().isEqualTo("/api/since?since=2026-11-04T08%3A00%3A00Z");
    }

    @Test
    void aRowThatDoesNotTellHowNewItIsStopsTheRead() {
        partner.rows.add(Map.of("id", 1));
        refused(ConnectorError.CURSOR_EMPTY, "changed", () -> way.newer("new", "changed", null, Duration.ZERO));
    }

    @Test
    void valuesComeAsTheyWereSentAndWhatIsNoneOfItsTypeIsRefusedByItself() {
        partner.raw("/api/values", """
                {"list":[
                 {"t":"Nguye\\u0302\\u0303n","i":9007199254740993,"d":1234567890.123456789012345678,"b":true,"day":"2012-02-29",
                  "at":"07:30:00","ts":"2026-11-27T07:30:00","m":"2026-11-27T07:30:00+07:00","x":"AQI=","deep":{"er":[1,2.50]}},
                 {"t":null,"i":"42","d":"0.10","b":"false","day":"","m":null},
                 {"i":1.5},
                 {"day":"29/02/2012"},
                 {"d":1e999999999},
                 {"b":"yes"},
                 {"i":{"a":1}},
                 {"t":12.50,"i":5.0}
                ]}""");
        RestWay.Read read = new RestWay(partner.port()).resources("""
                values:
                  path: /values
                  rows: /list
                  columns:
                    t: /t
                    i: { at: /i, type: integer }
                    d: { at: /d, type: decimal }
                    b: { at: /b, type: boolean }
                    day: { at: /day, type: date }
                    at: { at: /at, type: time }
                    ts: { at: /ts, type: timestamp }
                    m: { at: /m, type: moment }
                    deep: /deep/er
                """).snapshot("values");
        assertThat(read.rows().get(0))
                .containsExactly(
                        "Nguyễn",
                        9007199254740993L,
                        new BigDecimal("1234567890.123456789012345678"),
                        true,
                        LocalDate.of(2012, 2, 29),
                        LocalTime.of(7, 30),
                        LocalDateTime.of(2026, 11, 27, 7, 30),
                        OffsetDateTime.parse("2026-11-27T07:30:00+07:00"),
                        "[1,2.50]");
        assertThat(read.rows().get(1))
                .containsExactly(null, 42L, new BigDecimal("0.10"), false, null, null, null, null, null);
        assertThat(read.rows().get(2)).startsWith("12.50", 5L);
        assertThat(read.refused())
                .containsExactly("3 i number", "4 day text(10)", "5 d number", "6 b text(3)", "7 i object");
    }

    @Test
    void whatIsNoListOfRowsIsNamed() {
        refused(RestError.NOT_JSON, "/api/page.html", () -> way.snapshot("page"));
        refused(HttpError.ROWS_MISSING, "/rows", () -> way.snapshot("wrong"));
        refused(HttpError.PATH_UNKNOWN, "/api/gone", () -> way.snapshot("gone"));
        partner.raw("/api/large", "[" + "1,".repeat(3_000_000) + "1]");
        refused(HttpError.ANSWER_TOO_LARGE, "4 MB", () -> new RestWay(partner.port())
                .resources("large: { path: /large, columns: { a: /a } }")
                .snapshot("large"));
    }

    @Test
    void aListThatNeverEndsEnds() {
        partner.rows.addAll(PartnerApi.some(3));
        refused(HttpError.NEXT_REPEATED, "around", () -> way.snapshot("around"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://elsewhere.example/api/away",
                "//elsewhere.example/api/away",
                "https://localhost:{port}/api/away",
                "http://localhost:1/api/away",
                "http://hub@localhost:{port}/api/away",
                "http://localhost:{port}//elsewhere.example/",
                "file:///etc/passwd",
                "jar:http://localhost:{port}/x!/",
                "http://local host/",
                "\\\\\\\\elsewhere"
            })
    void aLinkLeadsToNoOtherSystem(String link) {
        String here = link.replace("{port}", Integer.toString(partner.port()));
        partner.raw("/api/away", "{\"data\":[{\"id\":1}],\"next\":\"" + here + "\"}");
        refused(RestError.NEXT_ELSEWHERE, "elsewhere", () -> way.snapshot("elsewhere"));
    }

    @Test
    void noRedirectIsFollowed() {
        partner.once.add(new PartnerApi.Once(302, Map.of("Location", "/api/plain"), ""));
        refused(HttpError.REDIRECTED, "302", () -> way.snapshot("pages"));
    }

    @Test
    void theDoctorSaysWhatIsNotWhereTheSettingsHaveIt() {
        partner.rows.addAll(PartnerApi.some(3));
        List<Check> checks = new RestWay(partner.port())
                .resources("pages: { path: /pages, rows: /data, columns: { id: /id, name: /ho_ten } }")
                .examine();
        assertThat(checks)
                .last()
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(Check.Outcome.WARNING))
                .satisfies(check -> assertThat(check.found().en()).contains("3 rows", "name (/ho_ten)"));
    }

    private static void refused(ErrorCode code, String words, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(HubException.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.problem().en()).contains(words);
            assertThat(refused.problem().vi()).contains(words);
            assertThat(refused.remedy().en()).isNotBlank();
        });
    }

    private static List<Long> ids(RestWay.Read read) {
        return read.rows().stream().map(row -> (Long) row.get(0)).toList();
    }

    private static List<Long> range(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(number -> (long) number).toList();
    }
}
