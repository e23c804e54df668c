package vn.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A program of another agency: gets a token for its secret and asks with it. */
final class Asking {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final String hub;

    Asking(int port) {
        this.http = HttpClient.newHttpClient();
        this.hub = "http://127.0.0.1:" + port;
    }

    /** One that comes by TLS. */
    Asking(int port, SSLContext tls) {
        this.http = HttpClient.newBuilder().sslContext(tls).build();
        this.hub = "https://127.0.0.1:" + port;
    }

    HttpResponse<String> tokenByBasic(String name, String secret) {
        String shown = Base64.getEncoder().encodeToString((name + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return send(form("grant_type=client_credentials").header("Authorization", "Basic " + shown));
    }

    HttpResponse<String> tokenByPost(String form) {
        return send(form(form));
    }

    private HttpRequest.Builder form(String form) {
        return HttpRequest.newBuilder(URI.create(hub + "/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
    }

    /** The text of a token that is given. */
    String token(String name, String secret) {
        HttpResponse<String> answer = tokenByBasic(name, secret);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).path("access_token").asText();
    }

    /** Asks by POST; more headers by name and value in turn. */
    HttpResponse<String> post(String path, @Nullable String token, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(hub + path))
                .header("Content-Type", "application/json")
                .header("Accept-Language", "en")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(bearing(request, token));
    }

    /** Asks in an envelope of SOAP 1.1 or what is said to be one; more headers by name and value in turn. */
    HttpResponse<String> envelope(String path, @Nullable String token, String type, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(hub + path))
                .header("Content-Type", type)
                .header("Accept-Language", "en")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(bearing(request, token));
    }

    HttpResponse<String> get(String path, @Nullable String token) {
        return send(bearing(HttpRequest.newBuilder(URI.create(hub + path)).header("Accept-Language", "en"), token));
    }

    private static HttpRequest.Builder bearing(HttpRequest.Builder request, @Nullable String token) {
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    static String code(HttpResponse<String> answer) {
        return json(answer).path("code").asText();
    }

    /** All of an answer but the moment it was given at, and what becomes of its connection. */
    static String whole(HttpResponse<String> answer) {
        StringBuilder whole = new StringBuilder(answer.statusCode() + "\n");
        answer.headers().map().forEach((name, values) -> {
            if (!List.of("date", "connection", "keep-alive").contains(name)) {
                whole.append(name).append(": ").append(values).append('\n');
            }
        });
        return whole + answer.body();
    }
}
