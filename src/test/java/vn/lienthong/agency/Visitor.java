package vn.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody at a browser, without the browser: keeps cookies, fills forms, follows nothing by himself. */
final class Visitor {
    private static final Pattern HIDDEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final int port;
    private final String browser;

    Visitor(int port) {
        this(port, "a test");
    }

    /** One whose browser says this of itself. */
    Visitor(int port, String browser) {
        this.port = port;
        this.browser = browser;
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    /** What a page asks for by itself. */
    HttpResponse<String> fetch(String path) {
        return send(request(path).header("HX-Request", "true").GET());
    }

    /** Sends a form that stands on a page. */
    HttpResponse<String> post(String page, String path, Map<String, String> fields) {
        Matcher hidden = HIDDEN.matcher(get(page).body());
        assertThat(hidden.find()).as("a form on " + page).isTrue();
        return send(path, body(fields) + "&_csrf=" + URLEncoder.encode(hidden.group(1), StandardCharsets.UTF_8));
    }

    /** Sends what another site may make his browser send: no form of the hub gave it a token. */
    HttpResponse<String> forged(String path, Map<String, String> fields) {
        return send(path, body(fields));
    }

    private static String body(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private HttpResponse<String> send(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> signIn(String person, String password, String code) {
        return post("/login", "/login", Map.of("person", person, "password", password, "code", code));
    }

    /** Whether he gets to his own page. */
    boolean isIn() {
        return get("/me").statusCode() == 200;
    }

    String session() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("LIENTHONG"))
                .map(cookie -> cookie.getValue())
                .collect(Collectors.joining());
    }

    static String where(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept-Language", "en")
                .header("User-Agent", browser);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException silent) {
            throw new AssertionError(silent);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }
}
