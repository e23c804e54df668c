package vn.lienthong.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import vn.lienthong.agency.ApiTokens;

/** A program that calls the API of a hub under test with a token of its own. */
public final class ApiCaller {
    private final TestRestTemplate http;
    private final ApiTokens tokens;
    private final String token;

    public ApiCaller(TestRestTemplate http, ApiTokens tokens) {
        this(http, tokens, Testers.TESTER);
    }

    /** A program of a person. */
    public ApiCaller(TestRestTemplate http, ApiTokens tokens, String person) {
        this.http = http;
        this.tokens = tokens;
        this.token = tokens.issue(person, "test", Duration.ofMinutes(30)).token();
    }

    public ResponseEntity<JsonNode> get(String path) {
        return send(HttpMethod.GET, path, null, MediaType.APPLICATION_JSON, "en", null);
    }

    public ResponseEntity<JsonNode> get(String path, String language) {
        return send(HttpMethod.GET, path, null, MediaType.APPLICATION_JSON, language, null);
    }

    /** A write with a JSON body; null for none. */
    public ResponseEntity<JsonNode> write(HttpMethod method, String path, @Nullable Object body) {
        return send(method, path, body, MediaType.APPLICATION_JSON, "en", null);
    }

    /** A write that carries an Idempotency-Key. */
    public ResponseEntity<JsonNode> once(HttpMethod method, String path, @Nullable Object body, String key) {
        return send(method, path, body, MediaType.APPLICATION_JSON, "en", key);
    }

    public ResponseEntity<JsonNode> yaml(HttpMethod method, String path, String yaml) {
        return send(method, path, yaml, MediaType.parseMediaType("application/yaml"), "en", null);
    }

    /** Removes a job, which takes two people, and gives the last of the answers. */
    public ResponseEntity<JsonNode> removeJob(String job) {
        ResponseEntity<JsonNode> asked = write(HttpMethod.DELETE, "jobs/" + job + "?reason=test", null);
        return asked.getStatusCode().value() == 202 ? approved(asked) : asked;
    }

    /** Lets the second tester approve what was asked for. */
    public ResponseEntity<JsonNode> approved(ResponseEntity<JsonNode> asked) {
        return new ApiCaller(http, tokens, Testers.SECOND)
                .write(
                        HttpMethod.POST,
                        "approvals/" + asked.getBody().path("approval").asLong() + "/approve",
                        Map.of("reason", "test"));
    }

    private ResponseEntity<JsonNode> send(
            HttpMethod method,
            String path,
            @Nullable Object body,
            MediaType type,
            String language,
            @Nullable String key) {
        HttpHeaders headers = new HttpHeaders();
        headers.setBearerAuth(token);
        headers.setContentType(type);
        headers.set(HttpHeaders.ACCEPT_LANGUAGE, language);
        if (key != null) {
            headers.set("Idempotency-Key", key);
        }
        return http.exchange("/api/v1/" + path, method, new HttpEntity<>(body, headers), JsonNode.class);
    }
}
