package vn.lienthong.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/** Talks to a hub over its REST interface. */
final class HubClient {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    private static final Duration LONGEST_COMPARISON = Duration.ofHours(6);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN).build();
    private final ObjectMapper json = new ObjectMapper();
    private final String url;
    private final String token;
    private final Locale language;

    HubClient(String url, String token, Locale language) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.token = token;
        this.language = language;
    }

    JsonNode get(String path) {
        return json(send(request(path).GET()));
    }

    /** The answer as it is, where it is no JSON. */
    String text(String path) {
        return send(request(path).GET());
    }

    JsonNode post(String path) {
        return json(send(request(path).POST(HttpRequest.BodyPublishers.noBody())));
    }

    JsonNode put(String path, String yaml) {
        return json(send(request(path)
                .header("Content-Type", "application/yaml")
                .PUT(HttpRequest.BodyPublishers.ofString(yaml, StandardCharsets.UTF_8))));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + "/api/v1/" + path))
                .timeout(LONGEST_COMPARISON)
                .header("Accept-Language", language.getLanguage())
                .header("Authorization", "Bearer " + token);
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (answer.statusCode() >= 300) {
                throw refused(answer);
            }
            return answer.body();
        } catch (IOException silent) {
            String why = silent.getMessage() == null ? silent.getClass().getSimpleName() : silent.getMessage();
            throw new HubException(CliError.HUB_SILENT, Map.of("url", url, "why", why), silent);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new HubException(CliError.HUB_SILENT, Map.of("url", url, "why", "interrupted"), interrupted);
        }
    }

    /** A problem document says what, why and what to do in the asked language. */
    private HubException refused(HttpResponse<String> answer) {
        String why;
        try {
            JsonNode problem = json.readTree(answer.body());
            String detail = problem.path("detail").asText(problem.path("title").asText(""));
            String remedy = problem.path("remedy").asText("");
            why = (detail + " " + remedy).strip();
        } catch (JsonProcessingException noProblemDocument) {
            why = "";
        }
        String said = why.isEmpty() ? "HTTP " + answer.statusCode() : why;
        return new HubException(
                CliError.HUB_REFUSED,
                Map.of("url", url, "status", answer.statusCode(), "why", Text.same(said.replaceAll("\\.$", ""))));
    }

    private JsonNode json(String text) {
        try {
            return text.isBlank() ? json.createObjectNode() : json.readTree(text);
        } catch (JsonProcessingException foreign) {
            throw new HubException(CliError.HUB_SILENT, Map.of("url", url, "why", "not a hub's answer"), foreign);
        }
    }
}
