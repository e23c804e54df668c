package vn.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import vn.lienthong.kernel.Costly;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.SetClock;
import vn.lienthong.testing.Testers;

/** Nobody who is let in calls more in a minute than he may, and nobody else waits for it. */
@HubTest
@Import(AtASetTime.class)
class CallLimitsTest {
    private static final int FEW = 10;

    @Autowired
    ApplicationContext hub;

    @Autowired
    TestRestTemplate http;

    @Autowired
    JdbcClient state;

    @Autowired
    SetClock clock;

    @Autowired
    TimeMeter time;

    @Autowired
    ApiTokens tokens;

    @Autowired
    CallLimits limits;

    @Autowired
    CallSettings settings;

    @Autowired
    Journal journal;

    @Autowired
    People people;

    @Autowired
    MeterRegistry meters;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @LocalServerPort
    int port;

    @BeforeEach
    void anotherDay() {
        clock.advance(Duration.ofDays(2));
    }

    @Test
    void aCallerGetsAMinutesCallsAtOnceAndThenOneAfterTheOther() {
        CallLimits few = few();
        Authentication lan = session("counted");
        IntStream.range(0, FEW).forEach(call -> few.take(lan));

        assertRefused(() -> few.take(lan), AgencyError.CALLS_TOO_MANY, 7);
        few.take(session("another"));
        few.take(token("counted", 1));
        few.takeCostly(lan, false).run();
        clock.advance(Duration.ofSeconds(6));
        few.take(lan);
        assertRefused(() -> few.take(lan), AgencyError.CALLS_TOO_MANY, 7);
        clock.advance(Duration.ofMinutes(5));
        IntStream.range(0, FEW).forEach(call -> few.take(lan));
        assertRefused(() -> few.take(lan), AgencyError.CALLS_TOO_MANY, 7);
    }

    @Test
    void whatIsCostlyIsCountedByItself() {
        CallLimits few = few();
        Authentication program = token("costly", 7);
        IntStream.range(0, FEW).forEach(call -> few.takeCostly(program, false).run());

        assertRefused(() -> few.takeCostly(program, false), AgencyError.CALLS_TOO_COSTLY, 7);
        few.take(program);
    }

    @Test
    void onlySomeOfWhatIsCostlyGoesOnAtOnce() {
        Authentication program = token("parallel", 8);
        List<Runnable> under = IntStream.range(0, CallLimits.AT_ONCE)
                .mapToObj(call -> limits.takeCostly(program, false))
                .toList();

        assertThatThrownBy(() -> limits.takeCostly(program, false))
                .isInstanceOfSatisfying(HubException.class, refused -> assertThat(refused.code())
                        .isEqualTo(AgencyError.CALLS_UNDER_WAY));
        limits.takeCostly(token("parallel", 9), false).run();
        limits.takeCostly(program, true).run();
        under.get(0).run();
        limits.takeCostly(program, false).run();
        under.stream().skip(1).forEach(Runnable::run);
    }

    @Test
    void whoHasManyTokensLeavesPlacesToOthers() {
        List<Runnable> under = new ArrayList<>();
        for (int number = 0; number < CallLimits.OF_ONE_PERSON; number++) {
            under.add(limits.takeCostly(token("many", 100 + number), false));
        }

        assertThatThrownBy(() -> limits.takeCostly(token("many", 129), false))
                .isInstanceOfSatisfying(HubException.class, refused -> assertThat(refused.code())
                        .isEqualTo(AgencyError.CALLS_UNDER_WAY));
        limits.takeCostly(token("somebody-else", 130), false).run();
        under.forEach(Runnable::run);
        limits.takeCostly(token("many", 131), false).run();
    }

    /** Also where the door behind refuses, or the page fails. */
    @Test
    void whatHasEndedGivesItsPlaceBack() {
        Testers.admit(state, "mistaken", "viewer", "H26");
        ApiCaller program = new ApiCaller(http, tokens, "mistaken");
        for (int call = 0; call < 2 * CallLimits.AT_ONCE; call++) {
            assertThat(program.get("journal").getStatusCode().value()).isIn(403, 404);
            assertThat(program.get("connectors/none/datasets").getStatusCode().value())
                    .isEqualTo(404);
        }
        ApiCaller tester = new ApiCaller(http, tokens);
        for (int call = 0; call < 2 * CallLimits.AT_ONCE; call++) {
            assertThat(tester.get("journal").getStatusCode().value()).isEqualTo(200);
        }
    }

    @Test
    void whoDoesNotStopStandsInTheJournalOnceInAQuarterOfAnHour() {
        Testers.admit(state, "restless", "viewer", "H26");
        CallLimits few = few();
        double before = refused("any");
        for (int call = 0; call < 100; call++) {
            tryIt(() -> few.take(token("restless", 12)));
        }

        assertThat(refused("any") - before).isEqualTo(90);
        assertThat(entries("restless")).containsExactly("refused 10 token/12");
        clock.advance(CallLimits.TOLD_ONCE);
        for (int call = 0; call < 100; call++) {
            tryIt(() -> few.take(token("restless", 12)));
        }
        assertThat(entries("restless")).hasSize(2);
    }

    @Test
    void callersAreForgottenBeforeTheyFillTheMemory() {
        CallLimits few = few();
        for (int number = 0; number < 2 * CallLimits.MOST_CALLERS; number++) {
            few.take(token("many", number));
        }
        assertThat(few.remembered()).isBetween(1L, (long) CallLimits.MOST_CALLERS);
    }

    @Test
    void aProgramIsToldWhenToCallAgainAndItsPersonGoesOn() {
        Testers.admit(state, "hasty", "viewer", "H26");
        ApiCaller program = new ApiCaller(http, tokens, "hasty");
        assertThat(program.get("jobs").getStatusCode().value()).isEqualTo(200);
        use(token("hasty", newest("hasty")), settings.all() - 2);
        assertThat(program.get("connectors").getStatusCode().value()).isEqualTo(200);

        ResponseEntity<JsonNode> refused = program.once(HttpMethod.POST, "jobs/none/runs", null, "told-to-wait");
        assertThat(refused.getStatusCode().value()).isEqualTo(429);
        assertThat(refused.getHeaders().getFirst("Retry-After")).isEqualTo("1");
        assertThat(refused.getHeaders().getContentType()).hasToString("application/problem+json;charset=UTF-8");
        assertThat(refused.getBody().path("code").asText()).isEqualTo("agency.CALLS_TOO_MANY");
        assertThat(refused.getBody().path("remedy").asText()).startsWith("Call again in 1 s,");
        assertThat(program.get("jobs", "vi").getBody().path("remedy").asText()).startsWith("Gọi lại sau 1 giây");
        assertThat(state.sql("select count(*) from agency_requests where actor = 'hasty'")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(new ApiCaller(http, tokens, "hasty")
                        .get("jobs")
                        .getStatusCode()
                        .value())
                .isEqualTo(200);

        clock.advance(Duration.ofSeconds(1));
        assertThat(program.get("jobs").getStatusCode().value()).isEqualTo(200);
    }

    @Test
    void aPersonReadsWhyAndOneWhoOnlyWorksHardGoesOnWithTheRest() {
        Enrolled hoa = Enrolled.in(hub, "hoa.gap", "auditor", "H26");
        clock.advance(Duration.ofSeconds(30));
        Visitor browser = new Visitor(port);
        browser.signIn("hoa.gap", hoa.password(), hoa.code());
        browser.get("/me?lang=en");
        IntStream.range(0, settings.costly() - 1)
                .forEach(call -> limits.takeCostly(session("hoa.gap"), false).run());
        assertThat(browser.get("/journal").statusCode()).isEqualTo(200);

        HttpResponse<String> costly = browser.get("/journal");
        assertThat(costly.statusCode()).isEqualTo(429);
        assertThat(costly.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(costly.body()).contains("make the hub work hard", "Try again in 1 s.", "CALLS_TOO_COSTLY");
        assertThat(browser.isIn()).isTrue();

        use(session("hoa.gap"), settings.all() - 10);
        HttpResponse<String> last = IntStream.range(0, 11)
                .mapToObj(call -> browser.get("/me"))
                .reduce((first, next) -> next)
                .orElseThrow();
        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.body()).contains("from this account or token", "CALLS_TOO_MANY");
        assertThat(browser.get("/no-such-page").statusCode()).isEqualTo(429);
        assertThat(browser.get("/css/lienthong.css").statusCode())
                .as("files are no calls")
                .isNotEqualTo(429);
    }

    @Test
    void whatIsCostlyIsWrittenDown() throws IOException {
        List<String> written = Pattern.compile("(?m)^- `((?:GET|POST|PUT|DELETE) /[^`]+)`")
                .matcher(Files.readString(Path.of("src/docs/limits.md")))
                .results()
                .map((MatchResult line) -> line.group(1))
                .toList();

        assertThat(Walked.all(mappings, handler -> handler.hasMethodAnnotation(Costly.class)).stream()
                        .map(Walked::toString))
                .containsExactlyInAnyOrderElementsOf(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9", "many", "-5", "1e3", "10000000"})
    void aNumberThatIsNoneKeepsTheHubFromStarting(String number) {
        assertThatThrownBy(() -> new CallSettings(number, ""))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("LIENTHONG_CALLS_PER_MINUTE");
        assertThatThrownBy(() -> new CallSettings("", number))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("LIENTHONG_COSTLY_CALLS_PER_MINUTE");
    }

    @Test
    void whereNothingIsSetTheUsualNumbersCount() {
        assertThat(new CallSettings("", " ").all()).isEqualTo(1200);
        assertThat(new CallSettings("", " ").costly()).isEqualTo(60);
    }

    private CallLimits few() {
        return new CallLimits(new CallSettings("" + FEW, "" + FEW), time, journal, people, meters);
    }

    private void use(Authentication who, int calls) {
        IntStream.range(0, calls).forEach(call -> limits.take(who));
    }

    private static Authentication session(String person) {
        return UsernamePasswordAuthenticationToken.authenticated(person, null, AuthorityUtils.NO_AUTHORITIES);
    }

    private static Authentication token(String person, long number) {
        return UsernamePasswordAuthenticationToken.authenticated(person, number, AuthorityUtils.NO_AUTHORITIES);
    }

    private long newest(String person) {
        return state.sql("select max(id) from agency_tokens where person = :person")
                .param("person", person)
                .query(Long.class)
                .single();
    }

    private double refused(String kind) {
        return meters.counter("lienthong.calls.refused", "kind", kind).count();
    }

    private List<String> entries(String actor) {
        return state.sql("""
                        select outcome || ' ' || (details ->> 'per-minute') || ' ' || (details ->> 'caller') from journal_entries
                        where act = 'calls.refused' and actor = :actor order by id
                        """).param("actor", actor).query(String.class).list();
    }

    private static void tryIt(Runnable call) {
        try {
            call.run();
        } catch (HubException refused) {
            assertThat(refused.code()).isEqualTo(AgencyError.CALLS_TOO_MANY);
        }
    }

    private static void assertRefused(Runnable call, AgencyError why, long seconds) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(HubException.class, refused -> {
            assertThat(refused.code()).isEqualTo(why);
            assertThat(refused.arguments()).isEqualTo(Map.of("most", FEW, "seconds", seconds));
        });
    }
}
