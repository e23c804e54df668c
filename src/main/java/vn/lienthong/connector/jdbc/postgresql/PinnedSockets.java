package vn.lienthong.connector.jdbc.postgresql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Gives the driver sockets that are connected already, to the one address the hub has resolved and allowed. The driver makes it
 * by its name, with the text that {@link #argument} wrote; it would otherwise resolve the host a second time.
 */
public final class PinnedSockets extends SocketFactory {
    private static final int BUFFER_BYTES = 1 << 20;

    private final InetSocketAddress address;
    private final int timeoutMillis;

    /** For the driver only. */
    public PinnedSockets(String argument) throws IOException {
        String[] parts = argument.split(" ");
        address = new InetSocketAddress(InetAddress.getByName(parts[0]), Integer.parseInt(parts[1]));
        timeoutMillis = Integer.parseInt(parts[2]);
    }

    static String argument(InetSocketAddress address, int timeoutMillis) {
        return address.getAddress().getHostAddress() + " " + address.getPort() + " " + timeoutMillis;
    }

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = new Socket();
        try {
            socket.setReceiveBufferSize(BUFFER_BYTES);
            socket.setSendBufferSize(BUFFER_BYTES);
            socket.connect(address, timeoutMillis);
            return socket;
        } catch (IOException | RuntimeException failed) {
            socket.close();
            throw failed;
        }
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket();
    }
}
