package vn.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.autoconfigure.web.servlet.MockMvcPrint;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.LivePages;
import vn.lienthong.kernel.May;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.Testers;
import vn.lienthong.vault.Vault;

/**
 * Walks every address of the running hub as every role of two agencies, as somebody without a role, and as a stranger. The addresses
 * are found in the hub, so that one that comes tomorrow is walked too; what each role may do is written down here once more.
 */
@HubTest
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryDoorTest {
    private static final String HANOI = TwoAgencies.HANOI;
    private static final String HCMC = TwoAgencies.HCMC;

    private static final Map<Role, Set<Act>> MAY = Map.of(
            Role.VIEWER, EnumSet.of(Act.SEE),
            Role.CONNECTOR_OWNER,
                    EnumSet.of(
                            Act.SEE,
                            Act.EXAMINE,
                            Act.REGISTER_CONNECTORS,
                            Act.KEEP_SYSTEMS,
                            Act.WRITE_JOBS,
                            Act.RUN_JOBS),
            Role.DATA_STEWARD,
                    EnumSet.of(
                            Act.SEE,
                            Act.EXAMINE,
                            Act.RUN_JOBS,
                            Act.DECIDE,
                            Act.SEE_HELD_ROWS,
                            Act.CORRECT_HELD_ROWS,
                            Act.SEE_PERSONAL_DATA,
                            Act.HANDLE_PERSONS,
                            Act.SHARE_DATA),
            Role.AUDITOR, EnumSet.of(Act.READ_JOURNAL),
            Role.AGENCY_ADMINISTRATOR,
                    EnumSet.of(
                            Act.SEE,
                            Act.EXAMINE,
                            Act.REGISTER_CONNECTORS,
                            Act.KEEP_SYSTEMS,
                            Act.WRITE_JOBS,
                            Act.RUN_JOBS,
                            Act.DECIDE,
                            Act.MANAGE_PEOPLE,
                            Act.MANAGE_AGENCIES,
                            Act.HANDLE_PERSONS,
                            Act.SHARE_DATA),
            Role.PLATFORM_ADMINISTRATOR, EnumSet.complementOf(EnumSet.of(Act.SEE_PERSONAL_DATA, Act.HANDLE_PERSONS)));

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @Autowired
    MockMvc door;

    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    @Autowired
    Grants grants;

    @Autowired
    Agencies known;

    @Autowired
    Callers callers;

    @Autowired
    List<LivePages> live;

    @Autowired
    JdbcClient state;

    @Autowired
    HubFolders folders;

    @Autowired
    Vault vault;

    private TwoAgencies agencies;
    private final List<Walked> addresses = new ArrayList<>();

    /** What everybody has who has signed in. */
    private final List<Walked> personal = new ArrayList<>();

    private Things hanoi;
    private Things hcmc;

    @BeforeAll
    void layOut() throws IOException {
        agencies = new TwoAgencies(folders, vault, state, new ApiCaller(http, tokens));
        hanoi = agencies.things(TwoAgencies.HANOI, "hanoi");
        hcmc = agencies.things(TwoAgencies.HCMC, "hcmc");
        addresses.addAll(Walked.all(mappings, handler -> !DoorKeeper.personal(handler)));
        personal.addAll(Walked.all(mappings, DoorKeeper::personal));
        for (Role role : Role.values()) {
            for (String agency : List.of(HANOI, HCMC)) {
                Testers.admit(state, person(role, agency), role.code(), agency);
            }
        }
    }

    @AfterAll
    void leave() throws IOException {
        agencies.close();
    }

    @Test
    void theTableIsTheOneThatIsWrittenDownHere() {
        assertThat(grants.table()).isEqualTo(MAY);
    }

    @Test
    void theWalkMeetsWhatIsThere() {
        assertThat(addresses).hasSizeGreaterThan(75);
        assertThat(addresses.stream().filter(walked -> walked.rule() == null).map(Walked::toString))
                .containsExactlyInAnyOrder(
                        "GET /login",
                        "POST /login/oidc/{provider}",
                        "GET /login/oidc/{provider}",
                        "GET /login/oidc/{provider}/finish",
                        "GET /login/left",
                        "POST /login/left",
                        "POST /invitation/oidc/{provider}",
                        "GET /invitation",
                        "POST /invitation",
                        "POST /invitation/phone",
                        "POST /api/v1/tokens",
                        "POST /oauth2/token",
                        "GET /data/**",
                        "POST /data/**",
                        "GET /ims/oneroster/csv/v1p2",
                        "GET /ims/oneroster/rostering/v1p2/**",
                        "GET /soap/**",
                        "POST /soap/**",
                        "GET /schemas/{kind:[a-z-]+}.json");
        assertThat(personal.stream().map(Walked::toString))
                .contains("GET /me", "GET /api/v1/tokens")
                .allMatch(address -> address.contains(" /me")
                        || address.contains(" /api/v1/tokens")
                        || address.contains(" /api/v1/sessions")
                        || address.equals("POST /api/v1/confirmation"));
    }

    /** An own page names nobody's things but the reader's, whatever its address says. */
    @Test
    void whatIsOnesOwnIsThereForEverybodyWhoHasSignedIn() throws Exception {
        state.sql("insert into agency_people (name, created_at) values ('nobody', now()) on conflict do nothing")
                .update();
        for (Walked walked : personal) {
            if (walked.reads()) {
                assertThat(response(walked, hanoi, "nobody").getStatus())
                        .as(walked.toString())
                        .isEqualTo(200);
                assertThat(body(walked, hanoi, "nobody")).doesNotContain("hanoi-", "hcmc-");
            }
        }
        for (String end : List.of("DELETE /api/v1/tokens/{number}", "DELETE /api/v1/sessions/{number}")) {
            assertThat(response(address(personal, end), hanoi, "nobody").getStatus())
                    .as(end)
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void aRoleOpensItsDoorsAndNoOther(Role role) throws Exception {
        Set<String> wrong = new TreeSet<>();
        for (String agency : List.of(HANOI, HCMC)) {
            for (Walked walked : addresses) {
                for (Things things : List.of(hanoi, hcmc)) {
                    if (walked.rule() != null) {
                        Expected expected = expected(role, agency.equals(things.agency()), walked.rule());
                        if (expected != Expected.ALLOWED || walked.reads()) {
                            look(walked, things, person(role, agency), expected, wrong);
                        }
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void withoutARoleEveryDoorIsClosed() throws Exception {
        state.sql("insert into agency_people (name, created_at) values ('nobody', now()) on conflict do nothing")
                .update();
        Set<String> wrong = new TreeSet<>();
        for (Walked walked : addresses) {
            if (walked.rule() != null) {
                Expected expected =
                        walked.rule().of().isEmpty() || walked.platform() ? Expected.REFUSED : Expected.HIDDEN;
                look(walked, hanoi, "nobody", expected, wrong);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void strangersAreSentToSignIn() throws Exception {
        Set<String> wrong = new TreeSet<>();
        for (Walked walked :
                Stream.concat(addresses.stream(), personal.stream()).toList()) {
            if (walked.rule() != null || personal.contains(walked)) {
                int status = door.perform(asked(walked, hanoi))
                        .andReturn()
                        .getResponse()
                        .getStatus();
                boolean sent = walked.pattern().startsWith("/api/")
                        ? status == 401
                        : walked.reads() ? status == 302 : status == 403;
                if (!sent) {
                    wrong.add(walked + " answered a stranger with " + status);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Byte for byte but for the name that was asked for. */
    @ParameterizedTest
    @EnumSource(names = {"VIEWER", "CONNECTOR_OWNER", "DATA_STEWARD", "AGENCY_ADMINISTRATOR"})
    void whatIsNotForSomebodyLooksLikeWhatIsNotThere(Role role) throws Exception {
        Things nothing = new Things(
                "H98",
                "hcmx-pupils",
                "hcmx-here",
                987_654_321L,
                987_654_322L,
                987_654_323L,
                987_654_324L,
                987_654_325L,
                987_654_326L,
                987_654_327L,
                987_654_328L);
        for (Walked walked : addresses) {
            if (walked.rule() != null && !walked.rule().of().isEmpty() && !walked.platform()) {
                String hidden = body(walked, hcmc, person(role, HANOI));
                String absent = body(walked, nothing, person(role, HANOI));
                assertThat(same(hidden, hcmc)).as(walked.toString()).isEqualTo(same(absent, nothing));
            }
        }
    }

    @Test
    void listsShowWhatIsTheirsAndNothingElse() throws Exception {
        for (Walked walked : addresses) {
            boolean list = walked.rule() != null
                    && walked.reads()
                    && walked.rule().of().isEmpty();
            if (list
                    && !walked.pattern().contains("events")
                    && !walked.pattern().contains("export")) {
                for (Role role : Role.values()) {
                    String body = body(walked, hanoi, person(role, HANOI));
                    assertThat(body).as("%s as %s of Hanoi", walked, role).doesNotContain("hcmc-");
                }
            }
        }
        assertThat(body(address("GET /jobs"), hanoi, person(Role.VIEWER, HANOI)))
                .contains("hanoi-pupils");
        assertThat(body(address("GET /api/v1/connectors"), hanoi, person(Role.VIEWER, HANOI)))
                .contains("hanoi-here");
        assertThat(body(address("GET /api/v1/quarantine"), hanoi, person(Role.DATA_STEWARD, HANOI)))
                .contains("hanoi-pupils");
    }

    /** Forms on the pages of one's own things, by the acts behind them. */
    @ParameterizedTest
    @EnumSource(Role.class)
    void aPageOffersWhatItsReaderMayDoAndNothingElse(Role role) throws Exception {
        Map<String, Map<String, Act>> offers = Map.of(
                "GET /jobs/{name}",
                Map.of("/hanoi-pupils/pause\"", Act.RUN_JOBS, "/hanoi-pupils/run\"", Act.RUN_JOBS),
                "GET /routes",
                Map.of("/routes/sync.hanoi-pupils/s", Act.RUN_JOBS),
                "GET /routes/{id}",
                Map.of("/routes/sync.hanoi-pupils/stop\"", Act.RUN_JOBS),
                "GET /connectors",
                Map.of("hanoi-here/examination\"", Act.EXAMINE, "/connectors/new\"", Act.REGISTER_CONNECTORS),
                "GET /connectors/{name}",
                Map.of("hanoi-here/examination\"", Act.EXAMINE),
                "GET /systems/{name}",
                Map.of("/hanoi-pupils/edit\"", Act.KEEP_SYSTEMS),
                "GET /people",
                Map.of("/people/new?agency=H26\"", Act.MANAGE_PEOPLE),
                "GET /people/{name}",
                Map.of("/hanoi-person/invitation\"", Act.MANAGE_PEOPLE),
                "GET /agencies",
                Map.of("/agencies/new\"", Act.MANAGE_AGENCIES, "/agencies/import\"", Act.MANAGE_AGENCIES),
                "GET /agencies/{code}",
                Map.of("/agencies/new?parent=H26\"", Act.MANAGE_AGENCIES));
        for (Map.Entry<String, Map<String, Act>> page : offers.entrySet()) {
            String body = body(address(page.getKey()), hanoi, person(role, HANOI));
            page.getValue().forEach((address, act) -> assertThat(body.contains(address))
                    .as("%s offers %s to %s", page.getKey(), address, role)
                    .isEqualTo(MAY.get(role).contains(act) && MAY.get(role).contains(Act.SEE)));
        }
    }

    /** The streams behind pages: what moves on a page of somebody else is told to nobody. */
    @Test
    void nothingMovesForWhoeverMayNotLook() {
        Caller viewer = caller(person(Role.VIEWER, HANOI));
        for (String page : List.of("jobs/%s", "connectors/%s", "jobs/%s/runs/")) {
            assertThat(sight(viewer, page, hanoi)).as(page).isPresent();
            assertThat(sight(viewer, page, hcmc)).as(page).isEmpty();
        }
        for (String page : List.of("", "jobs", "routes", "connectors")) {
            assertThat(sight(viewer, page, hanoi).orElseThrow().mark()).as(page).doesNotContain("hcmc-");
        }
    }

    private Optional<LivePages.Sight> sight(Caller reader, String page, Things things) {
        String thing = page.startsWith("connectors") ? things.connector() : things.job();
        String address = page.formatted(thing) + (page.endsWith("runs/") ? things.run() : "");
        return callers.as(reader, () -> live.stream()
                .flatMap(room -> room.sight(address).stream())
                .findFirst());
    }

    private Caller caller(String person) {
        return new PersonCalling(person, grants.reach(person), null, known::upwards, () -> false);
    }

    @Test
    void aRoleReachesTheAgenciesBelowItsOwn() throws Exception {
        Testers.admit(state, "viewer.above", "viewer", "G03");
        assertThat(body(address("GET /jobs"), hanoi, "viewer.above")).contains("hanoi-pupils", "hcmc-pupils");
    }

    /** The switch in the top bar takes away, and gives nothing. */
    @Test
    void aPageNarrowedToOneAgencyShowsItsThingsAlone() throws Exception {
        Testers.admit(state, "viewer.above", "viewer", "G03");
        assertThat(page("/jobs", "viewer.above")).contains("hanoi-pupils", "hcmc-pupils", "href=\"/jobs?scope=H26\"");
        assertThat(page("/jobs?scope=H26", "viewer.above"))
                .contains("hanoi-pupils", "href=\"/alerts?scope=H26\"", "href=\"/routes?scope=H26\"")
                .contains("&amp;scope=H26")
                .doesNotContain("hcmc-pupils");
        assertThat(page("/?scope=H26", "viewer.above")).contains("hanoi-pupils").doesNotContain("hcmc-");
        assertThat(page("/routes?scope=H26", "viewer.above"))
                .contains("sync.hanoi-pupils")
                .doesNotContain("hcmc-");
        for (String list : List.of("/alerts", "/systems", "/connectors", "/mappings", "/services")) {
            assertThat(page(list + "?scope=H26", "viewer.above"))
                    .as(list)
                    .contains("href=\"/jobs?scope=H26\"")
                    .doesNotContain("hcmc-");
        }
        String viewer = person(Role.VIEWER, HANOI);
        assertThat(page("/jobs", viewer)).contains("hanoi-pupils").doesNotContain("id=\"scope\"");
        assertThat(page("/jobs?scope=H29", viewer)).doesNotContain("hanoi-pupils", "hcmc-pupils");
    }

    private String page(String address, String person) throws Exception {
        return door.perform(MockMvcRequestBuilders.get(address).with(user(person)))
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    @Test
    void aRoleThatEndedOpensNothingFromThenOn() throws Exception {
        Testers.admit(state, "viewer.leaving", "viewer", HANOI);
        Walked jobs = address("GET /api/v1/jobs/{name}");
        String token =
                tokens.issue("viewer.leaving", "test", Duration.ofMinutes(5)).token();
        assertThat(status(jobs, token)).isEqualTo(200);

        long number = grants.all("viewer.leaving").get(0).number();
        grants.end(number, "test");

        assertThat(status(jobs, token)).isEqualTo(404);
    }

    private int status(Walked walked, String token) throws Exception {
        return door.perform(MockMvcRequestBuilders.get(walked.of(hanoi)).header("Authorization", "Bearer " + token))
                .andReturn()
                .getResponse()
                .getStatus();
    }

    private enum Expected {
        ALLOWED,
        REFUSED,
        HIDDEN
    }

    private static Expected expected(Role role, boolean own, May rule) {
        boolean may = MAY.get(role).contains(rule.value());
        if (rule.of().equals("platform")) {
            return Expected.REFUSED;
        }
        if (rule.of().isEmpty()) {
            return may ? Expected.ALLOWED : Expected.REFUSED;
        }
        if (own && may) {
            return Expected.ALLOWED;
        }
        return own && MAY.get(role).contains(Act.SEE) ? Expected.REFUSED : Expected.HIDDEN;
    }

    private void look(Walked walked, Things things, String person, Expected expected, Set<String> wrong)
            throws Exception {
        int status = response(walked, things, person).getStatus();
        boolean right =
                switch (expected) {
                    // what has no owner may well not be there
                    case ALLOWED -> status != 401 && status != 403 && (status != 404 || !walked.owned());
                    case REFUSED -> status == 403;
                    case HIDDEN -> status == 404;
                };
        if (!right) {
            wrong.add("%s for %s, as %s: %s, but %d".formatted(walked, things.agency(), person, expected, status));
        }
    }

    private String body(Walked walked, Things things, String person) throws Exception {
        return response(walked, things, person).getContentAsString();
    }

    private MockHttpServletResponse response(Walked walked, Things things, String person) throws Exception {
        MockHttpServletRequestBuilder asked = asked(walked, things);
        if (walked.pattern().startsWith("/api/")) {
            asked.header("Authorization", "Bearer " + token(person));
        } else {
            asked.with(user(person)).with(csrf());
        }
        return door.perform(asked).andReturn().getResponse();
    }

    private final Map<String, String> issued = new HashMap<>();

    private String token(String person) {
        return issued.computeIfAbsent(
                person, name -> tokens.issue(name, "walk", Duration.ofHours(1)).token());
    }

    private static MockHttpServletRequestBuilder asked(Walked walked, Things things) {
        return MockMvcRequestBuilders.request(HttpMethod.valueOf(walked.method().name()), walked.of(things))
                .contentType(
                        Set.of(
                                                "PUT /api/v1/jobs",
                                                "POST /api/v1/agreements",
                                                "PUT /api/v1/agreements/{name}",
                                                "POST /api/v1/instruments",
                                                "PUT /api/v1/routes/made/{name}",
                                                "PUT /api/v1/mappings/{name}/draft",
                                                "POST /api/v1/routes/made/{name}/check")
                                        .contains(walked.toString())
                                ? MediaType.APPLICATION_YAML
                                : MediaType.APPLICATION_JSON)
                .content("{}")
                .param("page", "")
                .param("job", things.job());
    }

    private Walked address(String words) {
        return address(addresses, words);
    }

    private static Walked address(List<Walked> among, String words) {
        return among.stream()
                .filter(walked -> walked.toString().equals(words))
                .findFirst()
                .orElseThrow();
    }

    private static String person(Role role, String agency) {
        return role.code() + "." + agency.toLowerCase(Locale.ROOT);
    }

    /** A text without the names of things. */
    private static String same(String text, Things things) {
        return Stream.of(
                        things.agency(),
                        things.job(),
                        things.connector(),
                        things.person(),
                        things.program(),
                        "" + things.run(),
                        "" + things.row(),
                        "" + things.approval(),
                        "" + things.destination(),
                        "" + things.erasure(),
                        "" + things.exchange(),
                        "" + things.alert(),
                        "" + things.failed())
                .reduce(text, (left, name) -> left.replace(name, "•"))
                .replaceAll("name=\"_csrf\"[^>]*>", "")
                .replaceAll("nonce=\"[^\"]*\"", "");
    }
}
