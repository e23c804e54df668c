package vn.lienthong.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.lienthong.agency.SignInToken;

/** The first administrator of a hub under test in a browser: reads pages, and hears what the hub tells them as it happens. */
final class SignedInReader {
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final int port;

    private SignedInReader(int port) {
        this.port = port;
    }

    /** Signs in with the form and its hidden token. */
    static SignedInReader enter(int port, SignInToken signIn) throws Exception {
        SignedInReader reader = new SignedInReader(port);
        signIn.provide();
        Matcher hidden =
                Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"").matcher(reader.page("/login"));
        if (!hidden.find()) {
            throw new IllegalStateException("the form has no token of its own");
        }
        String fields = "person=first-administrator&token="
                + URLEncoder.encode(Files.readString(signIn.file()).strip(), StandardCharsets.UTF_8) + "&_csrf="
                + URLEncoder.encode(hidden.group(1), StandardCharsets.UTF_8);
        reader.http.send(
                reader.request("/login")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(fields))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        return reader;
    }

    /** A page as it stands, its status before it. */
    String page(String path) throws Exception {
        HttpResponse<String> answer = http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + path + "\n" + answer.body();
    }

    /** Follows a page's stream from now on. */
    void follow(String page) throws Exception {
        HttpResponse<java.io.InputStream> stream = http.send(
                request("/events?page=" + URLEncoder.encode(page, StandardCharsets.UTF_8))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        if (stream.statusCode() != 200) {
            throw new IllegalStateException(page + ": " + stream.statusCode());
        }
        Thread listener = new Thread(() -> listen(page, stream.body()), "listener");
        listener.setDaemon(true);
        listener.start();
    }

    private void listen(String page, java.io.InputStream stream) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            lines.lines().forEach(line -> heard.add(page + ": " + line));
        } catch (IOException | java.io.UncheckedIOException ended) {
            heard.add(page + ": the stream ended");
        }
    }

    /** All that was told by streams so far. */
    List<String> heard() {
        return List.copyOf(heard);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }
}
