package vn.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
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
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.May;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.TestSystems;
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
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)[^}]*}");
    private static final String HANOI = "H26";
    private static final String HCMC = "H29";

    private static final Map<Role, Set<Act>> MAY = Map.of(
            Role.VIEWER, EnumSet.of(Act.SEE),
            Role.CONNECTOR_OWNER,
                    EnumSet.of(Act.SEE, Act.EXAMINE, Act.REGISTER_CONNECTORS, Act.WRITE_JOBS, Act.RUN_JOBS),
            Role.DATA_STEWARD,
                    EnumSet.of(
                            Act.SEE, Act.EXAMINE, Act.RUN_JOBS, Act.DECIDE, Act.SEE_HELD_ROWS, Act.CORRECT_HELD_ROWS),
            Role.AUDITOR, EnumSet.of(Act.READ_JOURNAL),
            Role.AGENCY_ADMINISTRATOR,
                    EnumSet.of(
                            Act.SEE,
                            Act.EXAMINE,
                            Act.REGISTER_CONNECTORS,
                            Act.WRITE_JOBS,
                            Act.RUN_JOBS,
                            Act.DECIDE,
                            Act.MANAGE_PEOPLE),
            Role.PLATFORM_ADMINISTRATOR, EnumSet.allOf(Act.class));

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
    JdbcClient state;

    @Autowired
    HubFolders folders;

    @Autowired
    Vault vault;

    private TestSystems systems;
    private ApiCaller api;
    private final List<Walked> addresses = new ArrayList<>();

    /** What everybody has who has signed in. */
    private final List<Walked> personal = new ArrayList<>();

    /** An address with its rule; null where strangers may come. */
    private record Walked(RequestMethod method, String pattern, May rule) {
        boolean reads() {
            return method == RequestMethod.GET;
        }

        boolean owned() {
            return !rule.of().isEmpty() && !pattern.contains("following") && !pattern.contains("source");
        }

        boolean platform() {
            return rule.of().equals("platform");
        }

        /** With the things of one agency in the place of its variables. */
        String of(Things things) {
            return VARIABLE.matcher(pattern)
                    .replaceAll(found -> things.value(found.group(1), rule == null ? "" : rule.of()));
        }

        @Override
        public String toString() {
            return method + " " + pattern;
        }
    }

    /** What one agency has. */
    private record Things(String agency, String job, String connector, long run, long row, long approval) {
        String person() {
            return job.replace("pupils", "person");
        }

        String value(String variable, String kind) {
            return switch (variable) {
                case "name" ->
                    switch (kind) {
                        case "connector" -> connector;
                        case "person" -> person();
                        default -> job;
                    };
                case "id" ->
                    switch (kind) {
                        case "run" -> "" + run;
                        case "held-row" -> "" + row;
                        default -> "sync." + job;
                    };
                case "number" -> "" + (kind.equals("approval") ? approval : run);
                case "code" -> agency;
                case "setting" -> "password";
                default -> "1";
            };
        }
    }

    private Things hanoi;
    private Things hcmc;

    @BeforeAll
    void layOut() throws IOException {
        Files.writeString(folders.connectors().resolve("agencies.yaml"), """
                agencies:
                  - { code: G03, name: Bộ Giáo dục }
                  - { code: H26, name: Sở Hà Nội, parent: G03 }
                  - { code: H29, name: Sở TP. Hồ Chí Minh, parent: G03 }
                """);
        // numbers that stand nowhere else on a page
        state.sql("alter table sync_runs alter column id restart with 7700001").update();
        state.sql("alter table approval_requests alter column id restart with 9900001")
                .update();
        state.sql("alter table quarantine_rows alter column id restart with 8800001")
                .update();
        systems = new TestSystems(folders, vault, HANOI, HCMC);
        api = new ApiCaller(http, tokens);
        hanoi = things(HANOI, "hanoi");
        hcmc = things(HCMC, "hcmc");
        mappings.getHandlerMethods().forEach((mapping, handler) -> {
            if (DoorKeeper.ours(handler)) {
                List<Walked> of = DoorKeeper.personal(handler) ? personal : addresses;
                mapping.getMethodsCondition().getMethods().forEach(method -> mapping.getPatternValues()
                        .forEach(pattern -> of.add(new Walked(method, pattern, rule(handler)))));
            }
        });
        for (Role role : Role.values()) {
            for (String agency : List.of(HANOI, HCMC)) {
                Testers.admit(state, person(role, agency), role.code(), agency);
            }
        }
        for (Things things : List.of(hanoi, hcmc)) {
            state.sql("insert into agency_people (name, agency, created_at) values (:name, :agency, now())")
                    .param("name", things.person())
                    .param("agency", things.agency())
                    .update();
        }
    }

    private static May rule(HandlerMethod handler) {
        assertThat(DoorKeeper.open(handler) || DoorKeeper.personal(handler) || DoorKeeper.rule(handler) != null)
                .as("%s says whom it lets in: @May, @Personal or @Open", handler)
                .isTrue();
        return DoorKeeper.open(handler) ? null : DoorKeeper.rule(handler);
    }

    /** An agency's systems, a job between them, a run of it and the row that it held. */
    private Things things(String agency, String name) throws IOException {
        String datasets = "  pupils: { from: public.pupils, classes: { \"*\": internal } }";
        JdbcTemplate source = systems.connector(name + "-here", agency, datasets);
        JdbcTemplate target = systems.connector(name + "-there", agency, datasets);
        source.execute("create table pupils (id bigint primary key, grade integer)");
        target.execute("create table pupils (id bigint primary key, grade integer)");
        source.update("insert into pupils values (1, 5), (2, 99)");
        String job = """
                sync: %1$s-pupils
                title: { vi: Học sinh, en: Pupils }
                agency: %2$s
                from: { dataset: %1$s-here/pupils }
                to: { dataset: %1$s-there/pupils, key: [id] }
                map: { id: id, grade: grade }
                check: { grade: [between(1, 12)] }
                """.formatted(name, agency);
        await().atMost(PATIENCE)
                .until(() ->
                        api.yaml(HttpMethod.PUT, "jobs", job).getStatusCode().is2xxSuccessful());
        JsonNode run = api.write(HttpMethod.POST, "jobs/" + name + "-pupils/runs", null)
                .getBody();
        await().atMost(PATIENCE).until(() -> api.get("runs/" + run.path("id").asLong())
                .getBody()
                .at("/run/state")
                .asText()
                .equals("DONE_WITH_REJECTIONS"));
        long row = api.get("quarantine?job=" + name + "-pupils")
                .getBody()
                .at("/items/0/id")
                .asLong();
        long started = run.path("id").asLong();
        return new Things(agency, name + "-pupils", name + "-here", started, row, approval(agency, started));
    }

    /** A request that a second person could have decided, had the run waited. */
    private long approval(String agency, long run) {
        return state.sql("""
                        insert into approval_requests (kind, subject, agency, act, what_vi, what_en, page, difference, facts,
                            requester, reason, asked_at, expires_at, state)
                        values ('guard', 'run/' || :run, :agency, 'decide', 'Xóa', 'Delete', '/jobs', '[]',
                            jsonb_build_object('run', :run::text), 'an', 'vì', now(), now() + interval '1 day', 'open')
                        returning id
                        """)
                .param("run", run)
                .param("agency", agency)
                .query(Long.class)
                .single();
    }

    @AfterAll
    void leave() throws IOException {
        for (Things things : List.of(hanoi, hcmc)) {
            api.write(HttpMethod.DELETE, "jobs/" + things.job(), null);
        }
        systems.close();
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
                        "GET /invitation",
                        "POST /invitation",
                        "POST /invitation/phone",
                        "POST /api/v1/tokens",
                        "GET /schemas/{kind:[a-z-]+}.json");
        assertThat(personal.stream().map(Walked::toString))
                .contains("GET /me", "GET /api/v1/tokens")
                .allMatch(address -> address.contains(" /me") || address.contains(" /api/v1/tokens"));
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
        assertThat(response(address(personal, "DELETE /api/v1/tokens/{number}"), hanoi, "nobody")
                        .getStatus())
                .isEqualTo(404);
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
        Things nothing = new Things(HCMC, "hcmx-pupils", "hcmx-here", 987_654_321L, 987_654_322L, 987_654_323L);
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
                "GET /connectors",
                Map.of("hanoi-here/examination\"", Act.EXAMINE, "/connectors/new\"", Act.REGISTER_CONNECTORS),
                "GET /connectors/{name}",
                Map.of("hanoi-here/examination\"", Act.EXAMINE),
                "GET /people",
                Map.of("/people/new?agency=H26\"", Act.MANAGE_PEOPLE),
                "GET /people/{name}",
                Map.of("/hanoi-person/invitation\"", Act.MANAGE_PEOPLE));
        for (Map.Entry<String, Map<String, Act>> page : offers.entrySet()) {
            String body = body(address(page.getKey()), hanoi, person(role, HANOI));
            page.getValue().forEach((address, act) -> assertThat(body.contains(address))
                    .as("%s offers %s to %s", page.getKey(), address, role)
                    .isEqualTo(MAY.get(role).contains(act) && MAY.get(role).contains(Act.SEE)));
        }
    }

    @Test
    void aRoleReachesTheAgenciesBelowItsOwn() throws Exception {
        Testers.admit(state, "viewer.above", "viewer", "G03");
        assertThat(body(address("GET /jobs"), hanoi, "viewer.above")).contains("hanoi-pupils", "hcmc-pupils");
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
                        walked.toString().equals("PUT /api/v1/jobs")
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
                        things.job(),
                        things.connector(),
                        things.person(),
                        "" + things.run(),
                        "" + things.row(),
                        "" + things.approval())
                .reduce(text, (left, name) -> left.replace(name, "•"))
                .replaceAll("name=\"_csrf\"[^>]*>", "")
                .replaceAll("nonce=\"[^\"]*\"", "");
    }
}
