package vn.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Programs that speak OneRoster 1.2 are given what agreements permit, in its words. */
class RosterTest extends RosterGround {
    RosterTest() {
        super("roster-asks");
    }

    @Test
    void aCollectionComesInPagesThatSayHowManyThereAreAndWhereTheOthersAre() {
        assertThat(ids("/orgs")).containsExactly("d-1", "s-1", "s-2", "s-3");

        HttpResponse<String> page = answered("/orgs?limit=2&offset=1");
        assertThat(ids("/orgs?limit=2&offset=1")).containsExactly("s-1", "s-2");
        assertThat(page.headers().firstValue("x-total-count")).hasValue("4");
        String here = "<http://127.0.0.1:" + port + ROSTER + "/orgs?";
        assertThat(page.headers().firstValue("link").orElse(""))
                .contains(
                        here + "limit=2&offset=3>; rel=\"next\"",
                        here + "limit=2&offset=0>; rel=\"prev\"",
                        here + "limit=2&offset=0>; rel=\"first\"",
                        here + "limit=2&offset=2>; rel=\"last\"");
        assertThat(answered("/orgs?limit=2&offset=3")
                        .headers()
                        .firstValue("link")
                        .orElse(""))
                .doesNotContain("next");
        assertThat(ids("/orgs?offset=90")).isEmpty();
        assertThat(ids("/orgs?limit=9000")).as("as many as the service gives").hasSize(4);
    }

    @Test
    void anEntityIsWrittenAsOneRosterWritesIt() {
        JsonNode org = asked("/orgs/s-1").path("org");
        assertThat(org.toString())
                .isEqualTo(
                        "{\"sourcedId\":\"s-1\",\"status\":\"active\",\"dateLastModified\":\"2026-09-02T03:04:05.678Z\","
                                + "\"name\":\"Trường Một\",\"type\":\"school\",\"parent\":{\"href\":\"http://127.0.0.1:"
                                + port + ROSTER
                                + "/orgs/d-1\",\"sourcedId\":\"d-1\",\"type\":\"org\"}}");
        assertThat(asked("/academicSessions/t-1").path("academicSession").toString())
                .contains(
                        "\"dateLastModified\":\"2026-07-31T17:00:00.000Z\"",
                        "\"startDate\":\"2026-09-05\"",
                        "\"schoolYear\":\"2027\"",
                        "/academicSessions/y-2026");
        JsonNode enrolled = asked("/enrollments").path("enrollments").path(1);
        assertThat(enrolled.path("primary").isTextual()).as("flags are words").isTrue();
        assertThat(enrolled.path("primary").asText()).isEqualTo("false");
        assertThat(enrolled.path("class").path("type").asText()).isEqualTo("class");
        JsonNode terms = asked("/classes/c-1").path("class").path("terms");
        assertThat(terms).extracting(term -> term.path("sourcedId").asText()).containsExactly("t-1", "y-2026");
    }

    @Test
    void referencesLeadToWhatTheyNameAndUsersBringTheirRoles() {
        JsonNode users = asked("/users").path("users");
        assertThat(users).hasSize(3);
        JsonNode first = users.path(0);
        assertThat(first.path("givenName").asText()).isEqualTo("Ánh");
        assertThat(first.path("enabledUser").asText()).isEqualTo("true");
        assertThat(first.path("dateLastModified").asText())
                .as("by the clock of Vietnam")
                .isEqualTo("2026-09-05T00:00:00.000Z");
        assertThat(first.has("role")).as("no field of OneRoster 1.2").isFalse();
        assertThat(users.path(1).path("grades").toString()).isEqualTo("[\"07\",\"08\"]");
        assertThat(first.path("roles").toString())
                .startsWith("[{\"roleType\":\"primary\",\"role\":\"student\",\"org\":{\"href\":");
        assertThat(first.path("roles").path(0).path("beginDate").asText()).isEqualTo("2026-09-01");
        assertThat(users.path(2).path("roles")).hasSize(2);

        String href = asked("/enrollments/e-1").at("/enrollment/user/href").asText();
        assertThat(asked(href.substring(href.indexOf(ROSTER) + ROSTER.length()))
                        .at("/user/sourcedId")
                        .asText())
                .isEqualTo("u 1");
        assertThat(asked("/users?fields=givenName").toString()).startsWith("{\"users\":[{\"givenName\":\"Ánh\"},");
        assertThat(asked("/users/u-2?fields=roles,sourcedId").toString())
                .contains("\"roles\":[{", "u-2")
                .doesNotContain("Đức");
    }

    @Test
    void partsOfACollectionHaveAddressesOfTheirOwn() {
        assertThat(ids("/schools")).containsExactly("s-1", "s-2", "s-3");
        assertThat(asked("/schools/s-1").has("org")).isTrue();
        assertThat(refused("/schools/d-1")).isEqualTo("404 unknownobject");
        assertThat(ids("/students")).containsExactly("u 1", "u-2");
        assertThat(ids("/teachers")).containsExactly("u-3");
        assertThat(ids("/terms")).containsExactly("t-1");
        assertThat(answered("/students").headers().firstValue("x-total-count")).hasValue("2");
        assertThat(filtered("/schools", "name~'hai' OR name~'ba'")).containsExactly("s-2", "s-3");
    }

    @Test
    void whatIsNotPermittedLooksLikeWhatIsNotThere() throws IOException {
        String nothing = program.get(ROSTER + "/orgs/none", token).body();
        for (String path : List.of(
                "/users/u-4",
                "/demographics",
                "/demographics/u%201",
                "/courses",
                "/nothing",
                "/roles",
                "/orgs/d-1/x",
                "/users/%00",
                "")) {
            HttpResponse<String> answer = program.get(ROSTER + path, token);
            if (answer.statusCode() != 400) { // an address that no server takes
                assertThat(answer.statusCode()).as(path).isEqualTo(404);
                assertThat(answer.body()).as(path).isEqualTo(nothing);
            }
        }
        assertThat(refused("/users/u-4")).isEqualTo("404 unknownobject");
        assertThat(filtered("/users", "sourcedId='u-4' OR primaryOrg.sourcedId='s-3'"))
                .isEmpty();
        assertThat(answered("/users").headers().firstValue("x-total-count")).hasValue("3");
        assertThat(program.get(ROSTER + "/orgs", null).statusCode()).isEqualTo(401);
        assertThat(program.get(ROSTER + "/orgs", null).body()).contains("unauthorisedrequest");
        String other = program.token("roster-other", registered("roster-other", "G27"));
        assertThat(program.get(ROSTER + "/orgs", other).body()).isEqualTo(nothing);

        agreed("orgs", "id, status, changed, name, kind, parent", "contact: a@b.example");
        services.refresh();
        try {
            assertThat(refused("/schools")).isEqualTo("404 unknownobject");
            assertThat(refused("/orgs")).as("a list is a permission of its own").isEqualTo("404 unknownobject");
            assertThat(asked("/orgs/d-1").at("/org/name").asText()).isEqualTo("Phòng Một");
        } finally {
            agreed("orgs", "id, status, changed, name, kind, parent", "list: true");
            services.refresh();
        }
    }

    @Test
    void aHiddenFieldIsNoFieldWhereverItIsNamed() {
        String hidden = program.get(ROSTER + "/orgs?filter=" + encoded("identifier='T1'"), token)
                .body();
        assertThat(program.get(ROSTER + "/orgs?filter=" + encoded("nonsense='T1'"), token)
                        .body())
                .isEqualTo(hidden);
        assertThat(refused("/orgs?filter=" + encoded("identifier~'T'"))).isEqualTo("400 invalid_filter_field");
        assertThat(refused("/orgs?filter=" + encoded("name='x' AND identifier='T1'")))
                .isEqualTo("400 invalid_filter_field");
        assertThat(refused("/orgs?filter=" + encoded("secret='y'"))).isEqualTo("400 invalid_filter_field");
        assertThat(refused("/orgs?sort=identifier")).isEqualTo("400 invalid_sort_field");
        assertThat(program.get(ROSTER + "/orgs?sort=identifier", token).body())
                .isEqualTo(program.get(ROSTER + "/orgs?sort=nonsense", token).body());
        assertThat(refused("/orgs?fields=name,identifier")).isEqualTo("400 invalid_selection_field");
        assertThat(refused("/orgs?fields=")).isEqualTo("400 invalid_selection_field");
        assertThat(asked("/orgs?fields=name,type").path("orgs").path(1).toString())
                .isEqualTo("{\"name\":\"Trường Một\",\"type\":\"school\"}");
    }

    @Test
    void filtersCompareEveryKindOfValue() {
        assertThat(filtered("/orgs", "name='Trường Một'")).containsExactly("s-1");
        assertThat(filtered("/orgs", "name!='Trường Một'")).containsExactly("d-1", "s-2", "s-3");
        assertThat(filtered("/orgs", "name~'TRƯỜNG'")).containsExactly("s-1", "s-2", "s-3");
        assertThat(filtered("/orgs", "parent.sourcedId='d-1' AND status='active'"))
                .containsExactly("s-1");
        assertThat(filtered("/orgs", "parent.sourcedId!='d-1'")).containsExactly("d-1", "s-3");
        assertThat(filtered("/orgs", "dateLastModified>'2026-09-02T03:04:05.678Z'"))
                .containsExactly("s-2", "s-3");
        assertThat(filtered("/orgs", "dateLastModified>='2026-09-03T07:00:00+07:00'"))
                .containsExactly("s-2", "s-3");
        assertThat(filtered("/orgs", "sourcedId<='s-1'")).containsExactly("d-1", "s-1");
        assertThat(filtered("/users", "enabledUser='false' OR givenName='Ổn'")).containsExactly("u-2", "u-3");
        assertThat(filtered("/users", "dateLastModified<'2026-09-06T00:00:00Z'"))
                .containsExactly("u 1");
        assertThat(filtered("/users", "grades~'08'")).containsExactly("u-2");
        assertThat(filtered("/users", "roles.role='teacher'")).containsExactly("u-3");
        assertThat(filtered("/academicSessions", "startDate<='2026-09-05'")).hasSize(2);
        assertThat(filtered("/orgs", "name='a''b'")).isEmpty();
        HttpResponse<String> page = answered("/orgs?limit=1&filter=" + encoded("type='school'"));
        assertThat(page.headers().firstValue("x-total-count")).hasValue("3");
        assertThat(page.headers().firstValue("link").orElse("")).contains("filter=type%3D%27school%27", "offset=1");
    }

    @Test
    void anOrderIsKeptAndHostileInputIsRefused() {
        assertThat(ids("/orgs?sort=name&orderBy=desc")).containsExactly("s-1", "s-2", "s-3", "d-1");
        assertThat(ids("/orgs?sort=parent.sourcedId"))
                .as("nothing comes last")
                .containsExactly("s-1", "s-2", "s-3", "d-1");
        assertThat(refused("/orgs?sort=name&orderBy=up")).isEqualTo("400 invalid_sort_field");
        for (String filter : List.of(
                "name='x' AND name='y' OR name='z'",
                "name='x' AND name='y' AND name='z'",
                "name='x",
                "name=x",
                "name='x' OR",
                "name='x'' OR ''1'='1'",
                "name='x') or ('1'='1'",
                "\"name\"='x'",
                "name;drop table orgs='x'",
                "enabledUser='x'",
                "dateLastModified='soon'",
                "dateLastModified~'2026'",
                "dateLastModified>'+999999999-12-31T00:00:00Z'",
                "a".repeat(3_000) + "='x'",
                "name='" + "'".repeat(1_990))) {
            assertThat(refused("/orgs?filter=" + encoded(filter))).as(filter).isEqualTo("400 invalid_filter_field");
        }
        assertThat(filtered("/orgs", "name='x'' or ''1''=''1'")).isEmpty();
        assertThat(filtered("/orgs", "name~'%'")).isEmpty();
        for (String wrong : List.of("limit=0", "limit=-1", "limit=x", "offset=-1", "page=1", "limit=1&limit=2")) {
            assertThat(refused("/orgs?" + wrong)).as(wrong).isEqualTo("400 invaliddata");
        }
        assertThat(refused("/orgs?offset=100001")).isEqualTo("400 invaliddata");
        assertThat(refused("/orgs/s-1?filter=" + encoded("name='x'"))).isEqualTo("400 invaliddata");
        assertThat(roster.queryForObject("select count(*) from orgs", Integer.class))
                .isEqualTo(4);
    }

    @Test
    void aFilterThatTheSystemCannotTellIsLookedAtByTheHub() throws IOException {
        agreed(
                "users",
                "id, status, changed, enabled, given_name, family_name, kind, org, grades",
                "where: row.province != '48' && row.enabled\nlist: true");
        services.refresh();
        try {
            assertThat(ids("/users")).containsExactly("u 1", "u-3");
            assertThat(ids("/users?limit=1&offset=1")).containsExactly("u-3");
            HttpResponse<String> page = answered("/users?limit=1");
            assertThat(page.headers().firstValue("x-total-count")).hasValue("2");
            assertThat(page.headers().firstValue("link").orElse("")).contains("offset=1>; rel=\"next\"");
            assertThat(filtered("/users", "givenName='Đức'")).isEmpty();
            assertThat(refused("/users/u-2")).isEqualTo("404 unknownobject");
        } finally {
            agreed(
                    "users",
                    "id, status, changed, enabled, given_name, family_name, kind, org, grades",
                    "where: row.province in ['01']\nlist: true");
            services.refresh();
        }
    }

    @Test
    void everybodyOnAPageStandsInTheJournalAndEachCallCounts() {
        long before = state.sql("select coalesce(max(id), 0) from journal_entries")
                .query(Long.class)
                .single();
        asked("/users?limit=2&fields=givenName");
        asked("/users/u-3");
        refused("/users/u-none");
        List<String> acts = state.sql(
                        "select act || ' ' || outcome || ' ' || coalesce(details ->> 'fields', '') from journal_entries"
                                + " where id > ? and under = 'agreement/roster-users.bhxh' order by id")
                .param(before)
                .query(String.class)
                .list();
        assertThat(acts)
                .containsExactly(
                        "service.listed done given_name",
                        "service.person-listed done ",
                        "service.person-listed done ",
                        "service.called done id, status, changed, enabled, given_name, family_name, org, grades",
                        "service.called done ");
        Map<String, Object> single = state.sql(
                        "select person is not null as known, details ->> 'rows' as rows from journal_entries"
                                + " where id > ? and under = 'agreement/roster-users.bhxh' and act = 'service.called' order by id limit 1")
                .param(before)
                .query()
                .singleRow();
        assertThat(single).containsEntry("known", true).containsEntry("rows", "1");
        assertThat(state.sql(
                                "select count(*) from journal_entries where id > ? and under = 'agreement/roster-roles.bhxh'")
                        .param(before)
                        .query(Long.class)
                        .single())
                .as("roles stand under their own agreement")
                .isOne();
    }

    @Test
    void demographicsAreForWhomAnAgreementNamesThem() throws IOException {
        assertThat(refused("/demographics/u%201")).isEqualTo("404 unknownobject");
        agreed("demographics", "id, birth_date, sex", "list: true");
        services.refresh();
        try {
            assertThat(asked("/demographics").toString())
                    .isEqualTo(
                            "{\"demographics\":[{\"sourcedId\":\"u 1\",\"birthDate\":\"2010-02-03\",\"sex\":\"female\"}]}");
            assertThat(asked("/demographics/u%201").at("/demographics/sex").asText())
                    .isEqualTo("female");
        } finally {
            java.nio.file.Files.delete(folders.routes().resolve("roster-demographics.bhxh.agreement.yaml"));
            services.refresh();
        }
        assertThat(refused("/demographics")).isEqualTo("404 unknownobject");
    }

    @Test
    void aPartIsNotToldByAFieldThatIsHidden() throws IOException {
        agreed("orgs", "id, status, name", "list: true");
        services.refresh();
        try {
            assertThat(ids("/orgs")).hasSize(4);
            assertThat(refused("/schools")).isEqualTo("404 unknownobject");
            assertThat(refused("/schools/s-1")).isEqualTo("404 unknownobject");
        } finally {
            agreed("orgs", "id, status, changed, name, kind, parent", "list: true");
            services.refresh();
        }
    }

    @Test
    void whoAsksTheServiceItselfIsRecordedWithThePersonFound() {
        HttpResponse<String> answer = program.post("/data/roster-users/v1", token, "{\"id\":\"u-3\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("Vừ Mí").doesNotContain("001180000003");
        assertThat(state.sql("select person is not null from journal_entries where act = 'service.called'"
                                + " and under = 'agreement/roster-users.bhxh' order by id desc limit 1")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void aServiceSaysInItsDescriptionWhatItGivesOfARoster() {
        JsonNode own = Asking.json(program.get("/data/roster-orgs/v1/openapi.json", token));
        assertThat(own.path("paths").has(ROSTER + "/orgs")).isTrue();
        assertThat(own.path("paths").has(ROSTER + "/orgs/{sourcedId}")).isTrue();
        assertThat(own.at("/components/schemas/Entity/properties").toString())
                .contains("dateLastModified", "GUIDRef")
                .doesNotContain("identifier");
        assertThat(program.get("/data/school/v3/openapi.json", token).body()).doesNotContain("/ims/");
    }

    @Test
    void whatIsWrongInADefinitionIsSaidWithItsLine() throws IOException {
        given("roster-wrong", "orgs", "orgs", "", "sourcedId: id, nmae: name");
        services.refresh();
        try {
            assertThat(services.problems().toString()).contains("nmae", "name");
            given("roster-wrong", "orgs", "orgs", "", "sourcedId: id, name: name");
            services.refresh();
            assertThat(services.problems().toString()).contains("it has one address");
            agreed("orgs", "name", "list: true");
            services.refresh();
            assertThat(services.problems().toString()).contains("by which each row");
        } finally {
            java.nio.file.Files.delete(folders.routes().resolve("roster-wrong.service.yaml"));
            agreed("orgs", "id, status, changed, name, kind, parent", "list: true");
            services.refresh();
        }
        assertThat(services.problems()).isEmpty();
    }
}
