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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A partner's web server on the loopback that takes rows: {@code PUT /api/taken/1} keeps one row a key, {@code POST /api/taken} adds a
 * record to what it has of the key. It fails as it is told to.
 */
public final class TakingPartner implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MOST_SECONDS = 30;

    /** What goes wrong with one request; {@code after} means that the row was taken all the same. */
    public enum Fault {
        NONE,
        RESET_BEFORE,
        RESET_AFTER,
        CUT_IN_THE_ANSWER,
        LATE,
        BUSY_BEFORE,
        FAILED_AFTER,
        TOO_OFTEN
    }

    /** Every record that was taken, oldest first, by key. */
    public final Map<Integer, List<JsonNode>> taken = new ConcurrentHashMap<>();
    /** Requests that came: {@code PUT /api/taken/1}. */
    public final List<String> asked = new CopyOnWriteArrayList<>();
    /** The idempotency keys that came, in order. */
    public final List<String> keys = new CopyOnWriteArrayList<>();
    /** What goes wrong with a request that brings the row of a key; asked each time. */
    public volatile BiFunction<Integer, JsonNode, Fault> faults = (key, row) -> Fault.NONE;
    /** Answers of another status, by key, before anything is taken. */
    public final Map<Integer, String> refuses = new ConcurrentHashMap<>();
    /** Whether it does nothing twice that bears the same idempotency key. */
    public volatile boolean honoursKeys;
    /** Whether a POST of a key that it has is answered with 409. */
    public volatile boolean createsOnly;
    /** The status of every answer to a row; 0 for what is usual. */
    public volatile int status;

    private final AtomicInteger inWork = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final Map<String, Boolean> done = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "taking-partner");
        thread.setDaemon(true);
        return thread;
    });

    public TakingPartner() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/api/taken", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public int mostAtOnce() {
        return mostAtOnce.get();
    }

    /** The newest record of each key, as text. */
    public Map<Integer, String> rows() {
        Map<Integer, String> rows = new LinkedHashMap<>();
        taken.forEach(
                (key, records) -> rows.put(key, records.get(records.size() - 1).toString()));
        return rows;
    }

    /** Records that say what the one before them says. */
    public int doubled() {
        int doubled = 0;
        for (List<JsonNode> records : taken.values()) {
            for (int record = 1; record < records.size(); record++) {
                doubled += records.get(record).equals(records.get(record - 1)) ? 1 : 0;
            }
        }
        return doubled;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        String last = path.substring(path.lastIndexOf('/') + 1);
        if (exchange.getRequestMethod().equals("GET")) {
            look(exchange, last.equals("taken") ? null : Integer.valueOf(last));
            return;
        }
        JsonNode row = JSON.readTree(exchange.getRequestBody());
        int key = last.equals("taken") ? row.path("id").asInt() : Integer.parseInt(last);
        mostAtOnce.accumulateAndGet(inWork.incrementAndGet(), Math::max);
        try {
            take(exchange, key, row);
        } finally {
            inWork.decrementAndGet();
        }
    }

    private void look(HttpExchange exchange, @Nullable Integer key) throws IOException {
        if (key == null) {
            List<JsonNode> all = new ArrayList<>();
            taken.values().forEach(records -> all.add(records.get(records.size() - 1)));
            send(exchange, 200, JSON.writeValueAsString(Map.of("data", all)));
            return;
        }
        List<JsonNode> records = taken.get(key);
        send(
                exchange,
                records == null ? 404 : 200,
                records == null ? "{}" : "{\"row\":" + records.get(records.size() - 1) + "}");
    }

    private void take(HttpExchange exchange, int key, JsonNode row) throws IOException {
        String idempotency = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        keys.add(String.valueOf(idempotency));
        if (status != 0) {
            exchange.getResponseHeaders().set("Location", "/api/elsewhere");
            send(exchange, status, "{}");
            return;
        }
        String refused = refuses.get(key);
        if (refused != null) {
            send(exchange, 422, JSON.writeValueAsString(Map.of("detail", refused)));
            return;
        }
        Fault fault = faults.apply(key, row);
        switch (fault) {
            case RESET_BEFORE -> exchange.close();
            case BUSY_BEFORE -> send(exchange, 503, "{}");
            case TOO_OFTEN -> {
                exchange.getResponseHeaders().set("Retry-After", "1");
                send(exchange, 429, "{}");
            }
            default -> taken(exchange, key, row, idempotency, fault);
        }
    }

    private void taken(HttpExchange exchange, int key, JsonNode row, String idempotency, Fault fault)
            throws IOException {
        boolean post = exchange.getRequestMethod().equals("POST");
        if (post && createsOnly && taken.containsKey(key)) {
            send(exchange, 409, "{}");
            return;
        }
        if (!honoursKeys || done.putIfAbsent(idempotency, true) == null) {
            taken.compute(key, (same, records) -> {
                List<JsonNode> now = records == null || !post ? new CopyOnWriteArrayList<>() : records;
                now.add(row);
                return now;
            });
        }
        switch (fault) {
            case RESET_AFTER -> exchange.close();
            case FAILED_AFTER -> send(exchange, 500, "{}");
            case CUT_IN_THE_ANSWER -> {
                exchange.sendResponseHeaders(200, 100);
                exchange.getResponseBody().write("{\"half\":".getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                exchange.close();
            }
            case LATE -> {
                late();
                exchange.close();
            }
            default -> send(exchange, 200, "{}");
        }
    }

    /** Says nothing for longer than anybody waits. */
    private void late() {
        try {
            closing.await(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
