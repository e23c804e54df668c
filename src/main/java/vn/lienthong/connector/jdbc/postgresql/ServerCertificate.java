package vn.lienthong.connector.jdbc.postgresql;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Looks at the certificate that a server shows. Whether it is the right one is not asked here, since nothing is sent behind the
 * handshake: only when it ends.
 */
final class ServerCertificate {
    private static final int PATIENCE_MILLIS = 2_000;
    private static final int TLS_WANTED = 80877103;

    private ServerCertificate() {}

    /** When it ends; empty where the server does not encrypt. */
    static Optional<Instant> end(InetSocketAddress address) throws IOException {
        try (Socket plain = new Socket()) {
            plain.connect(address, PATIENCE_MILLIS);
            plain.setSoTimeout(PATIENCE_MILLIS);
            plain.getOutputStream()
                    .write(ByteBuffer.allocate(2 * Integer.BYTES)
                            .putInt(2 * Integer.BYTES)
                            .putInt(TLS_WANTED)
                            .array());
            return plain.getInputStream().read() == 'S' ? Optional.of(end(plain, address)) : Optional.empty();
        }
    }

    private static Instant end(Socket plain, InetSocketAddress address) throws IOException {
        try (SSLSocket encrypted = (SSLSocket) context()
                .getSocketFactory()
                .createSocket(plain, address.getAddress().getHostAddress(), address.getPort(), true)) {
            encrypted.startHandshake();
            return ((X509Certificate) encrypted.getSession().getPeerCertificates()[0])
                    .getNotAfter()
                    .toInstant();
        }
    }

    private static SSLContext context() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Onlooker()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IOException(impossible);
        }
    }

    /** Takes every certificate, for a look. */
    private static final class Onlooker implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String how) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String how) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
