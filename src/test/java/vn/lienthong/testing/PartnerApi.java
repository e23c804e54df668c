package vn.lienthong.testing;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * A partner's web server on the loopback: lists rows in parts in each way that APIs do, wants a sign-in where a test says so, gives
 * tokens, and fails as it is told to.
 */
public final class PartnerApi implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An answer that is given once, before all others. */
    public record Once(int status, Map<String, String> headers, String body) {}

    public final List<Map<String, Object>> rows = new CopyOnWriteArrayList<>();
    public final List<String> asked = new CopyOnWriteArrayList<>();
    public final Deque<Once> once = new ConcurrentLinkedDeque<>();
    public volatile Predicate<HttpExchange> lets = exchange -> true;
    /** What tokens are given, newest last. */
    public final List<String> tokens = new CopyOnWriteArrayList<>();

    public volatile int most = 1000;

    /** Rows that were brought to a place, by key; a name must be there, of fifty letters at most. */
    public final Map<String, Map<String, Map<String, Object>>> brought = new ConcurrentHashMap<>();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "partner");
        thread.setDaemon(true);
        return thread;
    });

    public PartnerApi() {
        this(null, false);
    }

    /**
     * A partner that encrypts.
     *
     * @param knows whether it wants to see a certificate
     */
    public PartnerApi(@Nullable SSLContext tls, boolean knows) {
        try {
            InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            if (tls == null) {
                server = HttpServer.create(here, 0);
            } else {
                HttpsServer encrypted = HttpsServer.create(here, 0);
                encrypted.setHttpsConfigurator(new HttpsConfigurator(tls) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
                        wanted.setNeedClientAuth(knows);
                        parameters.setSSLParameters(wanted);
                    }
                });
                server = encrypted;
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        way("/api/plain", asked -> rows);
        way("/api/pages", this::pages);
        way("/api/offsets", this::offsets);
        way("/api/marks", asked -> marks(rows, asked));
        way("/api/since", asked -> marks(newer(asked), asked));
        server.createContext("/api/find", this::find);
        way("/api/around", asked -> Map.of("data", rows, "next", "again"));
        server.createContext("/api/links", this::links);
        server.createContext("/api/into/", this::into);
        server.createContext("/api/page.html", exchange -> send(exchange, 200, "<html>sign in</html>"));
        server.createContext("/token", this::token);
        server.setExecutor(threads);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Everything under a path, as bytes; for answers that no list gives. */
    public void raw(String path, String body) {
        server.createContext(path, exchange -> send(exchange, 200, body));
    }

    /** The row of a code; nothing for what it does not know. */
    private void find(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().toString());
        String code = query(exchange).getOrDefault("code", "");
        if (code.startsWith("fault") || code.startsWith("wrong")) {
            send(exchange, code.startsWith("fault") ? 500 : 422, "{\"why\": \"" + code + "\"}");
            return;
        }
        List<Map<String, Object>> found =
                rows.stream().filter(row -> code.equals(row.get("code"))).toList();
        send(exchange, found.isEmpty() ? 404 : 200, JSON.writeValueAsString(Map.of("data", found)));
    }

    /** {@code PUT /api/into/place/key} brings a row, {@code GET /api/into/place} lists all. */
    private void into(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().toString());
        String[] parts = exchange.getRequestURI().getPath().split("/");
        Map<String, Map<String, Object>> place =
                brought.computeIfAbsent(parts[3], name -> new ConcurrentSkipListMap<>());
        if (exchange.getRequestMethod().equals("GET")) {
            send(exchange, 200, JSON.writeValueAsString(Map.of("data", place.values())));
            return;
        }
        Map<String, Object> row = JSON.readValue(exchange.getRequestBody(), new TypeReference<>() {});
        boolean good = row.get("name") instanceof String name && name.length() <= 50 && name.indexOf('\0') < 0;
        if (good) {
            place.put(parts[4], row);
        }
        send(exchange, good ? 200 : 422, "{}");
    }

    private void way(String path, Function<Map<String, String>, Object> answer) {
        server.createContext(path, exchange -> {
            asked.add(exchange.getRequestURI().toString());
            Once first = once.poll();
            if (first != null) {
                first.headers().forEach(exchange.getResponseHeaders()::set);
                send(exchange, first.status(), first.body());
            } else if (!lets.test(exchange)) {
                send(exchange, 401, "{}");
            } else {
                send(exchange, 200, JSON.writeValueAsString(answer.apply(query(exchange))));
            }
        });
    }

    private Object pages(Map<String, String> asked) {
        int size = size(asked);
        int page = Integer.parseInt(asked.getOrDefault("page", "1")) - 1;
        return Map.of("data", part(rows, page * size, size), "meta", Map.of("total", rows.size()));
    }

    private Object offsets(Map<String, String> asked) {
        return Map.of("data", part(rows, Integer.parseInt(asked.getOrDefault("offset", "0")), size(asked)));
    }

    private Object marks(List<Map<String, Object>> of, Map<String, String> asked) {
        int from =
                asked.containsKey("after") ? Integer.parseInt(asked.get("after").substring(1)) : 0;
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("data", part(of, from, size(asked)));
        answer.put("next", from + size(asked) < of.size() ? "m" + (from + size(asked)) : null);
        return answer;
    }

    private void links(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().toString());
        Map<String, String> query = query(exchange);
        int from = Integer.parseInt(query.getOrDefault("from", "0"));
        if (from + size(query) < rows.size()) {
            exchange.getResponseHeaders()
                    .set(
                            "Link",
                            "</api/links?from=0>; rel=\"first\", </api/links?from=" + (from + size(query)) + "&size="
                                    + size(query) + ">; rel=\"next\"");
        }
        send(exchange, 200, JSON.writeValueAsString(part(rows, from, size(query))));
    }

    private List<Map<String, Object>> newer(Map<String, String> asked) {
        String since = asked.get("since");
        return since == null
                ? rows
                : rows.stream()
                        .filter(row -> String.valueOf(row.get("changed")).compareTo(since) >= 0)
                        .toList();
    }

    private void token(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String said = exchange.getRequestHeaders().getFirst("Authorization");
        asked.add("/token " + form);
        if (!"Basic aHViOnMlMkIx".equals(said)) {
            send(exchange, 401, "{\"error\":\"invalid_client\"}");
            return;
        }
        String token = "t" + (tokens.size() + 1);
        tokens.add(token);
        send(exchange, 200, "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
    }

    private int size(Map<String, String> asked) {
        return Math.min(most, Integer.parseInt(asked.getOrDefault("size", "1000")));
    }

    private static List<Map<String, Object>> part(List<Map<String, Object>> of, int from, int size) {
        return from >= of.size() ? List.of() : of.subList(from, Math.min(of.size(), from + size));
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            query.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return query;
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    /** Rows that can be told apart. */
    public static List<Map<String, Object>> some(int count) {
        List<Map<String, Object>> some = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            some.add(Map.of("id", number, "changed", "2026-11-0" + (1 + number % 9) + "T08:00:00Z"));
        }
        return some;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
