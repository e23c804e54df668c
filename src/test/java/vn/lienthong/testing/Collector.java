package vn.lienthong.testing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A server that takes whatever is sent to it over HTTP, and keeps it. */
public final class Collector implements AutoCloseable {
    private final HttpServer server;
    private final List<Sent> all = new CopyOnWriteArrayList<>();
    private volatile int answer = 200;

    /** Something that was sent, with its headers in small letters. */
    public record Sent(String path, Map<String, String> headers, byte[] body) {}

    public Collector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/", exchange -> {
            Map<String, String> headers = exchange.getRequestHeaders().entrySet().stream()
                    .collect(Collectors.toMap(
                            one -> one.getKey().toLowerCase(java.util.Locale.ROOT),
                            one -> String.join(",", one.getValue())));
            all.add(new Sent(
                    exchange.getRequestURI().getPath(),
                    headers,
                    exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        server.start();
    }

    /** Its address, and a path there. */
    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** From now on it answers so. */
    public void answers(int status) {
        answer = status;
    }

    /** What was sent to a path so far. */
    public List<Sent> sent(String path) {
        return all.stream().filter(one -> one.path().equals(path)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
