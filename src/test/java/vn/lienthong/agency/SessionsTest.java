package vn.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.SetClock;
import vn.lienthong.testing.Testers;

/** People see where they are signed in, and end what they do not know. */
@HubTest
@Import(AtASetTime.class)
class SessionsTest {
    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
    private static final String COC_COC =
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/130.0 Chrome/124.0.0.0 Safari/537.36";

    @Autowired
    ApplicationContext hub;

    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    @Autowired
    Sessions sessions;

    @Autowired
    JdbcClient state;

    @Autowired
    SetClock clock;

    @LocalServerPort
    int port;

    @BeforeEach
    void anotherDay() {
        clock.advance(Duration.ofDays(2));
    }

    @Test
    void theOwnPageListsWhatIsOpenAndEndsOne() {
        Enrolled lan = Enrolled.in(hub, "sees.lan", "viewer", "H26");
        Visitor here = in(lan, FIREFOX);
        Visitor there = in(lan, COC_COC);
        String page = here.get("/me?lang=en").body();
        assertThat(page).contains("Where I am signed in", "Firefox", "Cốc Cốc", "127.0.0.1", "by password");
        assertThat(page.split("Sign out there</button>", -1))
                .as("not for the present one")
                .hasSize(2);

        Sessions.Open other = sessions.of("sees.lan").get(0);
        assertThat(other.browser()).isEqualTo(Browser.COC_COC);
        assertThat(page).contains("/me/sessions/" + other.number() + "/end");
        here.post("/me", "/me/sessions/" + other.number() + "/end", Map.of());
        assertThat(here.get("/me?lang=en").body()).contains("That session has ended.");
        assertThat(here.isIn()).isTrue();
        assertThat(there.isIn()).isFalse();
        assertThat(acts("sees.lan")).contains("person.sessions-ended done 1");
    }

    @Test
    void allOthersEndTogether() {
        Enrolled thu = Enrolled.in(hub, "leaves.thu", "viewer", "H26");
        Visitor here = in(thu, FIREFOX);
        List<Visitor> others = List.of(in(thu, FIREFOX), in(thu, COC_COC));
        here.post("/me", "/me/sessions/end", Map.of());

        assertThat(here.get("/me?lang=en").body()).contains("You are signed out everywhere else.");
        assertThat(here.isIn()).isTrue();
        assertThat(others).noneMatch(Visitor::isIn);
        assertThat(acts("leaves.thu")).contains("person.sessions-ended done 2");
    }

    @Test
    void nobodyEndsAnothersSession() {
        Visitor binh = in(Enrolled.in(hub, "own.binh", "viewer", "H26"), FIREFOX);
        Visitor curious = in(Enrolled.in(hub, "own.curious", "platform-administrator", "H26"), FIREFOX);
        long number = sessions.of("own.binh").get(0).number();

        HttpResponse<String> answer = curious.post("/me", "/me/sessions/" + number + "/end", Map.of());
        assertThat(Visitor.where(answer)).isEqualTo("/me");
        assertThat(curious.get("/me?lang=en").body()).contains("You have no open session " + number);
        ApiCaller program = new ApiCaller(http, tokens, "own.curious");
        assertThat(program.write(HttpMethod.DELETE, "sessions/" + number, null)
                        .getStatusCode()
                        .value())
                .isEqualTo(404);
        assertThat(program.write(HttpMethod.DELETE, "sessions", null)
                        .getStatusCode()
                        .value())
                .isEqualTo(204);
        assertThat(binh.isIn()).isTrue();
        assertThat(curious.isIn()).isFalse();
    }

    @Test
    void programsListAndEndThemToo() {
        Enrolled mai = Enrolled.in(hub, "asks.mai", "viewer", "H26");
        Visitor browser = in(mai, FIREFOX);
        ApiCaller program = new ApiCaller(http, tokens, "asks.mai");
        JsonNode listed = program.get("sessions").getBody();
        assertThat(StreamSupport.stream(listed.spliterator(), false)
                        .map(one -> one.path("browser").asText() + " "
                                + one.path("way").asText() + " "
                                + one.path("address").asText()))
                .containsExactly("firefox account 127.0.0.1");

        long number = listed.get(0).path("number").asLong();
        assertThat(program.write(HttpMethod.DELETE, "sessions/" + number, null)
                        .getStatusCode()
                        .value())
                .isEqualTo(204);
        assertThat(browser.isIn()).isFalse();
        assertThat(program.get("sessions").getBody()).isEmpty();
    }

    @Test
    void whoeverManagesSomebodySignsHimOutForAReasonAndNobodyElseDoes() {
        Enrolled hai = Enrolled.in(hub, "managed.hai", "viewer", "H26");
        Visitor browser = in(hai, FIREFOX);
        Visitor head = in(Enrolled.in(hub, "managing.head", "agency-administrator", "H26"), FIREFOX);
        Testers.admit(state, "managing.other", "agency-administrator", "H29");
        String end = "people/managed.hai/sessions/end";
        assertThat(status("managing.other", end, "theft")).isIn(403, 404);
        assertThat(status("managed.hai", end, "myself")).isEqualTo(403);
        assertThat(status("managing.head", end, " ")).isEqualTo(422);
        assertThat(browser.isIn()).isTrue();

        assertThat(status("managing.head", end, "laptop stolen")).isEqualTo(204);
        assertThat(browser.isIn()).isFalse();
        assertThat(acts("managing.head")).contains("person.sessions-ended done 1");

        Visitor again = in(hai, FIREFOX);
        head.post("/people/managed.hai", "/people/managed.hai/sessions/end", Map.of("reason", "stolen again"));
        assertThat(head.get("/people/managed.hai?lang=en").body()).contains("The person is signed out everywhere.");
        assertThat(again.isIn()).isFalse();
    }

    private int status(String person, String path, String reason) {
        return new ApiCaller(http, tokens, person)
                .write(HttpMethod.POST, path, Map.of("reason", reason))
                .getStatusCode()
                .value();
    }

    @Test
    void itSaysWhenOneWasUsedLastAndForgetsWhatIsOver() {
        Enrolled an = Enrolled.in(hub, "uses.an", "viewer", "H26");
        Visitor here = in(an, FIREFOX);
        Sessions.Open before = sessions.of("uses.an").get(0);
        clock.advance(Duration.ofMinutes(10));
        here.fetch("/me");
        assertThat(sessions.of("uses.an").get(0).used()).as("by itself").isEqualTo(before.used());
        here.get("/me");
        assertThat(Duration.between(
                        before.begun(), sessions.of("uses.an").get(0).used()))
                .isEqualTo(Duration.ofMinutes(10));

        here.post("/me", "/logout", Map.of());
        assertThat(sessions.of("uses.an")).as("signed out").isEmpty();
        in(an, FIREFOX);
        clock.advance(SessionLimits.IDLE.plus(Sessions.USED).plusSeconds(1));
        assertThat(sessions.of("uses.an")).as("over").isEmpty();
        in(an, FIREFOX);
        assertThat(state.sql("select count(*) from agency_sessions where person = 'uses.an'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36 Edg/124.0|EDGE",
                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0 Safari/537.36 OPR/110.0|OPERA",
                "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0 Mobile Safari/537.36|SAMSUNG",
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36|CHROME",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/124.0 Mobile/15E148 Safari/604.1|CHROME",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_4) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15|SAFARI",
                "curl/8.5.0|OTHER",
                "<script>alert(1)</script>|OTHER",
            })
    void aBrowserIsKnownByItsFamily(String written, Browser family) {
        assertThat(Browser.of(written)).isEqualTo(family);
        assertThat(Browser.ofCode(family.code())).isEqualTo(family);
        assertThat(Browser.of(null)).isEqualTo(Browser.OTHER);
    }

    private Visitor in(Enrolled who, String browser) {
        clock.advance(Duration.ofSeconds(30));
        Visitor visitor = new Visitor(port, browser);
        visitor.signIn(who.name(), who.password(), who.code());
        return visitor;
    }

    private List<String> acts(String actor) {
        return state.sql("""
                        select act || ' ' || outcome || ' ' || coalesce(details ->> 'sessions', '') from journal_entries
                        where actor = :actor order by id
                        """).param("actor", actor).query(String.class).list();
    }
}
