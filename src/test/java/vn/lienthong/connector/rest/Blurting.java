package vn.lienthong.connector.rest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import vn.lienthong.testing.Aside;

/** A server that answers everybody with the same bytes, whatever they are. */
final class Blurting implements AutoCloseable {
    private final ServerSocket door;

    Blurting(byte[] answer) throws IOException {
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Aside.run(() -> serve(answer));
    }

    int port() {
        return door.getLocalPort();
    }

    private void serve(byte[] answer) {
        while (!door.isClosed()) {
            try (Socket caller = door.accept()) {
                BufferedReader asked =
                        new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.ISO_8859_1));
                String line = asked.readLine();
                while (line != null && !line.isEmpty()) {
                    line = asked.readLine();
                }
                caller.getOutputStream().write(answer);
                caller.getOutputStream().flush();
            } catch (IOException closed) {
                return; // the test is over
            }
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
