package vn.lienthong.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * A data centre on the loopback that takes records in envelopes at {@code POST /api/records}: an id ({@code IdBanGhi}), what has happened
 * ({@code SuKien}), and a version ({@code PhienBan}) that must be higher than the one before; anything else is answered with 409, and
 * what was already there stays. {@code GET /api/records/id} tells the newest version, {@code GET /api/records} those of all.
 */
public final class VersionedPartner implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Every envelope that was taken, oldest first, by id. */
    public final Map<String, List<JsonNode>> taken = new ConcurrentHashMap<>();
    /** How many envelopes were answered with 409. */
    public final List<JsonNode> tooOld = new CopyOnWriteArrayList<>();
    /** Whether the answer to an envelope that was taken is lost; asked each time. */
    public volatile Predicate<JsonNode> answerIsLost = envelope -> false;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "versioned-partner");
        thread.setDaemon(true);
        return thread;
    });

    public VersionedPartner() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/api/records", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** What has happened to a record, in the order in which it was told. */
    public List<String> events(String id) {
        return taken.getOrDefault(id, List.of()).stream()
                .map(envelope -> envelope.path("SuKien").asText())
                .toList();
    }

    /** The versions of a record, in the order in which they came. */
    public List<Long> versions(String id) {
        return taken.getOrDefault(id, List.of()).stream()
                .map(envelope -> envelope.path("PhienBan").asLong())
                .toList();
    }

    /** The newest version of a record. */
    public JsonNode newest(String id) {
        List<JsonNode> versions = taken.get(id);
        return versions.get(versions.size() - 1);
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            take(exchange, JSON.readTree(exchange.getRequestBody()));
            return;
        }
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/api/records")) {
            List<JsonNode> all = new ArrayList<>();
            taken.keySet().stream().sorted().forEach(id -> all.add(newest(id)));
            send(exchange, 200, JSON.writeValueAsString(Map.of("danhSach", all)));
            return;
        }
        String id = path.substring(path.lastIndexOf('/') + 1);
        boolean known = taken.containsKey(id);
        send(exchange, known ? 200 : 404, known ? newest(id).toString() : "{}");
    }

    private void take(HttpExchange exchange, JsonNode envelope) throws IOException {
        boolean[] higher = new boolean[1];
        taken.compute(envelope.path("IdBanGhi").asText(), (id, versions) -> {
            List<JsonNode> known = versions == null ? new CopyOnWriteArrayList<>() : versions;
            boolean first = known.isEmpty();
            higher[0] = first
                    || envelope.path("PhienBan").asLong()
                                    > known.get(known.size() - 1)
                                            .path("PhienBan")
                                            .asLong()
                            && !envelope.path("SuKien").asText().equals("NEW");
            if (higher[0]) {
                known.add(envelope);
            }
            return known;
        });
        if (!higher[0]) {
            tooOld.add(envelope);
        }
        if (higher[0] && answerIsLost.test(envelope)) {
            exchange.close();
            return;
        }
        send(exchange, higher[0] ? 200 : 409, "{}");
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
