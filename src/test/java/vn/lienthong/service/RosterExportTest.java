package vn.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** A whole roster leaves as the files of OneRoster 1.2, as far as agreements go, and everybody in them stands in the journal. */
class RosterExportTest extends RosterGround {
    private static final String EXPORT = "/ims/oneroster/csv/v1p2";

    RosterExportTest() {
        super("roster-takes");
    }

    private HttpResponse<byte[]> taken(String shown) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + EXPORT))
                .header("Authorization", "Bearer " + shown)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private Map<String, String> files() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = taken(token);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/zip");
        assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.body()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    @Test
    void filesAreThoseOfTheBindingAndHoldWhatIsAgreed() throws Exception {
        Map<String, String> files = files();
        assertThat(files.keySet())
                .containsExactly(
                        "manifest.csv",
                        "academicSessions.csv",
                        "classes.csv",
                        "enrollments.csv",
                        "orgs.csv",
                        "roles.csv",
                        "users.csv");
        assertThat(files.get("manifest.csv"))
                .startsWith("propertyName,value\r\nmanifest.version,1.0\r\noneroster.version,1.2\r\n")
                .contains("file.orgs,bulk\r\n", "file.demographics,absent\r\n", "file.users,bulk\r\n");
        assertThat(files.get("orgs.csv"))
                .as("what is to be deleted is not in it, and a column that is not agreed is empty")
                .isEqualTo("sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\r\n"
                        + "d-1,,,Phòng Một,district,,\r\n"
                        + "s-1,,,Trường Một,school,,d-1\r\n"
                        + "s-3,,,Trường Ba,school,,d-9\r\n");
        assertThat(files.get("users.csv"))
                .startsWith(
                        "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,"
                                + "identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,resourceSourcedIds,"
                                + "preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns\r\n"
                                + "u 1,,,true,,,Ánh,Nguyễn Thị,,,,,,,07,,,,,,,s-1,\r\n"
                                + "u-2,,,false,,,Đức,Trần Văn,,,,,,,\"07,08\",,,,,,,s-1,\r\n")
                .doesNotContain("u-4");
        assertThat(files.get("classes.csv")).endsWith("c-1,,,7A,07,k-7,,homeroom,,s-1,\"t-1,y-2026\",,,\r\n");
        assertThat(files.get("enrollments.csv")).contains("e-1,,,c-1,s-1,u 1,student,true,2026-09-05,\r\n");
        assertThat(files.get("roles.csv")).contains("r-1,,,u 1,primary,student,2026-09-01,,s-1,\r\n");
    }

    @Test
    void pagesAreTurnedToTheEndAndEverybodyIsRecorded() throws Exception {
        roster.update(
                "insert into users select 'x-' || i, 'active', now(), true, 'Tên ' || i, 'Họ', 'student', 's-1', '07',"
                        + " 'export-' || i, '01' from generate_series(1, 1100) i");
        try {
            long before = state.sql("select coalesce(max(id), 0) from journal_entries")
                    .query(Long.class)
                    .single();
            assertThat(files().get("users.csv").lines()).hasSize(1104);
            assertThat(state.sql("select act || ' ' || count(*) from journal_entries where id > ?"
                                    + " and under = 'agreement/roster-users.bhxh' group by act order by act")
                            .param(before)
                            .query(String.class)
                            .list())
                    .containsExactly("service.listed 3", "service.person-listed 1103");
        } finally {
            roster.update("delete from users where id like 'x-%'");
        }
    }

    @Test
    void aNameIsNoFormulaAndAnIdStaysWhatItIs() throws Exception {
        agreed("users", "id, status, given_name, family_name", "where: row.province in ['48', '99']\nlist: true");
        services.refresh();
        roster.update("insert into users (id, given_name, family_name, province) values ('-7', 'a\"b', '+84', '99')");
        try {
            assertThat(files().get("users.csv")).contains("\r\n-7,,,,,,\"a\"\"b\",'+84,,", "\r\nu-4,,,,,,'=1+1,'@Lê,,");
        } finally {
            roster.update("delete from users where id = '-7'");
            agreed(
                    "users",
                    "id, status, changed, enabled, given_name, family_name, kind, org, grades",
                    "where: row.province in ['01']\nlist: true");
            services.refresh();
        }
    }

    @Test
    void whatIsNotAgreedIsNotThereAndWhatCannotBeRecordedIsNotSent() throws Exception {
        String other = program.token("roster-takes-not", registered("roster-takes-not", "G27"));
        HttpResponse<byte[]> none = taken(other);
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(new String(none.body(), StandardCharsets.UTF_8)).contains("unknownobject");
        assertThat(program.get(EXPORT, null).statusCode()).isEqualTo(401);

        state.sql("create function no_third() returns trigger language plpgsql as "
                        + "$$ begin raise exception 'the disk is full'; end $$")
                .update();
        state.sql("create trigger no_third before insert on journal_entries for each row "
                        + "when (new.act = 'service.person-listed') execute function no_third()")
                .update();
        try {
            assertThat(taken(token).statusCode()).isEqualTo(503);
        } finally {
            state.sql("drop trigger no_third on journal_entries").update();
            state.sql("drop function no_third()").update();
        }
    }
}
