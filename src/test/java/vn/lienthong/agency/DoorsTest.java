package vn.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.testing.HubTest;

@HubTest
class DoorsTest {
    @Autowired
    TestRestTemplate http;

    @Autowired
    SignInToken signIn;

    @Autowired
    JdbcClient state;

    @Test
    void theApiIsClosedToStrangersAndSaysHowToEnter() {
        ResponseEntity<JsonNode> answer = http.getForEntity("/api/v1/status", JsonNode.class);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(answer.getBody().get("code").asText()).isEqualTo("agency.SIGN_IN_NEEDED");
        assertThat(answer.getBody().get("remedy").asText()).contains("Bearer");
    }

    @Test
    void theFirstStartTokenWorksOnceAndLiesInAnOwnerOnlyFile() throws Exception {
        signIn.provide();
        String token = Files.readString(signIn.file()).strip();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(signIn.file())))
                .isEqualTo("rw-------");

        ResponseEntity<JsonNode> first = exchange(token);
        assertThat(first.getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(Files.readString(signIn.file())).doesNotContain(token);
        assertThat(exchange(token).getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CANARY of a stranger", "canary\u0000", "canary\nline"})
    void whatAStrangerWritesStandsNowhere(String purpose) {
        ResponseEntity<JsonNode> answer = http.postForEntity(
                "/api/v1/tokens", Map.of("firstStartToken", "guessed", "purpose", purpose), JsonNode.class);

        assertThat(answer.getStatusCode().is4xxClientError()).isTrue();
        assertThat(answer.getBody().get("remedy").asText()).isNotBlank();
        assertThat(state.sql("select count(*) from journal_entries where subject ilike '%canary%'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aTokenOpensTheApi() throws Exception {
        signIn.provide();
        String token = exchange(Files.readString(signIn.file()).strip())
                .getBody()
                .get("token")
                .asText();
        HttpHeaders headers = new HttpHeaders();
        headers.setBearerAuth(token);

        ResponseEntity<String> answer =
                http.exchange("/api/v1/openapi", HttpMethod.GET, new HttpEntity<>(headers), String.class);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.OK);
    }

    @Test
    void everyPageCarriesAStrictContentPolicy() {
        ResponseEntity<String> answer = http.getForEntity("/login", String.class);

        assertThat(answer.getHeaders().getFirst("Content-Security-Policy"))
                .contains("default-src 'self'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
    }

    private ResponseEntity<JsonNode> exchange(String token) {
        return http.postForEntity("/api/v1/tokens", Map.of("firstStartToken", token), JsonNode.class);
    }
}
