package vn.lienthong.alert;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import vn.lienthong.kernel.HubException;

/** Whom the hub believes to be the host of a channel. */
final class Believed {
    private Believed() {}

    /**
     * The authority of the channel alone; without one, those that Java believes.
     *
     * @throws HubException CONFIGURATION where what is written is no certificate
     */
    static SSLContext context(Channel channel) throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(channel.certificate() == null ? null : authorities(channel, channel.certificate()));
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore authorities(Channel channel, String pem) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, new char[0]);
        try {
            int number = 0;
            for (Certificate each : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))) {
                store.setCertificateEntry("authority-" + ++number, each);
            }
            return store;
        } catch (GeneralSecurityException none) {
            throw new HubException(
                    AlertError.CERTIFICATE_WRONG,
                    Map.of("channel", channel.name(), "why", String.valueOf(none.getMessage())),
                    none);
        }
    }
}
