package vn.lienthong.person;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.journal.ExportProof;
import vn.lienthong.journal.FileProof;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.HubTest;
import vn.lienthong.vault.Vault;

/** What is given out of one person, and the account of his erasure, are verified with the file and the public key alone. */
@HubTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PersonExportTest {
    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    @Autowired
    JdbcClient state;

    @Autowired
    HubFolders folders;

    @Autowired
    Vault vault;

    @TempDir
    Path folder;

    private SmallSector sector;
    private byte[] key;

    @BeforeAll
    void aRunThatHeldARow() throws IOException {
        sector = new SmallSector("px", folders, vault, state, http, tokens);
        sector.job("read: snapshot");
        sector.run();
        key = Base64.getDecoder()
                .decode(sector.operator.get("journal/key").getBody().path("key").asText());
    }

    @AfterAll
    void leave() throws IOException {
        sector.close();
    }

    @Test
    void theFileOfAPersonHoldsEveryRowAndIsSigned() throws IOException {
        ResponseEntity<String> given = export("px.steward");

        assertThat(given.getStatusCode().value()).as(given.getBody()).isEqualTo(200);
        assertThat(given.getHeaders().getCacheControl()).isEqualTo("no-store");
        assertThat(given.getBody())
                .contains("Nguyễn Văn An", "\"where\":\"quarantine\"", "\"where\":\"target\"", "HN3", "\"personal\"")
                .doesNotContain("Trần Thị Bình");
        assertThat(proof(given.getBody(), key).broken()).isNull();
        assertThat(proof(given.getBody(), key).kind()).isEqualTo("person-file");
        assertThat(acts("person.file-exported")).isPositive();
        assertThat(state.sql("select count(*) from agency_requests where length(body) > 0 and actor = 'px.steward'")
                        .query(Long.class)
                        .single())
                .as("the hub keeps no copy, though the request had a key")
                .isZero();
    }

    @Test
    void whateverIsAlteredInAFileIsFound() throws IOException {
        String file = export("px.steward").getBody();
        List<String> lines = file.lines().toList();

        assertThat(proof(file.replace("Văn An", "Văn Am"), key).broken()).isNotNull();
        assertThat(proof(file.replace("\"lienthong\":\"person-file\"", "\"lienthong\":\"erasure-account\""), key)
                        .broken())
                .isNotNull();
        for (int line = 1; line < lines.size(); line++) {
            List<String> fewer = new ArrayList<>(lines);
            fewer.remove(line);
            assertThat(proof(String.join("\n", fewer) + "\n", key).broken())
                    .as("without line %d", line)
                    .isNotNull();
        }
        assertThat(proof(file + lines.get(1) + "\n", key).broken().fault()).isEqualTo(ExportProof.Fault.CUT);
        byte[] other = key.clone();
        other[other.length - 1] ^= 1;
        assertThat(proof(file, other).broken().fault()).isEqualTo(ExportProof.Fault.KEY_DIFFERS);
    }

    @Test
    void whoeverMayNotSeePersonalDataGetsNoFile() {
        assertThat(export("px.administrator").getStatusCode().value()).isEqualTo(403);
        assertThat(export("px.elsewhere").getStatusCode().value()).isEqualTo(403);
    }

    @Test
    void theAccountSaysWhoAndWhatWithoutAnyValue() throws IOException {
        Map<String, Object> question = SmallSector.question("G03", "001309000456");
        question.put("basis", "Điều 16");
        JsonNode asked =
                sector.steward.write(HttpMethod.POST, "erasures", question).getBody();
        sector.administrator.write(
                HttpMethod.POST, "approvals/" + asked.path("approval").asLong() + "/approve", null);
        String account = taken(
                        "px.steward",
                        HttpMethod.GET,
                        "erasures/" + asked.path("erasure").asLong() + "/account",
                        null)
                .getBody();

        assertThat(account)
                .contains(
                        "\"requester\":\"px.steward\"",
                        "\"approver\":\"px.administrator\"",
                        "Điều 16",
                        "\"place\":\"target\",\"job\":\"px-pupils\",\"outcome\":\"erased\",\"rows\":1",
                        "\"leftOutBy\":[\"px-pupils\"]",
                        "\"remains\":\"SOURCE\"")
                .doesNotContain("001309000456", "HN2", "Bình");
        assertThat(proof(account, key).broken()).isNull();
        assertThat(proof(account.replace("\"rows\":1", "\"rows\":0"), key).broken())
                .isNotNull();
        assertThat(taken(
                                "px.elsewhere",
                                HttpMethod.GET,
                                "erasures/" + asked.path("erasure").asLong() + "/account",
                                null)
                        .getStatusCode()
                        .value())
                .isEqualTo(404);
    }

    private long acts(String act) {
        return state.sql(
                        "select count(*) from journal_entries where act = ? and person is not null and actor = 'px.steward'")
                .param(act)
                .query(Long.class)
                .single();
    }

    private ResponseEntity<String> export(String person) {
        return taken(person, HttpMethod.POST, "person-file/export", SmallSector.question("G03", SmallSector.AN));
    }

    private ResponseEntity<String> taken(String person, HttpMethod method, String path, Object body) {
        HttpHeaders headers = new HttpHeaders();
        headers.setBearerAuth(
                tokens.issue(person, "test", Duration.ofMinutes(30)).token());
        headers.set("Idempotency-Key", "person-export-" + System.nanoTime());
        return http.exchange("/api/v1/" + path, method, new HttpEntity<>(body, headers), String.class);
    }

    private FileProof.Verdict proof(String text, byte[] trusted) throws IOException {
        return FileProof.of(Files.writeString(folder.resolve("file.ndjson"), text), trusted)
                .orElseThrow();
    }
}
