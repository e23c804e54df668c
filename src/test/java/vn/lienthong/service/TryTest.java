package vn.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.KernelError;

/** A person who tries a service goes the way of a program, leaves its traces, and sees no more than he may. */
class TryTest extends ServiceGround {
    private static final String TRIED = "/data/tried/v1";
    private static final Map<String, String> KNOWN = Map.of("personal_id", "001210000001", "birth_date", "2010-02-03");
    private static final Reader PROVIDER = new Reader("hoa", "G03", Set.of(Act.SEE, Act.EXAMINE, Act.SHARE_DATA), true);
    private static final Reader CONSUMER = new Reader("binh", "G26", Set.of(Act.SEE, Act.EXAMINE), true);

    @Autowired
    TryDesk desk;

    @Autowired
    UsageDesk usage;

    @Autowired
    Callers callers;

    TryTest() {
        super("bhxh-tried");
    }

    /** Somebody who may do some acts in one agency. */
    private record Reader(String name, String agency, Set<Act> acts, boolean confirmed) implements Caller {
        @Override
        public boolean may(Act act) {
            return acts.contains(act);
        }

        @Override
        public boolean may(Act act, @Nullable AgencyCode of) {
            return of != null && of.value().equals(agency) && acts.contains(act);
        }

        @Override
        public String reach() {
            return name;
        }

        Reader seeing(boolean shown) {
            return new Reader(name, agency, Set.of(Act.SEE, Act.EXAMINE, Act.SHARE_DATA, Act.SEE_PERSONAL_DATA), shown);
        }
    }

    @BeforeAll
    void layOutWhatIsTried() throws IOException {
        write("tried.service.yaml", """
                service: tried
                version: 1
                title: { vi: Một em, en: A pupil }
                agency: G03
                dataset: data-csdl/pupils
                ask: [personal_id, birth_date]
                answer: [full_name, status]
                person: personal_id
                offer: [rest, soap]
                """);
        write("tried-school.service.yaml", """
                service: tried-school
                version: 1
                title: { vi: Trường, en: A school }
                agency: G03
                dataset: data-csdl/schools
                ask: [pupils]
                answer: [name, pupils]
                offer: [soap]
                """);
        agreement(
                "tried.bhxh",
                "tried/1",
                "G26",
                1_000,
                0,
                30,
                "full_name, status",
                "where: \"row.province_code == '01'\"");
        agreement("tried.other", "tried/1", "G27", 1_000, 1, 30, "status", "contact: x");
        agreement("tried-school.bhxh", "tried-school/1", "G26", 2, 0, 30, "name, pupils", "contact: x");
        services.refresh();
        assertThat(services.problems()).isEmpty();
    }

    @AfterEach
    void goOn() {
        suspensions.lift("tried.bhxh", "test");
    }

    private Tried tried(Reader reader, String service, String agreement, Map<String, String> given, boolean reveal) {
        return as(
                reader,
                () -> desk.carryOut(
                        desk.open(service, "v1"),
                        new TryDesk.Order(agreement, given, "Kiểm tra trước khi nối", reveal),
                        new Tries.Way("http://127.0.0.1:" + port, Locale.ENGLISH)));
    }

    private <T> T as(Reader reader, Supplier<T> work) {
        return callers.as(reader, work);
    }

    private static ErrorCode code(Runnable work) {
        try {
            work.run();
        } catch (HubException refused) {
            return refused.code();
        }
        throw new AssertionError("not refused");
    }

    @Test
    void aPersonSeesWhatAProgramGetsWithPersonalValuesMasked() {
        HttpResponse<String> program = this.program.post(TRIED, token, AN);
        Tried tried = tried(PROVIDER, "tried", "tried.bhxh", KNOWN, false);

        assertThat(tried.rest().status()).isEqualTo(program.statusCode()).isEqualTo(200);
        tried.rest().headers().forEach((name, value) -> assertThat(
                        program.headers().firstValue(name))
                .hasValue(value));
        assertThat(program.body()).contains("\"full_name\":\"Nguyễn Thị Ánh\"");
        assertThat(tried.rest().body())
                .contains("\"full_name\" : \"N• T• Á•\"", "\"status\" : \"studying\"")
                .doesNotContain("Nguyễn");
        assertThat(tried.masked()).containsExactly("full_name");
        assertThat(tried.soap().status()).isEqualTo(200);
        assertThat(tried.soap().body())
                .contains("<full_name>N• T• Á•</full_name>", "<status>studying</status>")
                .doesNotContain("Nguyễn");
        assertThat(tried.soap().question()).contains("<personal_id>001210000001</personal_id>");
        assertThat(tried.toString() + tried.rest().curl()).doesNotContain(token, secret);
    }

    @Test
    void theJournalSaysWhoTriedAndWhyAndTheTryCounts() {
        CallUses.Count before = uses.all(1).getOrDefault("tried.bhxh", CallUses.Count.NONE);
        tried(CONSUMER, "tried", "tried.bhxh", KNOWN, false);

        Map<String, Object> entry = state.sql("""
                        select subject, outcome, reason, details::text as details, under,
                            array_to_string(agencies, ' ') as agencies, encode(person, 'hex') as person
                        from journal_entries where act = 'service.tried' and actor = 'binh' order by id desc limit 1
                        """).query().singleRow();
        assertThat(entry)
                .containsEntry("subject", "service/tried/1")
                .containsEntry("outcome", "done")
                .containsEntry("under", "agreement/tried.bhxh")
                .containsEntry("reason", "Kiểm tra trước khi nối")
                .containsEntry("agencies", "G03 G26");
        assertThat(String.valueOf(entry.get("person"))).hasSize(32);
        assertThat(String.valueOf(entry.get("details")))
                .contains("full_name, status")
                .doesNotContain("unmasked");
        assertThat(uses.all(1).get("tried.bhxh")).isEqualTo(before.and(new CallUses.Count(1, 0, 0)));
        assertThat(state.sql("select count(*) from journal_entries where row(journal_entries.*)::text ~ '001210000001'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void callsAreCountedByProgramAndTriesUnderNoName() {
        program.post(TRIED, token, AN);
        tried(PROVIDER, "tried", "tried.bhxh", KNOWN, false);

        UsageDesk.Service all = as(CONSUMER, () -> usage.of("tried/1", "no-such-program"));
        assertThat(all.programs())
                .extracting(UsageDesk.Program::name)
                .containsExactlyInAnyOrder("bhxh-tried", CallUses.TRIED);
        UsageDesk.Service one = as(PROVIDER, () -> usage.of("tried/1", "bhxh-tried"));
        assertThat(one.chosen()).isEqualTo("bhxh-tried");
        assertThat(one.chart().total().found()).isPositive();
        assertThat(all.chosen()).isNull();
        assertThat(all.chart().total())
                .isEqualTo(all.programs().stream()
                        .map(each -> each.chart().total())
                        .reduce(CallUses.Count.NONE, CallUses.Count::and));
        assertThat(all.programs())
                .extracting(each -> each.chart().ticks())
                .as("one scale")
                .containsOnly(all.programs().get(0).chart().ticks());
    }

    @Test
    void personalValuesAreShownToWhoMaySeeThemAndHasShownThatItIsHe() {
        assertThat(code(() -> tried(PROVIDER, "tried", "tried.bhxh", KNOWN, true)))
                .isEqualTo(KernelError.NOT_ALLOWED_THERE);
        assertThat(code(() -> tried(PROVIDER.seeing(false), "tried", "tried.bhxh", KNOWN, true)))
                .isEqualTo(KernelError.CONFIRM_FIRST);

        Tried tried =
                tried(new Reader("try.lan", "G26", Set.of(), true).seeing(true), "tried", "tried.bhxh", KNOWN, true);

        assertThat(tried.rest().body()).contains("Nguyễn Thị Ánh");
        assertThat(tried.soap().body()).contains("Nguyễn Thị Ánh");
        assertThat(state.sql("select details ->> 'unmasked' from journal_entries where actor = 'try.lan'")
                        .query(String.class)
                        .single())
                .isEqualTo("yes");
    }

    @Test
    void withoutAReasonNothingIsAskedWherePersonalDataIs() {
        assertThat(code(() -> as(
                        PROVIDER,
                        () -> desk.carryOut(
                                desk.open("tried", "v1"),
                                new TryDesk.Order("tried.bhxh", KNOWN, " ", false),
                                new Tries.Way("http://hub", Locale.ENGLISH)))))
                .isEqualTo(ServiceError.REASON_MISSING);
        assertThat(as(CONSUMER, () -> desk.open("tried-school", "v1").personal()))
                .isFalse();
    }

    @Test
    void whatIsNotForSomebodyIsAsIfItWereNotThere() {
        Reader viewer = new Reader("viewer", "G26", Set.of(Act.SEE), true);
        Reader other = new Reader("other", "H26", Set.of(Act.SEE, Act.EXAMINE, Act.SHARE_DATA), true);
        for (Reader reader : List.of(viewer, other)) {
            for (String service : List.of("tried", "nothing")) {
                assertThatThrownBy(() -> as(reader, () -> desk.open(service, "v1")))
                        .hasMessage(new HubException(ServiceError.NOTHING_HERE, Map.of()).getMessage());
            }
            assertThat(as(reader, desk::tried)).isEmpty();
        }
        assertThat(as(CONSUMER, () -> desk.open("tried", "v1").agreements()))
                .extracting(line -> line.agreement().name())
                .containsExactly("tried.bhxh");
        assertThat(code(() -> tried(CONSUMER, "tried", "tried.other", KNOWN, false)))
                .isEqualTo(ServiceError.NOTHING_HERE);
        assertThat(as(PROVIDER, () -> desk.open("tried", "v1").agreements()))
                .extracting(line -> line.agreement().name())
                .containsExactly("tried.bhxh", "tried.other");
    }

    @Test
    void refusalsLookAsAProgramSeesThem() {
        Tried wrong = tried(PROVIDER, "tried", "tried.bhxh", Map.of("personal_id", "1", "birth_date", "soon"), false);
        assertThat(wrong.rest().status()).isEqualTo(400);
        assertThat(wrong.rest().body()).contains("service.ASK_TYPE", "remedy");
        assertThat(wrong.soap().status()).isEqualTo(500);
        assertThat(wrong.soap().body()).contains("service.ASK_NOT_BY_SCHEMA");

        Map<String, String> outside = Map.of("personal_id", "048210000002", "birth_date", "2010-02-04");
        String missed =
                tried(PROVIDER, "tried", "tried.bhxh", outside, false).rest().body();
        String notBegun =
                tried(PROVIDER, "tried", "tried.other", KNOWN, false).rest().body();
        suspensions.suspend("tried.bhxh", "test", null);
        Tried suspended = tried(PROVIDER, "tried", "tried.bhxh", KNOWN, false);

        assertThat(List.of(missed, notBegun)).containsOnly(suspended.rest().body());
        assertThat(suspended.rest().status()).isEqualTo(404);
        assertThat(suspended.soap().body()).contains("service.NOTHING_HERE");
        assertThat(without(program.post(TRIED, token, AN).body())).isEqualTo(without(missed));
    }

    @Test
    void aTryTakesFromTheLimitsOfTheAgreement() {
        Map<String, String> given = Map.of("pupils", "40");
        Tried first = tried(PROVIDER, "tried-school", "tried-school.bhxh", given, false);
        assertThat(first.rest()).isNull();
        assertThat(first.soap().body()).contains("Trường một");
        assertThat(first.masked()).isEmpty();
        List<Tried> more = new ArrayList<>();
        for (int i = 0; i < 6; i++) { // wherever a minute ends among them, one minute has more than two
            more.add(tried(PROVIDER, "tried-school", "tried-school.bhxh", given, false));
        }
        assertThat(more).anySatisfy(late -> {
            assertThat(late.soap().headers()).containsKey("Retry-After");
            assertThat(late.soap().body()).contains("service.LIMIT_REACHED");
        });
    }

    private static String without(String blanks) {
        return blanks.replaceAll("\\s", "");
    }

    /** A shell that reads the line asks the same, whatever stands in a value. */
    @Test
    void theLineForAShellAsksTheSame() throws Exception {
        assumeTrue(Programs.there("/usr/bin/curl"), "SKIPPED: no curl, the line was not tried");
        for (Map<String, String> given :
                List.of(KNOWN, Map.of("personal_id", "o'clock $(id) \"x\" \\", "birth_date", "2010-02-03"))) {
            Tried tried = tried(PROVIDER.seeing(true), "tried", "tried.bhxh", given, true);
            String said = Programs.said(List.of(
                    "/bin/sh", "-c", "TOKEN=" + token + "\n" + tried.rest().curl() + " -H 'Accept-Language: en'"));

            assertThat(said).contains(" " + tried.rest().status() + " ");
            assertThat(without(said.substring(said.indexOf('{'))))
                    .isEqualTo(without(tried.rest().body()));
        }
    }
}
