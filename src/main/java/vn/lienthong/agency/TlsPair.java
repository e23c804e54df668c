package vn.lienthong.agency;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;
import vn.lienthong.kernel.Certificates;
import vn.lienthong.kernel.HubException;

/**
 * A certificate with the key to it.
 *
 * @param chain the hub's own certificate, then whoever signed it, and so on
 */
record TlsPair(List<X509Certificate> chain, PrivateKey key) {
    private static final String ALIAS = "hub";
    private static final int DNS_NAME = 2;

    /** Forward secrecy and authenticated encryption, and nothing else; the strongest first. */
    private static final List<String> SUITES = List.of(
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");

    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    X509Certificate own() {
        return chain.get(0);
    }

    /** From when on some certificate of the chain proves nothing any more. */
    Instant ends() {
        return chain.stream()
                .map(one -> one.getNotAfter().toInstant())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** SHA-256 of the hub's own certificate, in hexadecimal. */
    String fingerprint() {
        return HexFormat.of().formatHex(Certificates.sha256(own()));
    }

    /** The host names that the certificate is for, in small letters and in order. */
    Set<String> names() {
        try {
            Collection<List<?>> all = Objects.requireNonNullElse(own().getSubjectAlternativeNames(), List.of());
            Set<String> names = new TreeSet<>();
            all.stream()
                    .filter(name -> name.get(0).equals(DNS_NAME))
                    .forEach(name -> names.add(String.valueOf(name.get(1)).toLowerCase(Locale.ROOT)));
            return names;
        } catch (CertificateParsingException unreadable) {
            return Set.of();
        }
    }

    /** Throws where no caller would, or should, trust the hub with this pair at this time. */
    void check(TlsSettings files, Instant now) {
        if (!fits()) {
            throw new HubException(
                    AgencyError.TLS_PAIR_MISMATCH, Map.of("key", files.keyFile(), "cert", files.certFile()));
        }
        refuse(!Certificates.strong(own().getPublicKey()), AgencyError.TLS_KEY_WEAK, files, null);
        refuse(!linked(), AgencyError.TLS_CHAIN_BROKEN, files, null);
        refuse(
                !now.isBefore(own().getNotAfter().toInstant()),
                AgencyError.TLS_ENDED,
                files,
                own().getNotAfter().toInstant());
        refuse(
                now.isBefore(own().getNotBefore().toInstant()),
                AgencyError.TLS_NOT_YET,
                files,
                own().getNotBefore().toInstant());
    }

    private static void refuse(boolean wrong, AgencyError why, TlsSettings files, @Nullable Instant at) {
        if (wrong) {
            throw new HubException(why, Map.of("file", files.certFile(), "at", at == null ? "" : at.toString()));
        }
    }

    /** Whether what the key signs is verified by the certificate. */
    private boolean fits() {
        String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        byte[] something = fingerprint().getBytes(StandardCharsets.US_ASCII);
        try {
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(something);
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(own().getPublicKey());
            verifying.update(something);
            return verifying.verify(signing.sign());
        } catch (GeneralSecurityException ofAnotherKind) {
            return false;
        }
    }

    /** Whether each certificate is signed by the one that follows it. */
    private boolean linked() {
        for (int i = 1; i < chain.size(); i++) {
            try {
                chain.get(i - 1).verify(chain.get(i).getPublicKey());
            } catch (GeneralSecurityException bySomebodyElse) {
                return false;
            }
        }
        return true;
    }

    /** What the web server speaks TLS with. */
    SslBundle bundle() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(ALIAS, key, new char[0], chain.toArray(new X509Certificate[0]));
            SslBundle bundle = SslBundle.of(
                    SslStoreBundle.of(store, "", null),
                    SslBundleKey.of("", ALIAS),
                    SslOptions.of(SUITES.toArray(new String[0]), PROTOCOLS.toArray(new String[0])));
            SSLEngine tried = bundle.createSslContext().createSSLEngine();
            tried.setEnabledCipherSuites(SUITES.toArray(new String[0]));
            return bundle;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("a pair that was checked cannot be used", impossible);
        }
    }

    /** The key is among the components. */
    @Override
    public String toString() {
        return "TlsPair[" + fingerprint() + "]";
    }
}
