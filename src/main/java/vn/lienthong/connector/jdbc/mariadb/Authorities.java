package vn.lienthong.connector.jdbc.mariadb;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import vn.lienthong.connector.Settings;

/** Whose signature under a server's certificate is taken. */
final class Authorities {
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";

    private Authorities() {}

    /** The connector's own authority (PEM); empty where it names none. */
    static String own(Settings settings) {
        String certificate =
                settings.optionalText("ca_certificate").map(String::strip).orElse("");
        // any other text here would name a file of this machine
        return certificate.startsWith(BEGIN) ? certificate : "";
    }

    /** The well-known ones that this machine takes (PEM). */
    static String wellKnown() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            StringBuilder all = new StringBuilder();
            for (TrustManager manager : factory.getTrustManagers()) {
                for (X509Certificate authority : ((X509TrustManager) manager).getAcceptedIssuers()) {
                    all.append(pem(authority));
                }
            }
            return all.toString();
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("this machine's certificate authorities", unusable);
        }
    }

    private static String pem(X509Certificate authority) throws GeneralSecurityException {
        return BEGIN + "\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(authority.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
