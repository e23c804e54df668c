package vn.lienthong.alert;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sockets of one message's way through the mail library, which is given the server's address and not its name, so that no name
 * service has another say: TLS is spoken with the name all the same. All can be closed at once.
 */
final class MailSockets implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MailSockets.class);

    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** For a server that is greeted in the clear; the library connects them. */
    SocketFactory plain() {
        return new Plain();
    }

    /** Lays TLS over a socket that the library has connected, and has the server show that it is of this name. */
    SSLSocketFactory encrypted(SSLSocketFactory tls, String name) {
        return new Encrypted(tls, name);
    }

    /** Ends whatever goes on; any thread. */
    @Override
    public void close() {
        for (Socket each : open) {
            try {
                each.close();
            } catch (IOException gone) {
                LOG.debug("A connection to a mail server had ended already: {}", gone.getMessage());
            }
        }
    }

    private Socket known(Socket socket) {
        open.add(socket);
        return socket;
    }

    private final class Plain extends SocketFactory {
        @Override
        public Socket createSocket() {
            return known(new Socket());
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return known(new Socket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
            return known(new Socket(host, port, from, fromPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return known(new Socket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
            return known(new Socket(host, port, from, fromPort));
        }
    }

    private final class Encrypted extends SSLSocketFactory {
        private final SSLSocketFactory tls;
        private final String name;

        Encrypted(SSLSocketFactory tls, String name) {
            this.tls = tls;
            this.name = name;
        }

        @Override
        public Socket createSocket(Socket under, String address, int port, boolean closes) throws IOException {
            return tls.createSocket(known(under), name, port, closes);
        }

        @Override
        public Socket createSocket(String address, int port) throws IOException {
            return createSocket(new Socket(address, port), name, port, true);
        }

        @Override
        public Socket createSocket(String address, int port, InetAddress from, int fromPort) throws IOException {
            return createSocket(new Socket(address, port, from, fromPort), name, port, true);
        }

        @Override
        public Socket createSocket(InetAddress address, int port) throws IOException {
            return createSocket(new Socket(address, port), name, port, true);
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress from, int fromPort) throws IOException {
            return createSocket(new Socket(address, port, from, fromPort), name, port, true);
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return tls.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return tls.getSupportedCipherSuites();
        }
    }
}
