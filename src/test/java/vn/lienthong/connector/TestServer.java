package vn.lienthong.connector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A real TCP server on the loopback that answers every connection with one line, or with silence. */
final class TestServer implements AutoCloseable {
    private final ServerSocket door;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private volatile @Nullable String answer;

    TestServer(@Nullable String answer) {
        this.answer = answer;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread thread = new Thread(this::serve, "test-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return door.getLocalPort();
    }

    void answer(String line) {
        answer = line;
    }

    /** How many have called, whatever they said. */
    int knocks() {
        return open.size();
    }

    /** The first line each caller sent. */
    List<String> heard() {
        return heard;
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket socket = door.accept();
                open.add(socket);
                if (answer != null) {
                    heard.add(new java.io.BufferedReader(
                                    new java.io.InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                            .readLine());
                    socket.getOutputStream().write((answer + "\n").getBytes(StandardCharsets.UTF_8));
                    socket.close();
                }
            } catch (IOException closed) {
                // the test is over, or the caller has hung up
                continue;
            }
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
