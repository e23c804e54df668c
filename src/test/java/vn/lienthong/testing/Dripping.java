package vn.lienthong.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** A server whose answers never end and never pause for long. */
public final class Dripping implements AutoCloseable {
    private static final long BETWEEN_NANOS = 50_000_000;

    private final String begin;
    private final ServerSocket door;
    private final List<Socket> callers = new CopyOnWriteArrayList<>();

    /** One that begins an answer of HTTP. */
    public Dripping() throws IOException {
        this("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n[");
    }

    /** One that begins like this. */
    public Dripping(String begin) throws IOException {
        this.begin = begin;
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Aside.run(this::serve);
    }

    public int port() {
        return door.getLocalPort();
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket caller = door.accept();
                callers.add(caller);
                Aside.run(() -> drip(caller));
            } catch (IOException closed) {
                return; // the test is over
            }
        }
    }

    private void drip(Socket caller) {
        try (caller) {
            OutputStream out = caller.getOutputStream();
            out.write(begin.getBytes(StandardCharsets.US_ASCII));
            while (!door.isClosed()) {
                out.write(' ');
                LockSupport.parkNanos(BETWEEN_NANOS);
            }
        } catch (IOException hungUp) {
            callers.remove(caller); // the hub has had enough, as it should
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket caller : callers) {
            caller.close();
        }
    }
}
