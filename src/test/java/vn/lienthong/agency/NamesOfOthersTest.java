package vn.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.Testers;
import vn.lienthong.vault.Vault;

/** Whoever writes into the hub learns that a name is taken, and neither whose it is nor what else others have. */
@HubTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NamesOfOthersTest {
    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    @Autowired
    HubFolders folders;

    @Autowired
    Vault vault;

    @Autowired
    JdbcClient state;

    private TwoAgencies agencies;
    private ApiCaller owner;

    @BeforeAll
    void somethingInEach() throws IOException {
        agencies = new TwoAgencies(folders, vault, state, new ApiCaller(http, tokens));
        agencies.things(TwoAgencies.HANOI, "hanoi");
        agencies.things(TwoAgencies.HCMC, "hcmc");
        Testers.admit(state, "names.owner", "connector-owner", TwoAgencies.HCMC);
        owner = new ApiCaller(http, tokens, "names.owner");
    }

    @AfterAll
    void leave() throws IOException {
        agencies.close();
    }

    @Test
    void aMistypedConnectorIsComparedWithOnesOwn() {
        assertThat(job("hcmc-more", "hanoi-her").getBody().toString())
                .contains("hanoi-her")
                .doesNotContain("hanoi-here");
        assertThat(job("hcmc-more", "hcmc-her").getBody().toString()).contains("hcmc-here");
    }

    @Test
    void aTakenNameOfAJobSaysNoMore() {
        ResponseEntity<JsonNode> answer = job("hanoi-pupils", "hcmc-here");
        assertThat(answer.getStatusCode().value()).isEqualTo(409);
        assertThat(answer.getBody().path("code").asText()).isEqualTo("sync.JOB_NAME_TAKEN");
        assertThat(answer.getBody().toString()).doesNotContain("H26", "Hà Nội");
    }

    @Test
    void aTakenNameOfAConnectorSaysNoMore() {
        ResponseEntity<JsonNode> answer = owner.yaml(HttpMethod.PUT, "connectors/hanoi-here", """
                connector: hanoi-here
                title: { vi: Của ta, en: Ours }
                agency: H29
                contact: a@hcmc.example
                type: postgresql
                settings: { host: 127.0.0.1, port: 5432, database: a, username: a, password: "${secret:hanoi-here/password}" }
                """);
        assertThat(answer.getStatusCode().value()).as(answer.toString()).isEqualTo(409);
        assertThat(answer.getBody().toString()).doesNotContain("H26", "Hà Nội");
    }

    private ResponseEntity<JsonNode> job(String name, String source) {
        return owner.yaml(HttpMethod.PUT, "jobs", """
                sync: %s
                title: { vi: Học sinh, en: Pupils }
                agency: H29
                from: { dataset: %s/pupils }
                to: { dataset: hcmc-there/pupils, key: [id] }
                map: { id: id, grade: grade }
                """.formatted(name, source));
    }
}
