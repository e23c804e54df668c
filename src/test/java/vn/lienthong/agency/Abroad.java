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
import vn.lienthong.testing.TestProvider;

/** The way of somebody's browser at a sign-in provider: keeps the provider's cookies, fills its form. */
final class Abroad {
    private static final Pattern HIDDEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final int MOST_STEPS = 6;

    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** Where a page of the hub leads on to by itself. */
    static String on(HttpResponse<String> page) {
        return page.headers()
                .firstValue("Refresh")
                .orElseThrow(() -> new AssertionError(page.statusCode() + " " + page.headers() + page.body()))
                .replaceFirst("0; url=", "");
    }

    /** Chooses a provider on the sign-in page. */
    static HttpResponse<String> sent(Visitor visitor, String provider) {
        return visitor.post("/login", "/login/oidc/" + provider, Map.of());
    }

    /** Is back in the hub with what the provider gave him. */
    static HttpResponse<String> finish(Visitor visitor, String path) {
        return visitor.get(on(visitor.get(path)));
    }

    /** Chooses a provider, signs in there, and is back. */
    HttpResponse<String> signIn(Visitor visitor, String provider, String name) {
        return finish(visitor, there(sent(visitor, provider), name));
    }

    /** Goes where the hub sends him, signs in under this name where he is asked, and comes back. Returns the path in the hub. */
    String there(HttpResponse<String> page, String name) {
        return there(on(page), name);
    }

    String there(String address, String name) {
        String at = address;
        for (int step = 0; step < MOST_STEPS; step++) {
            HttpResponse<String> answer = get(at);
            String to = answer.headers().firstValue("Location").orElse("");
            if (to.startsWith("http://127.0.0.1")) {
                return URI.create(to).getRawPath() + "?" + URI.create(to).getRawQuery();
            }
            if (to.endsWith("/login")) {
                answer = signIn(URI.create(at).resolve(to).toString(), name);
                to = answer.headers().firstValue("Location").orElse("");
            }
            assertThat(to).as("%s: %s", at, answer.body()).isNotEmpty();
            at = URI.create(at).resolve(to).toString();
        }
        throw new AssertionError("the provider led in a circle at " + at);
    }

    /** What the provider answers to whoever comes to this address. */
    HttpResponse<String> get(String address) {
        return send(HttpRequest.newBuilder(URI.create(address)).header("Accept", "text/html"));
    }

    private HttpResponse<String> signIn(String form, String name) {
        Matcher hidden = HIDDEN.matcher(get(form).body());
        assertThat(hidden.find()).isTrue();
        Map<String, String> fields =
                Map.of("username", name, "password", TestProvider.PASSWORD, "_csrf", hidden.group(1));
        StringBuilder body = new StringBuilder();
        fields.forEach((field, value) -> body.append(body.isEmpty() ? "" : "&")
                .append(field)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return send(HttpRequest.newBuilder(URI.create(form))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
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
