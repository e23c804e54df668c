package vn.lienthong.connector.soap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that says the same to everybody, whatever it is. */
final class Saying implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile String header = "";
    private volatile int missing;

    Saying(int status, String type, String body) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> say(exchange, status, type, body));
        server.start();
    }

    /** Also sends them to another place. */
    Saying location(String location) {
        header = location;
        return this;
    }

    /** Promises so many bytes more than it gives. */
    Saying cutShort(int bytes) {
        missing = bytes;
        return this;
    }

    private void say(HttpExchange exchange, int status, String type, String body) throws IOException {
        asked.incrementAndGet();
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        if (!header.isEmpty()) {
            exchange.getResponseHeaders().set("Location", header);
        }
        exchange.sendResponseHeaders(status, bytes.length + missing);
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().flush();
        exchange.close();
    }

    int port() {
        return server.getAddress().getPort();
    }

    int asked() {
        return asked.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
