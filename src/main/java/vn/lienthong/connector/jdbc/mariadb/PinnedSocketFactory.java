package vn.lienthong.connector.jdbc.mariadb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.util.ConfigurableSocketFactory;

/**
 * Connects to the one address that was checked, whatever the name resolves to by now. Public and without arguments because the
 * driver makes it by name; the address comes as a connection attribute.
 */
public final class PinnedSocketFactory extends ConfigurableSocketFactory {
    static final String ATTRIBUTE = "_checked_address";

    /** The driver leaves its socket open where a greeting makes it stumble; who called it closes it. */
    private static final ThreadLocal<Socket> LAST = new ThreadLocal<>();

    private @Nullable InetAddress address;

    @Override
    public void setConfiguration(Configuration configuration, String host) {
        String attributes = String.valueOf(configuration.connectionAttributes());
        for (String attribute : attributes.split(",")) {
            if (attribute.startsWith(ATTRIBUTE + ":")) {
                address = parse(attribute.substring(ATTRIBUTE.length() + 1));
            }
        }
    }

    /** The bytes of an address as hexadecimal digits: no separator the driver would trip over. */
    static String format(InetAddress address) {
        return HexFormat.of().formatHex(address.getAddress());
    }

    private static InetAddress parse(String hexadecimal) {
        try {
            return InetAddress.getByAddress(HexFormat.of().parseHex(hexadecimal));
        } catch (java.net.UnknownHostException impossible) {
            throw new IllegalStateException("not an address", impossible);
        }
    }

    @Override
    public Socket createSocket() {
        InetAddress pinned = address;
        if (pinned == null) {
            throw new IllegalStateException("no checked address");
        }
        Socket socket = new Socket() {
            @Override
            public void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
                super.connect(new InetSocketAddress(pinned, ((InetSocketAddress) endpoint).getPort()), timeoutMillis);
            }
        };
        LAST.set(socket);
        return socket;
    }

    static void forgetLast() {
        LAST.remove();
    }

    /** Closes what was made last on this thread. */
    static void closeLast() {
        Socket socket = LAST.get();
        LAST.remove();
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException closed) {
                throw new UncheckedIOException(closed);
            }
        }
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new IOException("only the checked address");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw new IOException("only the checked address");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw new IOException("only the checked address");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        throw new IOException("only the checked address");
    }
}
