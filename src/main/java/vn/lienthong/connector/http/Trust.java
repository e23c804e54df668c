package vn.lienthong.connector.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Settings;
import vn.lienthong.kernel.Secret;

/** Whom the hub believes to be the partner, and how it proves to be itself, as the settings say. */
public final class Trust {
    /** The name of the hub's own key. */
    public static final String OWN = "own";

    private static final char[] NONE = new char[0];

    private Trust() {}

    /**
     * The certificate in {@code ca_certificate} is believed alone; without one, those that Java believes.
     *
     * @throws GeneralSecurityException where a certificate or key is none, or they do not belong together
     */
    public static SSLContext of(Settings settings) throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own(settings), authority(settings), null);
        return context;
    }

    private static TrustManager @Nullable [] authority(Settings settings) throws GeneralSecurityException, IOException {
        Optional<String> pem = settings.optionalText("ca_certificate").map(String::strip);
        if (pem.isEmpty() || pem.get().isEmpty()) {
            return null;
        }
        KeyStore store = empty();
        int number = 0;
        for (Certificate each : certificates(pem.get())) {
            store.setCertificateEntry("authority-" + ++number, each);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust.getTrustManagers();
    }

    private static KeyManager @Nullable [] own(Settings settings) throws GeneralSecurityException, IOException {
        Optional<KeyStore> store = own(settings, "client_certificate", "client_key");
        if (store.isEmpty()) {
            return null;
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store.get(), NONE);
        return keys.getKeyManagers();
    }

    /**
     * A key of the hub's with its certificates, under the name {@link #OWN} and with an empty password; nothing where the settings have
     * none.
     *
     * @param certificate the setting that holds the certificates
     * @param key the secret setting that holds the key
     * @throws GeneralSecurityException where a certificate or key is none, or they do not belong together
     */
    public static Optional<KeyStore> own(Settings settings, String certificate, String key)
            throws GeneralSecurityException, IOException {
        Optional<String> pem = settings.optionalText(certificate).map(String::strip);
        Optional<Secret> secret = settings.secret(key);
        if (pem.isEmpty() || pem.get().isEmpty() || secret.isEmpty()) {
            return Optional.empty();
        }
        Certificate[] chain = certificates(pem.get());
        KeyStore store = empty();
        store.setKeyEntry(
                OWN, key(secret.get().reveal(), chain[0].getPublicKey().getAlgorithm()), NONE, chain);
        return Optional.of(store);
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NONE);
        return store;
    }

    private static Certificate[] certificates(String pem) throws GeneralSecurityException {
        Certificate[] all = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
                .toArray(Certificate[]::new);
        if (all.length == 0) {
            throw new GeneralSecurityException("no certificate");
        }
        return all;
    }

    /** A key in PKCS #8, as {@code -----BEGIN PRIVATE KEY-----}; a form of one line has lost its line ends. */
    private static PrivateKey key(String pem, String algorithm) throws GeneralSecurityException {
        String base64 = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").replaceAll("\\s", "");
        try {
            return KeyFactory.getInstance(algorithm)
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException other) {
            throw new GeneralSecurityException("the key is not in PKCS #8 (BEGIN PRIVATE KEY)", other);
        }
    }
}
