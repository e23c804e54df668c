package vn.lienthong.agency;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.apache.tomcat.util.net.SSLUtil;
import org.apache.tomcat.util.net.jsse.JSSEImplementation;
import org.apache.tomcat.util.net.jsse.JSSEUtil;

/**
 * TLS as Java speaks it, for {@link CallersPort}: takes the certificate of any program whose key signs the handshake, whoever gave it.
 * The web server makes one by name; nobody else does.
 */
public final class CallersTls extends JSSEImplementation {
    @Override
    public SSLUtil getSSLUtil(SSLHostConfigCertificate own) {
        return new Asking(own);
    }

    private static final class Asking extends JSSEUtil {
        Asking(SSLHostConfigCertificate own) {
            super(own);
        }

        /** Programs are asked in the handshake and never later, so that nothing is amiss without it. */
        @Override
        protected boolean isTls13RenegAuthAvailable() {
            return true;
        }

        @Override
        public TrustManager[] getTrustManagers() {
            return new TrustManager[] {new Everybody()};
        }
    }

    /** Leaves it to the register whose certificate it is. It names no authority, so that no program keeps its own back. */
    private static final class Everybody extends X509ExtendedTrustManager {
        private static final int LONGEST_CHAIN = 5;

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            checkClientTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            checkClientTrusted(chain, type);
        }

        /** The handshake goes on, and fails where the key is not there. */
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            if (chain.length > LONGEST_CHAIN) {
                throw new CertificateException("no program has a chain of " + chain.length);
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            throw noServer();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            throw noServer();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw noServer();
        }

        private static CertificateException noServer() {
            return new CertificateException("the hub calls nobody from this port");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
