package vn.lienthong.person;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.TestSystems;
import vn.lienthong.testing.Testers;
import vn.lienthong.vault.Vault;

/** A school system of Hanoi and the ministry's database in a hub under test, with a job between them and people who ask. */
final class SmallSector implements AutoCloseable {
    static final String AN = "001209000123";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final JdbcTemplate source;
    final JdbcTemplate target;
    final ApiCaller operator;
    final ApiCaller steward;
    final ApiCaller administrator;
    final ApiCaller elsewhere;
    private final TestSystems systems;
    private final String name;

    SmallSector(String name, HubFolders folders, Vault vault, JdbcClient state, TestRestTemplate http, ApiTokens tokens)
            throws IOException {
        this.name = name;
        Files.writeString(folders.connectors().resolve("agencies.yaml"), """
                agencies:
                  - { code: G03, name: Bộ Giáo dục }
                  - { code: H26, name: Sở Hà Nội, parent: G03 }
                  - { code: H29, name: Sở TP. Hồ Chí Minh, parent: G03 }
                """);
        Testers.admit(state, name + ".steward", "data-steward", "G03");
        Testers.admit(state, name + ".administrator", "agency-administrator", "G03");
        Testers.admit(state, name + ".elsewhere", "data-steward", "H29");
        operator = new ApiCaller(http, tokens);
        steward = new ApiCaller(http, tokens, name + ".steward");
        administrator = new ApiCaller(http, tokens, name + ".administrator");
        elsewhere = new ApiCaller(http, tokens, name + ".elsewhere");
        systems = new TestSystems(folders, vault, "G03", "H26");
        source = systems.connector(
                name + "-smas",
                "H26",
                "  pupils: { from: public.pupils, classes: { ho_ten: personal, so_dinh_danh: personal, \"*\": internal } }");
        target = systems.connector(
                name + "-csdl",
                "G03",
                "  pupils: { from: public.pupils, classes: { full_name: personal, personal_id: personal, \"*\": internal } }");
        source.execute("""
                create table pupils (ma_hs text primary key, ho_ten text, so_dinh_danh text, lop integer,
                    updated_at timestamptz not null default now() - interval '1 hour')
                """);
        target.execute("""
                create table pupils (pupil_id text primary key, full_name text, personal_id text, grade integer)
                """);
        source.update("""
                insert into pupils (ma_hs, ho_ten, so_dinh_danh, lop) values ('HN1', 'Nguyễn Văn An', '001 209 000 123', 5),
                    ('HN2', 'Trần Thị Bình', '001309000456', 6), ('HN3', 'Nguyễn Văn An', '001209000123', 99)
                """);
    }

    /** A job with this way of reading. */
    void job(String read) {
        String yaml = """
                sync: %1$s-pupils
                title: { vi: Học sinh, en: Pupils }
                agency: G03
                from: { dataset: %1$s-smas/pupils, %2$s }
                to: { dataset: %1$s-csdl/pupils, key: [pupil_id] }
                map:
                  pupil_id: ma_hs
                  full_name: ho_ten
                  personal_id: { from: so_dinh_danh, apply: [digits] }
                  grade: lop
                check: { grade: [between(1, 12)] }
                """.formatted(name, read);
        await().atMost(PATIENCE).until(() -> operator.yaml(HttpMethod.PUT, "jobs", yaml)
                .getStatusCode()
                .is2xxSuccessful());
    }

    /** Runs the job to its end; gives what became of it. */
    JsonNode run() {
        JsonNode begun = operator.write(HttpMethod.POST, "jobs/" + name + "-pupils/runs", null)
                .getBody();
        long run = begun.path("id").asLong();
        await().atMost(PATIENCE).until(() -> operator.get("runs/" + run)
                .getBody()
                .at("/run/state")
                .asText()
                .startsWith("DONE"));
        return operator.get("runs/" + run).getBody().path("run");
    }

    /** Asks about a pupil's number. */
    ResponseEntity<JsonNode> ask(ApiCaller by, String agency, String where, String value) {
        return by.write(HttpMethod.POST, where, question(agency, value));
    }

    static Map<String, Object> question(String agency, String value) {
        return new HashMap<>(
                Map.of("agency", agency, "column", "personal_id", "value", value, "reason", "đơn 12/2026"));
    }

    @Override
    public void close() throws IOException {
        operator.removeJob(name + "-pupils");
        systems.close();
    }
}
