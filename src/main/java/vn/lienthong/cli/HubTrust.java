package vn.lienthong.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import vn.lienthong.kernel.HubException;

/** Whom a command believes that it talks to the hub it means. */
final class HubTrust {
    private HubTrust() {}

    /**
     * Whoever shows a certificate for the name in the address, signed by one of the authorities.
     *
     * @param authorities a PEM file of those, and no others, that are believed; empty for those that Java knows
     * @throws HubException CONFIGURATION where the file holds none
     */
    static SSLContext signedBy(Optional<Path> authorities) {
        try {
            return authorities.isEmpty() ? SSLContext.getDefault() : context(managers(authorities.get()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whoever shows exactly this certificate, under whatever name: the hub on this machine left its mark in the data folder. */
    static SSLContext exactly(String fingerprint) {
        return context(new TrustManager[] {new Exactly(fingerprint)});
    }

    private static TrustManager[] managers(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> all =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (all.isEmpty()) {
                throw new HubException(CliError.CA_UNUSABLE, Map.of("file", file));
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (Certificate one : all) {
                store.setCertificateEntry("authority-" + store.size(), one);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (IOException | GeneralSecurityException unusable) {
            throw new HubException(CliError.CA_UNUSABLE, Map.of("file", file), unusable);
        }
    }

    private static SSLContext context(TrustManager[] managers) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers, null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Compares, and asks nobody else: one that extends this class is not asked for the name in the address either. */
    private static final class Exactly extends X509ExtendedTrustManager {
        private final byte[] fingerprint;

        Exactly(String fingerprint) {
            this.fingerprint = HexFormat.of().parseHex(fingerprint);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            try {
                byte[] shown = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
                if (!MessageDigest.isEqual(shown, fingerprint)) {
                    throw new CertificateException("another certificate than that of the hub on this machine");
                }
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            checkServerTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            checkServerTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("no client is asked here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            checkClientTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            checkClientTrusted(chain, type);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
