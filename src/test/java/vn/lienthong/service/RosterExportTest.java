package vn.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import vn.lienthong.kernel.DatasetName;

/** A whole roster leaves as the files of OneRoster 1.2, as far as agreements go, and everybody in them stands in the journal. */
class RosterExportTest extends RosterGround {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String EXPORT = "/ims/oneroster/csv/v1p2";

    @Autowired
    private JdbcTemplate database;

    @Autowired
    private OpenPages pages;

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

    /** The hub is held before the last page until the reader is gone, so that what it sends then is sent to nobody. */
    @Test
    void aReaderWhoBreaksOffLeavesHisPlaceAndTheJournalSaysSo() throws Exception {
        roster.update("insert into users select 'x-' || i, 'active', now(), true, md5('' || i) || md5('a' || i),"
                + " md5('b' || i), 'student', 's-1', '07', 'export-' || i, '01' from generate_series(1, 1101) i");
        try (Held held = new Held("new.details ->> 'rows' = '104'")) {
            try (Socket line = begun()) {
                held.reached();
                assertThat(line.isConnected()).isTrue();
            }
            assertThat(taken(token).statusCode())
                    .as("one at a time of an agency, so that another finds a place")
                    .isEqualTo(503);
            held.letGo();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(accounts()).endsWith("broken"));
        } finally {
            roster.update("delete from users where id like 'x-%'");
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(taken(token).statusCode()).isEqualTo(200));
        assertThat(accounts()).endsWith("done");
    }

    @Test
    void aPageOfARosterKeepsItsPlaceUntilEverybodyOnItIsRecorded() throws Exception {
        DatasetName dataset = DatasetName.parse("roster-csdl/users");
        AtomicBoolean letGo = new AtomicBoolean();
        AtomicBoolean waited = new AtomicBoolean();
        Thread asking = new Thread(() -> program.get(ROSTER + "/users", token));
        Thread next = new Thread(() -> {
            try (OpenPages.Place free = pages.place(dataset)) {
                waited.set(letGo.get() && free != null);
            }
        });
        try (Held held = new Held("new.act = 'service.person-listed'");
                OpenPages.Place other = pages.place(dataset)) {
            asking.start();
            held.reached();
            next.start();
            await().atMost(PATIENCE).until(() -> next.getState() == Thread.State.TIMED_WAITING || !next.isAlive());
            letGo.set(true);
            held.letGo();
            next.join();
            asking.join();
            assertThat(other).isNotNull();
        }
        assertThat(waited).as("two at a time, until they are recorded").isTrue();
    }

    /** Entries of a kind wait in the state's database before they are written. */
    private final class Held implements AutoCloseable {
        private final Connection holding;
        private final Statement lock;

        Held(String entries) throws SQLException {
            state.sql("create function held() returns trigger language plpgsql as "
                            + "$$ begin perform pg_advisory_xact_lock(4715); return new; end $$")
                    .update();
            state.sql("create trigger held before insert on journal_entries for each row when (" + entries
                            + ") execute function held()")
                    .update();
            holding = Objects.requireNonNull(database.getDataSource()).getConnection();
            lock = holding.createStatement();
            lock.execute("select pg_advisory_lock(4715)");
        }

        /** Waits until one of them is there. */
        void reached() {
            await().atMost(PATIENCE)
                    .until(() -> state.sql("select exists (select from pg_locks where locktype = 'advisory'"
                                    + " and objid = 4715 and not granted)")
                            .query(Boolean.class)
                            .single());
        }

        void letGo() throws SQLException {
            lock.execute("select pg_advisory_unlock_all()");
        }

        @Override
        public void close() throws SQLException {
            letGo();
            holding.close();
            state.sql("drop trigger held on journal_entries").update();
            state.sql("drop function held()").update();
        }
    }

    /** What was taken whole and what was not, in order. */
    private List<String> accounts() {
        return state.sql("select outcome from journal_entries where act = 'service.roster-taken' order by id")
                .query(String.class)
                .list();
    }

    /** A line over which the beginning of an export has come, and that is reset when it is closed. */
    private Socket begun() throws IOException {
        Socket line = new Socket("127.0.0.1", port);
        line.setSoLinger(true, 0);
        String asked = "GET " + EXPORT + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAuthorization: Bearer " + token
                + "\r\n\r\n";
        line.getOutputStream().write(asked.getBytes(StandardCharsets.US_ASCII));
        String begun = new String(line.getInputStream().readNBytes(2_000), StandardCharsets.ISO_8859_1);
        assertThat(begun).startsWith("HTTP/1.1 200");
        return line;
    }

    @Test
    void aTokenThatWasNarrowedTakesNoMoreThanItsScopesName() throws Exception {
        HttpResponse<String> given = program.tokenByPost("grant_type=client_credentials&client_id=roster-narrow&scope="
                + encoded(RosterScope.DEMOGRAPHICS.uri()) + "&client_secret="
                + registered("roster-narrow", "G26"));
        HttpResponse<byte[]> answer =
                taken(Asking.json(given).path("access_token").asText());
        assertThat(answer.statusCode()).as("demographics are not agreed").isEqualTo(404);
    }
}
