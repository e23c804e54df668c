package vn.lienthong.connector.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Settings;
import vn.lienthong.connector.http.About;
import vn.lienthong.connector.http.Exchanges;
import vn.lienthong.connector.http.HttpFailures;
import vn.lienthong.connector.http.Place;
import vn.lienthong.kernel.Secret;

/**
 * Says to a partner who asks: nothing, a user with a password, a key, or a token that is fetched with the client credentials of OAuth 2
 * (RFC 6749, 4.4) and used until shortly before it ends.
 */
final class SignIn implements AutoCloseable {
    private static final Duration EARLY = Duration.ofSeconds(30);
    private static final Duration USUAL_LIFE = Duration.ofMinutes(5);
    private static final int MOST_TOKEN_BYTES = 1 << 20;

    private final Opening opening;
    private final HttpFailures failures;
    private final Exchanges tokens;
    private final Map<Optional<String>, Token> known = new HashMap<>();

    private record Token(String text, Instant until) {}

    SignIn(Opening opening, HttpFailures failures) {
        this.opening = opening;
        this.failures = failures;
        this.tokens =
                new Exchanges(opening, failures, Place.tokens(opening.settings()), MOST_TOKEN_BYTES, new MaskedJson());
    }

    /**
     * Adds what the partner wants to see.
     *
     * @param scope what a token must allow; empty where it is not said
     */
    void sign(HttpUriRequestBase request, Optional<String> scope, Duration limit) {
        switch (way()) {
            case "basic" ->
                request.setHeader(HttpHeaders.AUTHORIZATION, basic(settings().text("username"), secret("password")));
            case "api_key" -> request.setHeader(settings().text("api_key_header"), secret("api_key"));
            case "client_credentials" -> request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token(scope, limit));
            default -> request.removeHeaders(HttpHeaders.AUTHORIZATION);
        }
    }

    /** Whether a token was used that another one may stand for, because the partner does not take it any more. */
    boolean renews(Optional<String> scope) {
        return known.remove(scope) != null;
    }

    private String token(Optional<String> scope, Duration limit) {
        Token last = known.get(scope);
        Instant now = opening.clock().instant();
        if (last != null && now.isBefore(last.until())) {
            return last.text();
        }
        HttpPost request = new HttpPost(settings().text("token_path"));
        request.setHeader(HttpHeaders.ACCEPT, "application/json");
        request.setHeader(
                HttpHeaders.AUTHORIZATION,
                basic(encoded(settings().text("client_id")), encoded(secret("client_secret"))));
        request.setEntity(new UrlEncodedFormEntity(form(scope), StandardCharsets.UTF_8));
        Exchanges.Reply reply =
                tokens.send(request, limit, new About("", settings().text("token_path")));
        if (reply.status() == 400 || reply.status() == 401 || reply.status() == 403) {
            throw failures.signIn();
        }
        if (reply.status() != 200) {
            throw failures.status(reply.status(), settings().text("token_path"));
        }
        JsonNode answer = Json.read(reply.body(), failures, settings().text("token_path"));
        String given = answer.path("access_token").asText("");
        if (given.isEmpty() || given.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw failures.error(
                    RestError.TOKEN_MISSING, Map.of("path", settings().text("token_path")), null);
        }
        Duration life = Duration.ofSeconds(answer.path("expires_in").asLong(USUAL_LIFE.toSeconds()));
        known.put(scope, new Token(given, now.plus(life).minus(EARLY)));
        return given;
    }

    private static List<BasicNameValuePair> form(Optional<String> scope) {
        BasicNameValuePair grant = new BasicNameValuePair("grant_type", "client_credentials");
        return scope.map(wanted -> List.of(grant, new BasicNameValuePair("scope", wanted)))
                .orElse(List.of(grant));
    }

    /** Client names and secrets are written as in a form before they are joined (RFC 6749, 2.3.1). */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private String way() {
        return settings().text("auth");
    }

    private String secret(String field) {
        return settings().secret(field).map(Secret::reveal).orElse("");
    }

    private Settings settings() {
        return opening.settings();
    }

    @Override
    public void close() {
        tokens.close();
    }
}
