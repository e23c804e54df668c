package vn.lienthong.agency;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** Strangers at one address who begin to sign in and never end, more than the hub has places for. */
final class StalledSenders implements AutoCloseable {
    private final List<Socket> sockets = new ArrayList<>();

    /**
     * Where they come from.
     *
     * @param port the hub's
     * @param from their address
     * @param header one more line of their requests
     */
    record Attempt(int port, String from, String header) {}

    /** Returns when the hub begins to send them away. */
    static StalledSenders fill(Attempt attempt) throws IOException {
        StalledSenders all = new StalledSenders();
        for (int i = 0; i < 2 * StrangersBodies.AT_A_TIME; i++) {
            Socket socket = new Socket("127.0.0.1", attempt.port(), InetAddress.getByName(attempt.from()), 0);
            all.sockets.add(socket);
            socket.getOutputStream()
                    .write(("POST /login HTTP/1.1\r\nHost: localhost\r\n" + attempt.header()
                                    + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\np")
                            .getBytes(StandardCharsets.US_ASCII));
        }
        Awaitility.await().until(() -> all.sockets.stream().anyMatch(StalledSenders::isAnswered));
        return all;
    }

    private static boolean isAnswered(Socket socket) {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException ended) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
