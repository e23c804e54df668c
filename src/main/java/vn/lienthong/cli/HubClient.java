package vn.lienthong.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/** Talks to a hub over its REST interface. */
final class HubClient {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    private static final Duration LONGEST_COMPARISON = Duration.ofHours(6);

    private static final int UNAUTHORIZED = 401;

    private static final int BAD_REQUEST = 400;

    private static final int TOO_MANY = 429;

    /** In all, for one request. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(3);

    private final HttpClient http;
    private final ObjectMapper json = new ObjectMapper();
    private final String url;
    private final String token;
    private final Locale language;

    /**
     * Talks to the hub at an address; nothing is sent yet.
     *
     * @param token blank for none
     * @param trust whom it is believed to be, where the address is one of https
     */
    HubClient(String url, String token, Locale language, SSLContext trust) {
        this.http = HttpClient.newBuilder()
                .connectTimeout(CONNECT_WITHIN)
                .sslContext(trust)
                .build();
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.token = token;
        this.language = language;
    }

    JsonNode get(String path) {
        return json(send(request(path).GET()));
    }

    /** Everything in a list that comes in pages. */
    List<JsonNode> all(String path) {
        List<JsonNode> items = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = json(send(
                    request(path, after.isEmpty() ? null : "after=" + after).GET()));
            page.path("items").forEach(items::add);
            after = page.path("next").asText("");
        } while (!after.isEmpty());
        return items;
    }

    /** The answer as it is, where it is no JSON. */
    String text(String path) {
        return send(request(path).GET());
    }

    /** Hands the answer on as it comes, however long it is. */
    void copy(String path, OutputStream to) {
        try (InputStream answer = send(request(path).GET(), HttpResponse.BodyHandlers.ofInputStream())) {
            answer.transferTo(to);
        } catch (IOException brokenOff) {
            throw silent(brokenOff);
        }
    }

    JsonNode post(String path) {
        return json(send(request(path).POST(HttpRequest.BodyPublishers.noBody())));
    }

    JsonNode post(String path, Map<String, String> body) {
        try {
            return json(send(request(path)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Hands in a file as it is. */
    JsonNode hand(String path, String query, byte[] file) {
        return json(send(request(path, query)
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(file))));
    }

    JsonNode delete(String path) {
        return json(send(request(path).DELETE()));
    }

    JsonNode put(String path, String yaml) {
        return json(send(request(path)
                .header("Content-Type", "application/yaml")
                .PUT(HttpRequest.BodyPublishers.ofString(yaml, StandardCharsets.UTF_8))));
    }

    private HttpRequest.Builder request(String path) {
        return request(path, null);
    }

    private HttpRequest.Builder request(String path, @Nullable String query) {
        return HttpRequest.newBuilder(address(path, query))
                .timeout(LONGEST_COMPARISON)
                .header("Accept-Language", language.getLanguage())
                .header("Authorization", "Bearer " + token);
    }

    private URI address(String path, @Nullable String query) {
        try {
            URI address = new URI(url + "/api/v1/").resolve(new URI(null, null, path, query, null));
            if (List.of("http", "https").contains(String.valueOf(address.getScheme())) && address.getHost() != null) {
                return address;
            }
            throw new HubException(CliError.SERVER_INVALID, Map.of("url", url));
        } catch (URISyntaxException noAddress) {
            throw new HubException(CliError.SERVER_INVALID, Map.of("url", url), noAddress);
        }
    }

    private static Text why(IOException silent) {
        if (silent instanceof HttpTimeoutException) {
            return new Text("quá thời gian chờ", "it took too long");
        }
        if (silent instanceof ConnectException) {
            return new Text("không kết nối được", "no connection");
        }
        String said = silent.getMessage();
        return Text.same(said == null ? silent.getClass().getSimpleName() : said);
    }

    private String send(HttpRequest.Builder request) {
        return send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private <T> T send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            HttpResponse<T> answer = http.send(request.build(), body);
            Duration waited = Duration.ZERO;
            while (answer.statusCode() == TOO_MANY) {
                Duration pause = pause(answer);
                waited = waited.plus(pause);
                if (pause.isZero() || waited.compareTo(LONGEST_WAIT) > 0) {
                    break;
                }
                text(answer.body());
                Thread.sleep(pause.toMillis());
                answer = http.send(request.build(), body);
            }
            if (answer.statusCode() >= 300) {
                throw refused(answer.statusCode(), text(answer.body()));
            }
            return answer.body();
        } catch (IOException silent) {
            throw silent(silent);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new HubException(CliError.HUB_SILENT, Map.of("url", url, "why", "interrupted"), interrupted);
        }
    }

    /** How long the hub lets whoever called too often wait; nothing was done for that call. Zero where it does not say. */
    private static Duration pause(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(Duration.ZERO);
    }

    private static String text(Object body) throws IOException {
        return body instanceof InputStream stream
                ? new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                : String.valueOf(body);
    }

    private HubException silent(IOException why) {
        if (why instanceof SSLException) {
            Throwable deepest = why;
            while (deepest.getCause() != null) {
                deepest = deepest.getCause();
            }
            String said = String.valueOf(deepest.getMessage()).replaceAll("\\.$", "");
            return new HubException(CliError.SERVER_UNTRUSTED, Map.of("url", url, "why", said), why);
        }
        return new HubException(CliError.HUB_SILENT, Map.of("url", url, "why", why(why)), why);
    }

    /** A problem document says what, why and what to do in the asked language. */
    private HubException refused(int status, String body) {
        if (status == UNAUTHORIZED) {
            return new HubException(CliError.TOKEN_REFUSED, Map.of("url", url));
        }
        if (status == BAD_REQUEST && url.startsWith("http:") && body.contains("requires TLS")) {
            return new HubException(CliError.SERVER_WANTS_TLS, Map.of("url", url));
        }
        String why;
        Text remedy = new Text("Kiểm tra lại yêu cầu.", "Check what was asked for.");
        try {
            JsonNode problem = json.readTree(body);
            why = problem.path("detail").asText(problem.path("title").asText(""));
            String told = problem.path("remedy").asText("");
            remedy = told.isBlank() ? remedy : Text.same(told);
        } catch (JsonProcessingException noProblemDocument) {
            why = "";
        }
        String said = why.isEmpty() ? "HTTP " + status : why;
        return new HubException(
                CliError.HUB_REFUSED,
                Map.of("url", url, "status", status, "why", Text.same(said.replaceAll("\\.$", "")), "remedy", remedy));
    }

    private JsonNode json(String text) {
        try {
            return text.isBlank() ? json.createObjectNode() : json.readTree(text);
        } catch (JsonProcessingException foreign) {
            throw new HubException(CliError.HUB_SILENT, Map.of("url", url, "why", "not a hub's answer"), foreign);
        }
    }
}
