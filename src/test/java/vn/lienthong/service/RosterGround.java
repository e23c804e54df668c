package vn.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.jdbc.core.JdbcTemplate;
import vn.lienthong.kernel.ConnectorName;

/** What tests of rosters stand on: a small sector as OneRoster has it, and agreements about most of it. */
abstract class RosterGround extends ServiceGround {
    static final String ROSTER = "/ims/oneroster/rostering/v1p2";

    JdbcTemplate roster;

    RosterGround(String own) {
        super(own);
    }

    @BeforeAll
    void enrolled() throws IOException {
        roster = systems.connector("roster-csdl", """
                  orgs: { from: public.orgs, classes: { "*": public } }
                  users: { from: public.users, classes: { personal_id: personal, given_name: personal, family_name: personal, "*": internal } }
                  roles: { from: public.roles, classes: { "*": internal } }
                  sessions: { from: public.sessions, classes: { "*": public } }
                  classes: { from: public.classes, classes: { "*": internal } }
                  enrollments: { from: public.enrollments, classes: { "*": internal } }
                  demographics: { from: public.demographics, classes: { birth_date: personal, personal_id: personal, "*": internal } }
                """);
        roster.execute("""
                create table orgs (id text primary key, status text, changed timestamptz, name text, kind text, code text,
                    parent text, province text, secret text);
                create table users (id text primary key, status text, changed timestamp, enabled boolean, given_name text,
                    family_name text, kind text, org text, grades text, personal_id varchar(12), province text);
                create table roles (id text primary key, user_id text, role_type text, role text, org text, begins date);
                create table sessions (id text primary key, status text, changed date, title text, kind text, begins date,
                    ends date, year text, parent text);
                create table classes (id text primary key, status text, changed timestamptz, title text, kind text, grades text,
                    course text, school text, terms text);
                create table enrollments (id text primary key, status text, changed timestamptz, user_id text, class_id text,
                    school text, role text, is_primary boolean, begins date);
                create table demographics (id text primary key, status text, changed timestamptz, birth_date date, sex text,
                    personal_id varchar(12));
                insert into orgs values
                    ('d-1', 'active', '2026-09-01T00:00:00Z', 'Phòng Một', 'district', 'P1', null, '01', 'x'),
                    ('s-1', 'active', '2026-09-02T03:04:05.678Z', 'Trường Một', 'school', 'T1', 'd-1', '01', 'y'),
                    ('s-2', 'tobedeleted', '2026-09-03T00:00:00Z', 'Trường Hai', 'school', 'T2', 'd-1', '01', 'z'),
                    ('s-3', 'active', '2026-09-04T00:00:00Z', 'Trường Ba', 'school', 'T3', 'd-9', '48', 'y');
                insert into users values
                    ('u 1', 'active', '2026-09-05 07:00:00', true, 'Ánh', 'Nguyễn Thị', 'student', 's-1', '07', '001210000001', '01'),
                    ('u-2', 'active', '2026-09-06 07:00:00', false, 'Đức', 'Trần Văn', 'student', 's-1', '07,08', '001210000002', '01'),
                    ('u-3', 'active', '2026-09-07 07:00:00', true, 'Ổn', 'Vừ Mí', 'teacher', 's-1', null, '001180000003', '01'),
                    ('u-4', 'active', '2026-09-08 07:00:00', true, '=1+1', '@Lê', 'student', 's-3', '09', '048210000004', '48');
                insert into roles values
                    ('r-1', 'u 1', 'primary', 'student', 's-1', '2026-09-01'), ('r-2', 'u-2', 'primary', 'student', 's-1', null),
                    ('r-3', 'u-3', 'primary', 'teacher', 's-1', null), ('r-4', 'u-3', 'secondary', 'administrator', 'd-1', null);
                insert into sessions values
                    ('y-2026', 'active', '2026-08-01', 'Năm học 2026-2027', 'schoolYear', '2026-09-05', '2027-05-31', '2027', null),
                    ('t-1', 'active', '2026-08-01', 'Học kỳ 1', 'term', '2026-09-05', '2027-01-15', '2027', 'y-2026');
                insert into classes values
                    ('c-1', 'active', '2026-09-01Z', '7A', 'homeroom', '07', 'k-7', 's-1', 't-1, y-2026');
                insert into enrollments values
                    ('e-1', 'active', '2026-09-01Z', 'u 1', 'c-1', 's-1', 'student', true, '2026-09-05'),
                    ('e-2', 'active', '2026-09-01Z', 'u-3', 'c-1', 's-1', 'teacher', false, '2026-09-05');
                insert into demographics values ('u 1', 'active', '2026-09-01Z', '2010-02-03', 'female', '001210000001');
                """);
        given(
                "roster-orgs",
                "orgs",
                "orgs",
                "province",
                "sourcedId: id, status: status, dateLastModified: changed, name: name, type: kind, identifier: code, parent: parent");
        given(
                "roster-users",
                "users",
                "users",
                "province\nperson: personal_id",
                "sourcedId: id, status: status, dateLastModified: changed, enabledUser: enabled, givenName: given_name,"
                        + " familyName: family_name, role: kind, primaryOrg: org, grades: grades");
        given(
                "roster-roles",
                "roles",
                "roles",
                "",
                "sourcedId: id, user: user_id, roleType: role_type, role: role, org: org, beginDate: begins");
        given(
                "roster-sessions",
                "academicSessions",
                "sessions",
                "",
                "sourcedId: id, status: status, dateLastModified: changed, title: title, type: kind, startDate: begins,"
                        + " endDate: ends, schoolYear: year, parent: parent");
        given(
                "roster-classes",
                "classes",
                "classes",
                "",
                "sourcedId: id, status: status, dateLastModified: changed, title: title, classType: kind, grades: grades,"
                        + " course: course, school: school, terms: terms");
        given(
                "roster-enrollments",
                "enrollments",
                "enrollments",
                "",
                "sourcedId: id, status: status, dateLastModified: changed, user: user_id, class: class_id, school: school,"
                        + " role: role, primary: is_primary, beginDate: begins");
        given(
                "roster-demographics",
                "demographics",
                "demographics",
                "\nperson: personal_id",
                "sourcedId: id, status: status, dateLastModified: changed, birthDate: birth_date, sex: sex");
        agreed("orgs", "id, status, changed, name, kind, parent", "list: true");
        agreed(
                "users",
                "id, status, changed, enabled, given_name, family_name, kind, org, grades",
                "where: row.province in ['01']\nlist: true");
        agreed("roles", "id, user_id, role_type, role, org, begins", "list: true");
        agreed("sessions", "id, status, changed, title, kind, begins, ends, year, parent", "list: true");
        agreed("classes", "id, status, changed, title, kind, grades, course, school, terms", "list: true");
        agreed("enrollments", "id, status, changed, user_id, class_id, school, role, is_primary, begins", "list: true");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> connectors.find(new ConnectorName("roster-csdl")).isPresent());
        services.refresh();
        assertThat(services.problems()).isEmpty();
    }

    /** A service that gives an entity. */
    final void given(String name, String collection, String dataset, String further, String fields) throws IOException {
        List<String> columns = new ArrayList<>();
        for (String field : fields.split(",")) {
            columns.add(field.split(":")[1].strip());
        }
        String[] more = further.split("\n", 2);
        write(name + ".service.yaml", """
                service: %s
                version: 1
                title: { vi: Danh bạ, en: Roster }
                agency: G03
                dataset: roster-csdl/%s
                ask: [id]
                answer: [%s]
                list: { most: 500 }
                oneroster: { collection: %s, fields: { %s } }
                %s
                """.formatted(
                        name,
                        dataset,
                        String.join(", ", columns) + (more[0].isEmpty() ? "" : ", " + more[0]),
                        collection,
                        fields,
                        more.length > 1 ? more[1] : ""));
    }

    final void agreed(String entity, String answer, String further) throws IOException {
        agreement("roster-" + entity + ".bhxh", "roster-" + entity + "/1", "G26", 5_000, 0, 30, answer, further);
    }

    /** What is answered, whose status is 200. */
    final JsonNode asked(String path) {
        return Asking.json(answered(path));
    }

    final HttpResponse<String> answered(String path) {
        HttpResponse<String> answer = program.get(ROSTER + path, token);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
        return answer;
    }

    /** The ids in a collection. */
    final List<String> ids(String path) {
        List<String> ids = new ArrayList<>();
        asked(path)
                .elements()
                .next()
                .forEach(one -> ids.add(one.path("sourcedId").asText()));
        return ids;
    }

    /** The ids of what a filter finds. */
    final List<String> filtered(String collection, String filter) {
        return ids(collection + "?filter=" + encoded(filter));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Status and the code minor of a refusal, whose shape is that of OneRoster. */
    final String refused(String path) {
        HttpResponse<String> answer = program.get(ROSTER + path, token);
        JsonNode status = Asking.json(answer);
        assertThat(status.path("imsx_codeMajor").asText()).as(answer.body()).isEqualTo("failure");
        assertThat(status.path("imsx_severity").asText()).isEqualTo("error");
        assertThat(status.path("imsx_description").asText()).isNotBlank();
        JsonNode minor = status.at("/imsx_CodeMinor/imsx_codeMinorField/0");
        assertThat(minor.path("imsx_codeMinorFieldName").asText()).isEqualTo("TargetEndSystem");
        return answer.statusCode() + " "
                + minor.path("imsx_codeMinorFieldValue").asText();
    }
}
