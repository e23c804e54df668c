package vn.lienthong.connector.jdbc.mariadb;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Stands between a client and a server of MariaDB's protocol, ends the encryption of both and reads what they say. */
final class ManBetween implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final int serverPort;
    private final SSLContext asServer;
    private final SSLContext asClient;

    ManBetween(int serverPort, SSLContext asServer, SSLContext asClient) throws IOException {
        this.serverPort = serverPort;
        this.asServer = asServer;
        this.asClient = asClient;
        aside(() -> {
            while (true) {
                Socket client = door.accept();
                open.add(client);
                aside(() -> between(client));
            }
        });
    }

    int port() {
        return door.getLocalPort();
    }

    private void between(Socket client) throws IOException {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
            open.add(server);
            client.getOutputStream().write(packet(server)); // the greeting
            server.getOutputStream().write(packet(client)); // the wish to encrypt
            SSLSocket toClient = encrypted(asServer, client);
            toClient.setUseClientMode(false);
            SSLSocket toServer = encrypted(asClient, server);
            toServer.setUseClientMode(true);
            aside(() -> toClient.getInputStream().transferTo(toServer.getOutputStream()));
            toServer.getInputStream().transferTo(toClient.getOutputStream());
        } finally {
            client.close();
        }
    }

    private SSLSocket encrypted(SSLContext context, Socket plain) throws IOException {
        return (SSLSocket) context.getSocketFactory().createSocket(plain, "127.0.0.1", plain.getPort(), true);
    }

    /** One packet: three bytes of length, a number, the content. */
    static byte[] packet(Socket from) throws IOException {
        DataInputStream bytes = new DataInputStream(from.getInputStream());
        byte[] head = new byte[4];
        bytes.readFully(head);
        int length = (head[0] & 0xff) | (head[1] & 0xff) << 8 | (head[2] & 0xff) << 16;
        byte[] whole = new byte[4 + length];
        System.arraycopy(head, 0, whole, 0, 4);
        bytes.readFully(whole, 4, length);
        return whole;
    }

    private interface Talk {
        void run() throws IOException;
    }

    private void aside(Talk talk) {
        Thread thread = new Thread(() -> {
            try {
                talk.run();
            } catch (IOException ended) {
                // whoever notices him hangs up
                return;
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
